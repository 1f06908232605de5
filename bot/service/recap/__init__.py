"""An agency's numbers, on the screen and as files."""
