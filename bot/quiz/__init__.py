"""The quiz: bank, drawing, marking and attempts. Pure."""
