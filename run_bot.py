"""Entry point: ``python run_bot.py`` does the main job, ``--help`` lists the commands."""

from bot.cli.main import main

if __name__ == "__main__":
    main()
