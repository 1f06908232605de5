"""What an agency sees: how many people, never who answered what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Final, NamedTuple


@dataclass(frozen=True, slots=True)
class Count:
    """People of one unit (``None``: of none) in one module.

    ``registered`` counts people whose registration is complete and who belong to the unit now.
    ``started``, ``completed`` and ``passed`` count people, each once however many attempts, by
    the unit that they belonged to when the attempt began.
    """

    unit: str | None
    module: str
    registered: int
    started: int
    completed: int
    passed: int


@dataclass(frozen=True, slots=True)
class ModuleCount:
    """People of a whole agency in one module, each once: who moved from one unit to another
    between two attempts counts in both units, but only once here."""

    module: str
    started: int
    completed: int
    passed: int


@dataclass(frozen=True, slots=True)
class MonthCount:
    """People of a whole agency in one month, as 202411: who began then, who completed and who
    passed, each once. ``module`` is empty where it does not matter which. Who does so in two
    months counts in both: months do not add up to a year.
    """

    month: int
    module: str
    started: int
    completed: int
    passed: int


class Month(NamedTuple):
    """``number`` is 202411 for November 2024; it lasts from ``since`` to before ``until`` (both in
    ms since 1970 UTC)."""

    number: int
    since: int
    until: int


_ZONE: Final = timezone(timedelta(hours=7))
"""That of Jakarta: one calendar for all agencies, so that their months can be compared."""


def month_of(at: int) -> Month:
    """The month of a time in ms since 1970 UTC."""
    day = datetime.fromtimestamp(at // 1000, _ZONE)
    number = day.year * 12 + day.month - 1
    return Month(day.year * 100 + day.month, _begin(number), _begin(number + 1))


@cache
def _begin(number: int) -> int:
    """When the month with this number since the year 0 begins."""
    return int(datetime(number // 12, number % 12 + 1, 1, tzinfo=_ZONE).timestamp()) * 1000
