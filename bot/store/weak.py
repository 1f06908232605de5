"""What people misjudge: pooled, and told by blocks of people (see ``agencies.release``)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from bot.agencies.release import FEWEST, PATIENCE_MS, Cell
from bot.store.database import Args, Database, Row, Step

_BEFORE_ALL: Final = -(1 << 62)


@dataclass(frozen=True, slots=True)
class Completion:
    """One that was not looked at yet. ``answers`` are scenario and points; ``first``: this person
    completed the module in this agency for the first time."""

    person: int
    attempt: str
    agency: str
    unit: str | None
    module: str
    content: str
    first: bool
    answers: Sequence[tuple[str, int]]


class Place(NamedTuple):
    """Which cell."""

    agency: str
    module: str
    rule: str
    pot: int
    unit: str


class Told(NamedTuple):
    """What is told of one rule and module: in a unit (None: in none), or in the pot."""

    module: str
    rule: str
    pot: bool
    unit: str | None
    asked: int
    misjudged: int


class WeakSpots:
    """Every method is one unit of work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def told(self, agency: str) -> list[Told]:
        """All that may be told of an agency."""
        rows = await self._database.fetch("weak_of_agency", agency=agency)
        return sorted(
            (
                Told(module, rule, pot == 1, unit or None, asked, misjudged)
                for module, rule, pot, unit, asked, misjudged in rows
            ),
            key=lambda one: (one.module, one.rule, one.pot, one.unit or ""),
        )

    async def waiting(self, limit: int) -> list[Completion]:
        """Completions that were not looked at yet."""
        rows = await self._database.fetch("weak_waiting", after=_BEFORE_ALL, limit=limit)
        return list(_completions(rows))

    async def pool(self, one: Completion, misjudged: Mapping[str, bool], at: int) -> bool:
        """Count a completion, by rule whether its person misjudged it. False when it was counted
        before."""
        args: list[Args] = [
            {
                "agency": one.agency,
                "module": one.module,
                "rule": rule,
                "pot": 0,
                "unit": one.unit or "",
                "waiting": 1,
                "waiting_misjudged": int(wrong),
                "since": at,
            }
            for rule, wrong in sorted(misjudged.items())
        ]
        seen: Args = {"person": one.person, "attempt": one.attempt}
        rows, *_ = await self._database.write(
            Step("weak_pooled", seen, needed=True), *([Step("weak_add", args)] if args else [])
        )
        return bool(rows)

    async def due(self, now: int, limit: int) -> list[tuple[Place, Cell]]:
        """Cells that are to be settled."""
        rows = await self._database.fetch(
            "weak_due", fewest=FEWEST, before=now - PATIENCE_MS, limit=limit
        )
        return [(Place(*tuple(row)[:5]), Cell(*tuple(row)[5:])) for row in rows]

    async def settle(self, place: Place, cell: Cell, now: int) -> bool:
        """Tell of those who wait, or give them to the pot. False when anybody came meanwhile."""
        settled, given, misjudged = cell.settled(now, place.pot == 1)
        if settled == cell:
            return False
        step = Step(
            "weak_settle",
            {
                **place._asdict(),
                "asked": settled.asked,
                "misjudged": settled.misjudged,
                "was": cell.waiting,
                "was_asked": cell.asked,
            },
            needed=True,
        )
        pot = place._replace(pot=1, unit="")._asdict()
        gift: Args = {**pot, "waiting": given, "waiting_misjudged": misjudged, "since": now}
        rows, *_ = await self._database.write(step, *([Step("weak_add", gift)] if given else []))
        return bool(rows)


def _completions(rows: Sequence[Row]) -> Iterator[Completion]:
    starts = [place for place, row in enumerate(rows) if row["items"] is not None]
    for begin, end in pairwise([*starts, len(rows)]):
        first = rows[begin]
        items = [scenario for scenario, *_ in json.loads(first["items"])]
        yield Completion(
            first["person"],
            first["id"],
            first["agency"],
            first["unit"],
            first["module"],
            first["content"],
            first["first"] == 1,
            [(items[r["step"]], r["points"]) for r in rows[begin:end] if r["step"] is not None],
        )
