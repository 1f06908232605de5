"""Days and times in words, by the clock of western Indonesia. Times are ms since 1970 UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.screens.screen import Phrase, say
from bot.service.jakarta import JAKARTA


def day(at: int) -> Phrase:
    """``29 November 2026``."""
    local = _local(at)
    return say("date.day", day=local.day, month=say(f"date.month.{local.month}"), year=local.year)


def last_day(until: int) -> Phrase:
    """The last day before a moment from which something does not count any more."""
    return day(until - 1)


def moment(at: int) -> Phrase:
    """``29 November 2026 pukul 14.05 WIB``."""
    local = _local(at)
    return say("date.moment", day=day(at), hour=f"{local.hour:02}", minute=f"{local.minute:02}")


def _local(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(JAKARTA)
