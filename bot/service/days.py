"""Days in words, and days that people type; each in the zone of its agency."""

from __future__ import annotations

from datetime import date

from bot.agencies.agency import Zone
from bot.agencies.days import clock_of, last_day, read_day
from bot.catalog.catalog import Catalog
from bot.screens.screen import Phrase, say


def brief(day: date) -> Phrase:
    """``31 Des 2026``."""
    return say("date.brief", day=day.day, month=say(f"date.short.{day.month}"), year=day.year)


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
