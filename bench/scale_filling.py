"""Filling an empty database by the statements of ``scale.sql``, as fast as it can."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

import asyncpg

from bot.store.address import is_sqlite, sqlite_path
from bot.store.migrate import shipped
from bot.store.queries import Query, parse

QUERIES = {
    query.name: query
    for query in parse((Path(__file__).parent / "scale.sql").read_text(encoding="utf-8"))
}
COUNTED = ("agencies", "units", "people", "attempts", "answers", "tally_counts")
"""Tables whose rows are told."""

[COUNTS] = [one for one in shipped() if one.name == "tally_counts"]
"""The migration that counts what is there; here it runs once more, when everything is."""


class Filling(Protocol):
    """One connection. Secondary indexes are away between :meth:`begin` and :meth:`index`."""

    async def begin(self) -> None:
        """Make loading fast."""
        ...

    def parts(self) -> Iterator[tuple[str, str]]:
        """The names of the statements, and what each is for."""
        ...

    async def run(self, name: str, values: Mapping[str, int | str]) -> None:
        """One statement."""
        ...

    async def index(self) -> None:
        """Make the secondary indexes again."""
        ...

    async def count(self) -> None:
        """Count what is there, as an upgrade of an older database does."""
        ...

    async def end(self) -> None:
        """As it is in use, with fresh statistics."""
        ...

    async def rows(self, table: str) -> int:
        """The rows of a table."""
        ...


def parts() -> Iterator[tuple[str, str]]:
    """The names of the statements, and what each is for."""
    return ((name, query.purpose) for name, query in QUERIES.items())


def recount() -> list[str]:
    """The statements that count anew."""
    return ["DROP TABLE tally_changes", "DROP TABLE tally_counts", *COUNTS.statements]


@asynccontextmanager
async def filling(url: str) -> AsyncIterator[Filling]:
    """The database at ``url``."""
    if is_sqlite(url):
        connection = sqlite3.connect(
            sqlite_path(url), isolation_level=None, check_same_thread=False
        )
        try:
            yield SqliteScale(connection)
        finally:
            connection.close()
    else:
        server = await asyncpg.connect(url)
        try:
            yield PostgresScale(server)
        finally:
            await server.close()


class SqliteScale:
    """A :class:`Filling` of SQLite."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._indexes: list[str] = []

    async def begin(self) -> None:
        """No log, no waiting for the disk, one gigabyte of memory."""
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000"):
            self._connection.execute(f"PRAGMA {pragma}")
        found = self._connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        for name, sql in found:
            self._indexes.append(sql)
            self._connection.execute(f"DROP INDEX {name}")

    def parts(self) -> Iterator[tuple[str, str]]:
        """The names of the statements, and what each is for."""
        return parts()

    async def run(self, name: str, values: Mapping[str, int | str]) -> None:
        """One statement."""
        query: Query = QUERIES[name]
        wanted = {each: values[each] for each in query.names}
        await asyncio.to_thread(self._connection.execute, query.sql, wanted)

    async def index(self) -> None:
        """Make the secondary indexes again."""
        await self._each(self._indexes)

    async def count(self) -> None:
        """Count what is there."""
        await self._each(recount())

    async def end(self) -> None:
        """The write-ahead log is on again when the store opens."""
        await self._each(["ANALYZE"])

    async def rows(self, table: str) -> int:
        """The rows of a table."""
        [(number,)] = self._connection.execute(f"SELECT count(*) FROM {table}").fetchall()  # noqa: S608
        return int(number)

    async def _each(self, statements: list[str]) -> None:
        for statement in statements:
            await asyncio.to_thread(self._connection.execute, statement)


class PostgresScale:
    """A :class:`Filling` of PostgreSQL; the user must be its superuser."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection
        self._indexes: list[str] = []

    async def begin(self) -> None:
        """No checks of what refers to what, memory for the indexes."""
        for setting in (
            "session_replication_role = replica",
            "maintenance_work_mem = '1GB'",
            "work_mem = '512MB'",
            "synchronous_commit = off",
        ):
            await self._connection.execute(f"SET {setting}")
        found = await self._connection.fetch(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        )
        for name, definition in found:
            self._indexes.append(definition)
            await self._connection.execute(f"DROP INDEX {name}")

    def parts(self) -> Iterator[tuple[str, str]]:
        """The names of the statements, and what each is for."""
        return parts()

    async def run(self, name: str, values: Mapping[str, int | str]) -> None:
        """One statement."""
        query = QUERIES[name]
        await self._connection.execute(query.numbered, *[values[each] for each in query.names])

    async def index(self) -> None:
        """Make the secondary indexes again."""
        for statement in self._indexes:
            await self._connection.execute(statement)

    async def count(self) -> None:
        """Count what is there."""
        for statement in recount():
            await self._connection.execute(statement)

    async def end(self) -> None:
        """Fresh statistics, as a server in use has them."""
        await self._connection.execute("VACUUM ANALYZE")

    async def rows(self, table: str) -> int:
        """The rows of a table."""
        return int(await self._connection.fetchval(f"SELECT count(*) FROM {table}"))  # noqa: S608
