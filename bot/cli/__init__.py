"""The command line: ``python run_bot.py COMMAND``; each command with ``--help``."""
