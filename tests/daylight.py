"""``python -m tests.daylight COMMAND …``: the command line on a working day at ten in the morning.

Nobody is reminded at night, and tests run at any time. The clock is shifted by ``CLOCK_SHIFT_MS``
and goes on as usual; whoever starts two programs for one database gives both the same shift.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta

import bot.app
from bot.cli.main import main

TEN = 3  # in Jakarta, by UTC


def shift() -> int:
    """ms from now to ten o'clock of the last Tuesday."""
    now = datetime.now(UTC)
    tuesday = now - timedelta(days=(now.weekday() - 1) % 7)
    ten = tuesday.replace(hour=TEN, minute=0, second=0, microsecond=0)
    return round((ten - now).total_seconds() * 1000)


def clock(by: int) -> int:
    """The shifted clock, in ms since 1970 UTC."""
    return time.time_ns() // 1_000_000 + by


if __name__ == "__main__":
    by = int(os.environ["CLOCK_SHIFT_MS"])
    bot.app.now = lambda: clock(by)
    main()
