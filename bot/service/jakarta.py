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
    """``2024-10-01 19:00``, of ms since 1970 UTC, rounded up to the minute."""
    minute = datetime.fromtimestamp(-(-at // 60_000) * 60, UTC)
    return minute.astimezone(JAKARTA).strftime("%Y-%m-%d %H:%M")
