"""Filling a SQLite database: one transaction, on a thread of its own."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from bot.errors import StoreUnavailable
from bot.store import sqlite
from bot.store.migrate import Applied, Migration
from bot.store.sqlite_errors import telling
from bot.store.tables import BATCH, Batches, Column, Values, column, count, insert, select

_T = TypeVar("_T")


class SqliteFilling:
    """A :class:`bot.store.filling.Filling`. Build it with :meth:`open`."""

    def __init__(self, path: Path) -> None:
        self.where = str(path)
        self._path = path
        self._made = not path.exists()
        self._thread = ThreadPoolExecutor(1, "store-filling")
        self._connection: sqlite3.Connection | None = None

    @classmethod
    async def open(cls, path: Path, *, patience_ms: int = sqlite.PATIENCE_MS) -> SqliteFilling:
        """Make the file if it is missing, and keep all other writers out."""
        filling = cls(path)
        try:
            await filling._run(path.name, lambda: filling._begin(patience_ms))
        except BaseException:
            await filling.close()
            raise
        return filling

    async def applied(self) -> list[Applied]:
        """The migrations that the target has."""
        return await self._run("migrations", lambda: sqlite.applied(self._open))

    async def existing(self, names: Sequence[str]) -> list[str]:
        """Those of the tables that are there."""
        sql = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')"
        rows = await self._run("schema", lambda: self._open.execute(sql).fetchall())
        found = {name for (name,) in rows}
        return [name for name in names if name in found]

    async def count(self, table: str) -> int:
        """The rows of a table."""
        [(number,)] = await self._run(table, lambda: self._open.execute(count(table)).fetchall())
        return int(number)

    async def drop(self, table: str) -> None:
        """Remove a table, unless others refer to it."""
        await self._run(table, lambda: self._open.execute(f"DROP TABLE {table}"))

    async def run(self, migration: Migration) -> None:
        """Run one migration and record it."""
        await self._run(migration.name, lambda: sqlite.run(self._open, migration))

    async def columns(self, table: str) -> list[Column]:
        """The columns of a table."""
        sql = f"PRAGMA table_info({table})"
        rows = await self._run(table, lambda: self._open.execute(sql).fetchall())
        return [column(row["name"], row["type"]) for row in rows]

    async def load(self, table: str, columns: Sequence[Column], rows: Sequence[Values]) -> None:
        """Store some rows."""
        sql = insert(table, columns)
        await self._run(table, lambda: self._open.executemany(sql, rows))

    async def rows(self, table: str, columns: Sequence[Column]) -> Batches:
        """All rows of a table as they are stored."""
        sql = select(table, columns)
        cursor = await self._run(table, lambda: self._open.execute(sql))
        while batch := await self._run(table, lambda: cursor.fetchmany(BATCH)):
            yield [tuple(row) for row in batch]

    async def commit(self) -> None:
        """Keep everything."""
        await self._run("commit", lambda: self._open.execute("COMMIT"))
        self._made = False

    async def close(self) -> None:
        """Undo what was not committed; remove the file if it was made for this and stayed empty."""
        await self._run("close", self._end)
        self._thread.shutdown(wait=False)

    @property
    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise StoreUnavailable("it is closed")
        return self._connection

    def _begin(self, patience_ms: int) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite.connect(self._path, patience_ms)
        sqlite.write_ahead(self._connection)
        self._connection.execute("BEGIN IMMEDIATE")

    def _end(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        unused = self._made and not connection.execute("SELECT 1 FROM sqlite_schema").fetchall()
        connection.close()
        if unused:
            self._path.unlink(missing_ok=True)

    async def _run(self, lead: str, work: Callable[[], _T]) -> _T:
        with telling(f"{self.where}: {lead}"):
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
