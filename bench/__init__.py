"""Benchmarks: this bot beside bare bots of the well-known frameworks, in one run."""
