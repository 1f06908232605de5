"""What people are told without asking, and who sends it."""
