"""A line to a real database that can be cut, and on which others come in between."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.errors import StoreUnavailable
from bot.service.desk import Desk
from bot.store.database import Database, Row, Step, Value
from bot.store.store import Store


class Line:
    """A :class:`bot.store.database.Database`. ``lost_before`` and ``lost_after`` say how often it
    is to be cut there: after it, the statement has done its work and the answer is lost. ``cut``
    is set from the first time on. ``then`` is what somebody else does after a statement."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.lost_before: Counter[str] = Counter()
        self.lost_after: Counter[str] = Counter()
        self.then: dict[str, Callable[[], Awaitable[None]]] = {}
        self.cut = asyncio.Event()

    @property
    def round_trips(self) -> int:
        return self._database.round_trips

    @round_trips.setter
    def round_trips(self, value: int) -> None:
        self._database.round_trips = value

    async def fetch(self, query: str, **args: Value) -> list[Row]:
        rows = await self._database.fetch(query, **args)
        await self._meanwhile(query)
        return rows

    async def write(self, *steps: Step) -> list[list[Row]]:
        self._cut(self.lost_before, steps)
        rows = await self._database.write(*steps)
        self._cut(self.lost_after, steps)
        await self._meanwhile(*(step.query for step in steps))
        return rows

    async def close(self) -> None:
        await self._database.close()

    async def _meanwhile(self, *queries: str) -> None:
        for query in queries:
            if (act := self.then.pop(query, None)) is not None:
                await act()

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
