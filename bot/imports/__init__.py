"""Files that offices send, read as rows of cells."""
