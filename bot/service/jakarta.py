"""The clock of western Indonesia: days of exams, tries and certificates go by it everywhere."""

from __future__ import annotations

from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def _zone() -> tzinfo:
    try:
        return ZoneInfo("Asia/Jakarta")
    except ZoneInfoNotFoundError:  # a system without time zones; this one is fixed since 1964
        return timezone(timedelta(hours=7))


JAKARTA = _zone()
