"""What to show, and the words for it."""
