"""Days and times in words, by the clock of western Indonesia. Times are ms since 1970 UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.screens.screen import Phrase, say
from bot.service.days import brief
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


def told(at: int) -> Phrase:
    """``29 Nov 2026, 14.05``, rounded up to the minute; the words around it name the zone."""
    local = _local(-(-at // 60_000) * 60_000)
    return say(
        "date.told", day=brief(local.date()), hour=f"{local.hour:02}", minute=f"{local.minute:02}"
    )


def _local(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(JAKARTA)
