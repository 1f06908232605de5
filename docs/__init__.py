"""Documentation, and the tool that captures a conversation for the README."""
