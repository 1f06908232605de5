"""Days in words."""

from __future__ import annotations

from bot.agencies.agency import Zone
from bot.agencies.days import clock_of, last_day
from bot.screens.screen import Phrase, say


def until(end: int, zone: Zone = "WIB") -> Phrase:
    """The last day before a moment (ms since 1970 UTC) at which something is over."""
    return say("plain", text=f"{last_day(end, clock_of(zone)):%d-%m-%Y}")
