"""How many people, never which."""

from __future__ import annotations

from dataclasses import dataclass

from bot.agencies.tally import Count, ModuleCount
from bot.store.database import Reads

REGISTERED = ""
"""The module of the rows that only count registration."""


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


class Tallies:
    """Counted from the rows themselves at each call, so there is nothing that could drift."""

    def __init__(self, database: Reads) -> None:
        self._database = database

    async def of_agency(self, agency: str) -> list[Count]:
        """One agency's counts by unit (None first) and module.

        - Each unit with registered people has one row with the module ``REGISTERED``, whether or
          not anyone there began anything. Those rows add up to the agency's registered people.
        - Each unit and module with an attempt has one row; its ``registered`` repeats the
          unit's. A unit that everybody left keeps its row, with 0 registered.

        Completed is an attempt with a score; an abandoned one only counts as started.
        """
        rows = await self._database.fetch("tally_of_agency", agency=agency)
        counts = (Count(*row) for row in rows)
        return sorted(counts, key=lambda count: (count.unit or "", count.module))

    async def modules_of(self, agency: str) -> list[ModuleCount]:
        """One agency's counts by module, sorted, each person once whatever their units."""
        rows = await self._database.fetch("tally_modules_of_agency", agency=agency)
        return sorted((ModuleCount(*row) for row in rows), key=lambda count: count.module)

    async def national(self) -> list[Total]:
        """Every agency's totals, by code, including agencies where nobody is registered."""
        rows = await self._database.fetch("tally_national")
        return sorted((Total(*row) for row in rows), key=lambda total: total.agency)
