"""The list of an agency's people: imported, claimed, looked at."""
