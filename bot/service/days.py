"""Days in words, and days that people type; each in the zone of its agency."""

from __future__ import annotations

import re
from datetime import date
from functools import reduce
from typing import Final

from bot.agencies.agency import Zone
from bot.agencies.days import clock_of, last_day, read_day
from bot.catalog.catalog import Catalog
from bot.screens.screen import Phrase, say

_MONTH: Final = re.compile(r"\d{4}-\d\d")


def brief(day: date) -> Phrase:
    """``31 Des 2026``."""
    return say("date.brief", day=day.day, month=say(f"date.short.{day.month}"), year=day.year)


def as_noted(on: str) -> Phrase:
    """``31 Okt 2024`` or ``Okt 2024`` for what content notes as 2024-10-31 or 2024-10, also of
    several parted by a slash; anything else, like a mere year, as it is."""
    one, *more = (_noted(part) for part in on.split(" / "))
    return reduce(lambda before, then: say("judge.or", one=before, other=then), more, one)


def _noted(on: str) -> Phrase:
    try:
        first = date.fromisoformat(f"{on}-01" if _MONTH.fullmatch(on) else on)
    except ValueError:
        return say("plain", text=on)
    if len(on) == len("2024-10"):
        return say("date.brief_month", month=say(f"date.short.{first.month}"), year=first.year)
    return brief(first)


def until(end: int, zone: Zone) -> Phrase:
    """The last day before a moment (ms since 1970 UTC) at which something is over."""
    return brief(last_day(end, clock_of(zone)))


def typed_day(catalog: Catalog, typed: str) -> date | None:
    """The day that somebody typed, with the months in any of our languages."""
    months = {
        template.lower(): month
        for texts in catalog.texts.values()
        for month in range(1, 13)
        for key in ("date.month", "date.short")
        if isinstance(template := texts[f"{key}.{month}"], str)
    }
    return read_day(typed, months)
