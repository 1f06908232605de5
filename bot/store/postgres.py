"""PostgreSQL through asyncpg.

What happens when the connection is lost under a statement:

- A read is run once more on a fresh connection.
- A write is run once more only when that cannot do it twice: either it certainly did not commit
  (no connection could be had, it was cut off before COMMIT was sent, or the server says that it
  rolled back or stores nothing), or every statement of it is marked ``-- repeatable`` in its SQL.
- Any other write raises StoreUnavailable: it may or may not be stored. The caller runs the whole
  tap again and the statement's own conditions decide, as for a double tap.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, TypeVar

import asyncpg

from bot.errors import StoreUnavailable
from bot.store import queries
from bot.store.database import Args, Row, Step, Undone, Value
from bot.store.migrate import Migration
from bot.store.postgres_errors import (
    CUT_OFF,
    ELSEWHERE,
    REFUSALS,
    ROLLED_BACK,
    place,
    telling,
    while_serving,
)
from bot.store.postgres_migrate import PATIENCE_S, upgrade
from bot.store.queries import Query

PARTING_S: Final = 2.0
"""So long a server may take to hear that a connection ends; then it is cut."""

_T = TypeVar("_T")
_Connection: TypeAlias = Any  # asyncpg has no types
_Go: TypeAlias = Callable[[_Connection], Awaitable[_T]]


@dataclass(slots=True)
class _Unit:
    """One unit of work. ``committing``: from here on, a lost connection leaves us in doubt."""

    runs: list[tuple[Query, Args | Sequence[Args], bool]]
    committing: bool = False

    async def go(self, connection: _Connection) -> list[list[Row]]:
        if len(self.runs) == 1:
            self.committing = True
            return [await _statement(connection, *self.runs[0][:2])]
        try:
            async with connection.transaction():
                rows = [await self._needed(connection, *run) for run in self.runs]
                self.committing = True
        except Undone:
            return [[] for _ in self.runs]
        return rows

    async def _needed(
        self, connection: _Connection, query: Query, args: Args | Sequence[Args], needed: bool
    ) -> list[Row]:
        rows = await _statement(connection, query, args)
        if needed and not rows:
            raise Undone
        return rows

    @property
    def round_trips(self) -> int:
        return 1 if len(self.runs) == 1 else len(self.runs) + 2  # BEGIN and COMMIT

    @property
    def repeatable(self) -> bool:
        return all(query.repeatable for query, *_ in self.runs)


class PostgresDatabase:
    """A :class:`bot.store.database.Database`. Build it with :meth:`open`."""

    def __init__(self, pool: _Connection) -> None:
        self.round_trips = 0
        self._queries = queries.shipped()
        self._pool = pool
        self._closed, self._under_way, self._idle = False, 0, asyncio.Event()

    @classmethod
    async def open(
        cls, url: str, migrations: Sequence[Migration], *, size: int = 4
    ) -> PostgresDatabase:
        """Migrate, then keep up to ``size`` connections.

        Raises SettingsError when the server refuses the address, the user or the password,
        StoreUnavailable when it cannot be reached, NewerDatabase or StoreError.
        """
        await upgrade(url, migrations)
        with telling(place(url)):
            return cls(await _pool(url, size))

    async def fetch(self, query: str, **args: Value) -> list[Row]:
        """Run one named statement that only reads; once more if the connection is lost."""
        statement = self._queries[query]
        self.round_trips += 1
        return await self._patiently(
            query, lambda connection: _statement(connection, statement, args)
        )

    async def write(self, *steps: Step) -> list[list[Row]]:
        """Run all steps or none: one alone commits itself, several are one transaction."""
        unit = _Unit([(self._queries[name], args, needed) for name, args, needed in steps])
        self.round_trips += unit.round_trips
        return await self._patiently(steps[0].query, unit.go, unit)

    async def close(self) -> None:
        """Wait for what is under way, then disconnect. Closing twice does no harm."""
        self._closed = True
        if self._under_way:  # the pool would turn away those that wait for a connection
            await self._idle.wait()
        with suppress(*REFUSALS):  # nothing is lost: the server hears of it, or stands still
            async with asyncio.timeout(PARTING_S):
                await self._pool.close()

    async def _patiently(self, name: str, go: _Go[_T], unit: _Unit | None = None) -> _T:
        """Run ``go`` on a connection, and once more where the module's docstring allows it."""
        if self._closed:
            raise StoreUnavailable("the store is closed")
        self._under_way += 1
        try:
            return await self._twice(name, go, unit)
        finally:
            self._under_way -= 1
            if self._closed and not self._under_way:
                self._idle.set()

    @property
    def _patience(self) -> float | None:
        """Seconds to wait for a connection. With one idle there is no wait, and asyncpg's pool need
        not set two timers for each statement."""
        return None if self._pool.get_idle_size() else PATIENCE_S

    async def _twice(self, name: str, go: _Go[_T], unit: _Unit | None) -> _T:
        for again in (True, False):
            lost = True  # until there is a connection
            try:
                async with self._pool.acquire(timeout=self._patience) as connection:
                    try:
                        return await go(connection)
                    finally:
                        lost = connection.is_closed()
            except REFUSALS as error:
                if not again or not _worth_repeating(error, lost, unit):
                    raise while_serving(error, name) from None
                undone = isinstance(error, ROLLED_BACK)
            if not undone:
                await self._pool.expire_connections()  # what cut one off probably cut off all
        raise AssertionError("unreachable")


def _worth_repeating(error: Exception, lost: bool, unit: _Unit | None) -> bool:
    """Whether the same again may pass and cannot be stored twice; ``unit`` is None for a read."""
    if isinstance(error, (*ROLLED_BACK, *ELSEWHERE)):
        return True
    if isinstance(error, TimeoutError) or not (lost or isinstance(error, CUT_OFF)):
        return False
    return unit is None or not unit.committing or unit.repeatable


async def _statement(
    connection: _Connection, query: Query, args: Args | Sequence[Args]
) -> list[Row]:
    rows: list[Row]
    if isinstance(args, Mapping):
        rows = await connection.fetch(query.numbered, *[args[name] for name in query.names])
        return rows
    many = [[each[name] for name in query.names] for each in args]
    rows = await connection.fetchmany(query.numbered, many) if many else []
    return rows


async def _pool(url: str, size: int) -> _Connection:
    return await asyncpg.create_pool(
        url,
        min_size=1,
        max_size=size,
        timeout=PATIENCE_S,
        command_timeout=PATIENCE_S,
        reset=_nothing_to_reset,
        server_settings={"application_name": "netral"},
    )


async def _nothing_to_reset(connection: _Connection) -> None:
    """Statements here leave no session state; the default would cost each a round trip more."""
