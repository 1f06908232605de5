"""The chore that plans follow-ups: on days 3, 10 and 30 after a pass, and before an election stage.

Each plan goes once through the passes in the order in which they ended, and remembers how far it
has come. After a crash some are planned again, and a notice is put once only. That nobody is
written to at night or twice a day is the work of who sends notices; what is due at night is due in
the morning here, so that it does not wait in line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from bot.agencies.days import begins, clock_of
from bot.agencies.ledger import Json, canonical
from bot.agencies.reminding import Calendar
from bot.catalog.catalog import Catalog, Stage
from bot.quiz.followup import DAYS, WEEK_BEFORE
from bot.quiz.validity import valid_until
from bot.service.attempts.followup import KIND
from bot.service.desk import Desk
from bot.service.notices.calendars import Calendars
from bot.store.followups import Pass, Reached
from bot.store.notices import Notice

BATCH: Final = 500
MOST: Final = 100
"""Batches of one plan in one run: what is more waits for the next."""

_DAY: Final = 86_400_000  # ms
_HOUR: Final = 3_600_000
_AHEAD: Final = 12 * _HOUR
"""So long before it is due a follow-up is planned, that a chore which comes late delays none."""
_MINUTE: Final = 60_000
_SLOTS: Final = 600
"""Minutes of a day, from 08:00 on, over which a stage's questions are spread."""


class _Plan(Protocol):
    """Which passes are followed up, and when."""

    name: str
    first: Reached
    until: int

    def subject(self, one: Pass, /) -> str:
        """What it is about: it is planned once for a person."""
        ...

    def body(self, one: Pass, /) -> dict[str, Json]:
        """What its screen needs to know."""
        ...

    def due(self, one: Pass, calendar: Calendar, /) -> int | None:
        """From when on it may come, in ms since 1970 UTC; None for not at all."""
        ...


class _After:
    """So many days after a pass. A plan that never ran begins with the passes of a day before."""

    def __init__(self, day: int, now: int) -> None:
        self.name, self._day = f"day-{day}", day
        self.until = now + _AHEAD - day * _DAY
        self.first = Reached(self.until - _DAY, 0, "")

    def subject(self, one: Pass) -> str:
        return f"{one.attempt}:{self._day}"

    def body(self, one: Pass) -> dict[str, Json]:
        return {"module": one.module, "day": self._day}

    def due(self, one: Pass, _calendar: Calendar) -> int:
        return one.finished_at + self._day * _DAY


class _Before:
    """In the week before a stage begins, for those whose pass counts until then. They are spread
    over it, as nobody can be sent a hundred thousand messages in one morning."""

    def __init__(self, stage: Stage, catalog: Catalog, now: int) -> None:
        self._subject = f"{stage.id}:{stage.begins}"  # moved to another day, it is planned anew
        self.name, self._stage, self._catalog = f"stage-{self._subject}", stage, catalog
        self.until, self.first = now, Reached(0, 0, "")

    def subject(self, _one: Pass) -> str:
        return self._subject

    def body(self, one: Pass) -> dict[str, Json]:
        begins_on = self._stage.begins.isoformat()
        return {"module": one.module, "stage": self._stage.id, "begins": begins_on}

    def due(self, one: Pass, calendar: Calendar) -> int | None:
        module = self._catalog.modules.get(one.module)
        begin = begins(self._stage.begins, calendar.zone)
        if module is None:
            return None
        if valid_until(one.finished_at, module.valid_months, calendar.zone) <= begin:
            return None
        day, minute = one.person % (WEEK_BEFORE - 1), one.person // WEEK_BEFORE % _SLOTS
        return begin - (WEEK_BEFORE - day) * _DAY + 8 * _HOUR + minute * _MINUTE


@dataclass(frozen=True, slots=True)
class _Run:
    desk: Desk
    now: int
    calendars: Calendars

    async def plan(self, plan: _Plan) -> None:
        """Go on with a plan."""
        store = self.desk.store.followups
        reached = await store.reached(plan.name) or plan.first
        for _ in range(MOST):
            found = await store.passes(reached, plan.until, BATCH)
            if not found:
                return
            await self._put(plan, found)
            reached = Reached(found[-1].finished_at, found[-1].person, found[-1].attempt)
            await store.reach(plan.name, reached)

    async def _put(self, plan: _Plan, found: Sequence[Pass]) -> None:
        notices: list[Notice] = []
        for one in found:
            calendar = await self.calendars.of(one.agency, one.unit)
            due = plan.due(one, calendar)
            at = None if due is None else calendar.next_open(max(due, self.now))
            if at is not None:
                body, id_ = canonical(plan.body(one)), self.desk.token()
                notices.append(Notice(one.person, id_, KIND, plan.subject(one), body, at))
        if notices:
            await self.desk.store.notices.put(*notices)


async def run(desk: Desk) -> None:
    """Plan what is due by now."""
    catalog, now = desk.library.current, desk.clock()
    this = _Run(desk, now, Calendars(desk))
    for day in DAYS:
        await this.plan(_After(day, now))
    for stage in catalog.stages:
        first = begins(stage.begins, clock_of("WIT"))  # there a day begins earliest
        last = begins(stage.begins, clock_of("WIB"))
        if first - WEEK_BEFORE * _DAY <= now < last:
            await this.plan(_Before(stage, catalog, now))
