"""Days in an agency's time zone, and the moments with which they begin. Pure.

Moments are ms since 1970 UTC. A period ends with the first moment after its last day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from bot.agencies.agency import HOURS, Zone

_NUMBERS = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})")
_ISO = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})[\s./-]*([^\W\d_]{3,})[\s./-]*(\d{4})")
_LEAST = 3  # letters of a month's name


def clock_of(zone: Zone) -> tzinfo:
    """The clock of one of Indonesia's time zones; none has summer time."""
    return timezone(timedelta(hours=HOURS[zone]), zone)


def begins(day: date, zone: tzinfo) -> int:
    """The midnight with which a day begins."""
    return round(datetime.combine(day, time(), zone).timestamp() * 1000)


def ends(day: date, zone: tzinfo) -> int:
    """The first moment after a day."""
    return begins(day + timedelta(days=1), zone)


def day_of(at: int, zone: tzinfo) -> date:
    """The day of a moment."""
    return datetime.fromtimestamp(at / 1000, zone).date()


def last_day(end: int, zone: tzinfo) -> date:
    """The last day of a period that ends with that moment."""
    return day_of(end - 1, zone)


def read_day(typed: str, months: Mapping[str, int]) -> date | None:
    """A day as people type it: ``31-12-2026``, ``31/12/2026``, ``2026-12-31``, ``31 Desember
    2026``, ``31 des 2026``. ``months`` has the number of each month by its names in small letters;
    the first three letters of one are enough. None for anything else.
    """
    text = " ".join(typed.lower().split())
    if match := _NUMBERS.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _NAMED.fullmatch(text):
        day, month, year = int(match[1]), _month(match[2], months), int(match[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(typed: str, months: Mapping[str, int]) -> int:
    """The only month of which the name begins so; 0 when there is none, or several."""
    found = {number for name, number in months.items() if name.startswith(typed)}
    return found.pop() if len(found) == 1 and len(typed) >= _LEAST else 0
