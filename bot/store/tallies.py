"""How many people, never which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.agencies.tally import Count, ModuleCount, MonthCount
from bot.store.database import Database, Reads, Step

REGISTERED = ""
"""The module of the rows that only count registration."""

FOLDED: Final = 5000
"""Changes that are folded in one transaction: some tens of ms."""


@dataclass(frozen=True, slots=True)
class Total:
    """People of one agency, each once: registered now, and those who started, completed and
    passed at least one module while they belonged to it.
    """

    agency: str
    registered: int
    started: int
    completed: int
    passed: int


class Counts:
    """The counts, from a store or from a snapshot of one.

    They are kept by the writes themselves (:mod:`bot.store.milestones`), so that reading them
    takes as long with five million people as with five. Each is read by one statement: what was
    folded and what was not yet, at one moment.
    """

    def __init__(self, database: Reads) -> None:
        self._reads = database

    async def of_agency(self, agency: str) -> list[Count]:
        """One agency's counts by unit (None first) and module.

        - Each unit with registered people has one row with the module ``REGISTERED``, whether or
          not anyone there began anything. Those rows add up to the agency's registered people.
        - Each unit and module with an attempt has one row; its ``registered`` repeats the
          unit's. A unit that everybody left keeps its row, with 0 registered.

        Completed is an attempt with a score; an abandoned one only counts as started.
        """
        rows = await self._reads.fetch("tally_of_agency", agency=agency)
        registered = {unit: number for unit, module, number, *_ in rows if module == REGISTERED}
        counts = [
            Count(unit or None, module, registered.get(unit, 0), started, completed, passed)
            for unit, module, _, started, completed, passed in rows
            if started or (module == REGISTERED and registered[unit])
        ]
        return sorted(counts, key=lambda count: (count.unit or "", count.module))

    async def modules_of(self, agency: str) -> list[ModuleCount]:
        """One agency's counts by module, sorted, each person once whatever their units."""
        rows = await self._reads.fetch("tally_modules_of_agency", agency=agency)
        counts = (ModuleCount(*row) for row in rows)
        return sorted((one for one in counts if one.started), key=lambda count: count.module)

    async def months_of(self, agency: str) -> list[MonthCount]:
        """One agency's counts by month and module; the module ``""`` counts each person once a
        month, whatever they took."""
        rows = await self._reads.fetch("tally_months_of_agency", agency=agency)
        counts = (MonthCount(month, module, *rest) for module, month, *rest in rows)
        return sorted(
            (one for one in counts if one.started or one.completed or one.passed),
            key=lambda count: (count.month, count.module),
        )

    async def national(self) -> list[Total]:
        """Every agency's totals, by code, including agencies where nobody is registered."""
        rows = await self._reads.fetch("tally_national")
        return sorted((Total(*row) for row in rows), key=lambda total: total.agency)


class Tallies(Counts):
    """The counts of a store, to be folded."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._database = database

    async def fold(self, batch: str, limit: int = FOLDED) -> int:
        """Add the oldest changes to the counts, exactly once whoever else does so meanwhile; how
        many there were. ``batch`` is a name that nothing else was ever folded under."""
        claimed, *_ = await self._database.write(
            Step("tally_claim", {"batch": batch, "limit": limit}, needed=True),
            Step("tally_fold", {"batch": batch}),
            Step("tally_folded", {"batch": batch}),
        )
        return len(claimed)
