"""The clock that exam days go by: western Indonesia's, wherever the person is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def _zone() -> tzinfo:
    try:
        return ZoneInfo("Asia/Jakarta")
    except ZoneInfoNotFoundError:  # a system without time zones; this one is fixed since 1964
        return timezone(timedelta(hours=7))


JAKARTA = _zone()


def told(at: int) -> str:
    """``2024-10-01 19:00``, of ms since 1970 UTC, for machines and the names of files; what
    people read is :func:`bot.service.dates.told`."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(JAKARTA).strftime("%Y-%m-%d %H:%M")
