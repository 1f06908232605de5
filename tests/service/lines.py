"""A line to a real database that can be cut before or after a statement."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace

from bot.errors import StoreUnavailable
from bot.service.desk import Desk
from bot.store.database import Database, Row, Step, Value
from bot.store.store import Store


class Line:
    """A :class:`bot.store.database.Database`. ``lost_before`` and ``lost_after`` say how often it
    is to be cut there: after it, the statement has done its work and the answer is lost. ``cut``
    is set from the first time on."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.lost_before: Counter[str] = Counter()
        self.lost_after: Counter[str] = Counter()
        self.cut = asyncio.Event()

    @property
    def round_trips(self) -> int:
        return self._database.round_trips

    @round_trips.setter
    def round_trips(self, value: int) -> None:
        self._database.round_trips = value

    async def fetch(self, query: str, **args: Value) -> list[Row]:
        return await self._database.fetch(query, **args)

    async def write(self, *steps: Step) -> list[list[Row]]:
        self._cut(self.lost_before, steps)
        rows = await self._database.write(*steps)
        self._cut(self.lost_after, steps)
        return rows

    async def close(self) -> None:
        await self._database.close()

    def _cut(self, where: Counter[str], steps: tuple[Step, ...]) -> None:
        for step in steps:
            if where[step.query] > 0:
                where[step.query] -= 1
                self.cut.set()
                raise StoreUnavailable("the line was cut")


def over_a_line(desk: Desk) -> tuple[Desk, Line]:
    """The same desk, behind a line of its own."""
    line = Line(desk.store.database)
    return replace(desk, store=Store(line)), line
