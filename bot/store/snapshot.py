"""A snapshot: one moment of a database, however much is written meanwhile.

It never changes the database, not even its schema, and reads in batches, so that memory stays
flat. While one is open, SQLite's log and PostgreSQL's dead rows grow, so it is not kept for long.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

from bot.store.address import is_sqlite, sqlite_path
from bot.store.database import Reads, Row, Value
from bot.store.migrate import Applied
from bot.store.tables import Batches, Column


class Source(Protocol):
    """What tables can be copied from: a snapshot, or the file of a backup."""

    applied: Sequence[Applied]

    async def count(self, table: str) -> int | None:
        """The rows of a table; None when nobody knows before they are read."""
        ...

    def rows(self, table: str, columns: Sequence[Column]) -> Batches:
        """All rows of a table, in batches and in no order."""
        ...


class Snapshot(Source, Reads, Protocol):
    """Every method raises StoreUnavailable or StoreError, without any stored value."""

    where: str
    """The file or the host, without a password."""

    def stream(self, query: str, **args: Value) -> AsyncIterator[Sequence[Row]]:
        """Run one named statement that only reads; its rows in batches."""
        ...

    async def damage(self) -> list[str]:
        """What the database itself finds broken; only SQLite can be asked."""
        ...

    async def close(self) -> None:
        """Let go of the moment. Closing twice does no harm."""
        ...


@asynccontextmanager
async def open_snapshot(url: str, *, hold: bool = False) -> AsyncIterator[Snapshot]:
    """A snapshot of the database at ``url``, of whatever version.

    ``hold``: nobody else can write until it is closed. Raises StoreUnavailable when it is not
    there, cannot be reached, or others do not stop writing; SettingsError for a wrong address.
    """
    snapshot = await _open(url, hold)
    try:
        yield snapshot
    finally:
        await snapshot.close()


async def _open(url: str, hold: bool) -> Snapshot:
    if is_sqlite(url):
        from bot.store.sqlite_snapshot import SqliteSnapshot

        return await SqliteSnapshot.open(sqlite_path(url), hold=hold)
    from bot.store.postgres_snapshot import PostgresSnapshot

    return await PostgresSnapshot.open(url, hold=hold)
