"""One moment of a SQLite database: a read transaction, on a thread of its own."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import StoreUnavailable
from bot.store import queries
from bot.store.database import Row, Value
from bot.store.migrate import Applied
from bot.store.sqlite import PATIENCE_MS, applied
from bot.store.sqlite_errors import telling
from bot.store.tables import BATCH, Batches, Column, count, select

_T = TypeVar("_T")


class SqliteSnapshot:
    """A :class:`bot.store.snapshot.Snapshot`. Build it with :meth:`open`."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.applied: Sequence[Applied] = ()
        self._queries = queries.shipped()
        self._thread = ThreadPoolExecutor(1, "store-snapshot")
        self._connection: sqlite3.Connection | None = None

    @classmethod
    async def open(
        cls, path: Path, *, hold: bool = False, still: bool = False, patience_ms: int = PATIENCE_MS
    ) -> SqliteSnapshot:
        """``still``: a file that nobody has open, as a backup; no lock and no log beside it."""
        snapshot = cls(str(path))
        try:
            await snapshot._run(lambda: snapshot._begin(path, hold, still, patience_ms))
        except BaseException:
            await snapshot.close()
            raise
        return snapshot

    async def fetch(self, query: str, **args: Value) -> list[Row]:
        """Run one named statement that only reads."""
        sql = self._queries[query].sql
        return await self._run(lambda: self._open.execute(sql, args).fetchall())

    async def stream(self, query: str, **args: Value) -> AsyncIterator[Sequence[Row]]:
        """Run one named statement that only reads; its rows in batches."""
        async for batch in self._batches(self._queries[query].sql, args):
            yield batch

    async def rows(self, table: str, columns: Sequence[Column]) -> Batches:
        """All rows of a table, in batches."""
        async for batch in self._batches(select(table, columns), {}):
            yield [tuple(row) for row in batch]

    async def count(self, table: str) -> int:
        """The rows of a table."""
        [(number,)] = await self._run(lambda: self._open.execute(count(table)).fetchall())
        return int(number)

    async def damage(self) -> list[str]:
        """What SQLite finds broken in the file: pages, indexes, rules of columns."""
        rows = await self._run(lambda: self._open.execute("PRAGMA integrity_check(20)").fetchall())
        return [text for (text,) in rows if text != "ok"]

    async def close(self) -> None:
        """End the read transaction."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await self._run(connection.close)
        self._thread.shutdown(wait=False)

    @property
    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise StoreUnavailable("the snapshot is closed")
        return self._connection

    def _begin(self, path: Path, hold: bool, still: bool, patience_ms: int) -> None:
        if not path.is_file():
            raise StoreUnavailable("there is no database here")
        how = "mode=ro&immutable=1" if still else "mode=rw"  # rw makes no file that is missing
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?{how}",
            uri=True,
            timeout=patience_ms / 1000,
            isolation_level=None,
            check_same_thread=False,
        )
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA trusted_schema = OFF")  # a backup may be anybody's
        self._connection.execute("BEGIN IMMEDIATE" if hold else "BEGIN")
        self._connection.execute("PRAGMA query_only = ON")
        self.applied = applied(self._connection)  # the first read: from here on the moment is fixed

    async def _batches(self, sql: str, args: Any) -> AsyncIterator[list[Any]]:
        cursor = await self._run(lambda: self._open.execute(sql, args))
        while batch := await self._run(lambda: cursor.fetchmany(BATCH)):
            yield batch

    async def _run(self, work: Callable[[], _T]) -> _T:
        with telling(self.where):
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
