"""Sending what people are told without asking, and seeing whether it arrived."""

from __future__ import annotations

import asyncio

from bot import logs
from bot.cli.context import echo, settings


def remind() -> None:
    """Send the notices that are due now, and end; while the bot serves, it does so by itself."""
    from bot.app import remind as run

    wanted = settings()
    logs.setup(wanted.log_level)
    ends = asyncio.run(run(wanted))
    if ends is None:
        echo("another process sends the notices at this moment")
        return
    echo(", ".join(f"{number} {end}" for end, number in sorted(ends.items())) or "nothing is due")
