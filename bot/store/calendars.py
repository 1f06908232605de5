"""On which days each agency's people are not written to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.agencies.reminding import WEEKEND
from bot.store.database import Args, Database, Step
from bot.store.trail import Trace, trail_step


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Weekdays count from Monday, 0."""

    weekdays: frozenset[int] = WEEKEND
    days: frozenset[date] = field(default=frozenset())


class Calendars:
    """Each change is one unit of work with the line of the trail that tells of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, agency: str) -> DaysOff:
        """An agency's days off: the weekend, unless it chose others."""
        rows = await self._database.fetch("calendar_of", agency=agency)
        bits = rows[0]["weekdays_off"] if rows else None
        days = frozenset(date.fromisoformat(row["day"]) for row in rows if row["day"] is not None)
        return DaysOff(WEEKEND if bits is None else _weekdays(bits), days)

    async def set_weekday(self, trace: Trace, weekday: int, *, off: bool) -> None:
        """Whether nobody is written to on this weekday. The agency is that of the trace."""
        bit = 1 << weekday
        set_to = bit if off else 0
        first = sum(1 << one for one in WEEKEND) & ~bit | set_to
        changed: Args = {"agency": trace.agency, "first": first, "bit": bit, "set_to": set_to}
        await self._database.write(Step("calendar_set_weekday", changed), trail_step(trace))

    async def add_day(self, trace: Trace, day: date) -> None:
        """Nobody is written to on this day."""
        added: Args = {"agency": trace.agency, "day": day.isoformat()}
        await self._database.write(Step("calendar_add_day", added), trail_step(trace))

    async def remove_day(self, trace: Trace, day: date) -> None:
        """People are written to on this day again, if its weekday allows it."""
        removed: Args = {"agency": trace.agency, "day": day.isoformat()}
        await self._database.write(Step("calendar_remove_day", removed), trail_step(trace))


def _weekdays(bits: int) -> frozenset[int]:
    return frozenset(weekday for weekday in range(7) if bits >> weekday & 1)
