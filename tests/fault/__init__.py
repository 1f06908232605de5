"""The fault suite: busy learners, a bot that is killed, and an auditor who reads what is left.

``python -m tests.fault`` runs the long form; ``test_faults.py`` is the short one.
"""
