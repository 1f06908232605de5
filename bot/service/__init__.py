"""The use cases: each takes what happened and returns what to show."""
