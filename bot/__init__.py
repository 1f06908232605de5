"""Netral: election-neutrality training for Indonesia's civil servants."""
