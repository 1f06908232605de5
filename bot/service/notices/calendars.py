"""When an agency's people may be written to: its days off, in the time zone of their unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.agencies.agency import Agency, Zone
from bot.agencies.days import clock_of
from bot.agencies.reminding import Calendar
from bot.agencies.tree import Tree
from bot.service.desk import Desk
from bot.store.calendars import DaysOff

KEPT_MS: Final = 60_000
"""So long a change of an agency's days may be overlooked."""


def calendar_in(zone: Zone | None, off: DaysOff) -> Calendar:
    """The calendar of an agency with these days off, in a zone; without one, in WIB."""
    return Calendar(clock_of(zone or "WIB"), off.weekdays, off.days)


async def calendar_of(desk: Desk, agency: Agency) -> Calendar:
    """An agency's own calendar, as it is now."""
    return calendar_in(agency.zone, await desk.store.calendars.of(agency.code))


async def to_come(desk: Desk, agency: Agency) -> list[date]:
    """The days off that an agency named, from today on."""
    calendar = await calendar_of(desk, agency)
    return sorted(day for day in calendar.days_off if day >= calendar.day(desk.clock()))


@dataclass(frozen=True, slots=True)
class _Known:
    agency: Agency
    tree: Tree
    off: DaysOff
    by_zone: dict[Zone, Calendar]

    def calendar(self, unit: str | None) -> Calendar:
        zone = self.tree.zone(self.agency, unit)
        if zone not in self.by_zone:
            self.by_zone[zone] = calendar_in(zone, self.off)
        return self.by_zone[zone]


class Calendars:
    """The calendars for somebody who asks thousands of times an hour."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[str, _Known] = {}
        self._read_at = 0

    async def of(self, agency: str | None, unit: str | None) -> Calendar:
        """The calendar of a unit's people as it was within the last minute; people of no agency
        have that of western Indonesia."""
        now = self._desk.clock()
        if now - self._read_at >= KEPT_MS:
            self._known.clear()
            self._read_at = now
        known = self._known.get(agency or "") or await self._read(agency or "")
        return known.calendar(unit)

    async def _read(self, agency: str) -> _Known:
        store = self._desk.store
        known = _Known(
            await store.agencies.get(agency) or Agency(agency, agency),
            Tree(await store.agencies.units(agency)),
            await store.calendars.of(agency),
            {},
        )
        self._known[agency] = known
        return known
