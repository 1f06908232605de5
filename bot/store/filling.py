"""Filling an empty database with the rows of another: all of them or none.

``move`` fills from a snapshot of another database and ``restore`` from the file of a backup. It
all happens in one transaction of the target: its tables are made by the migrations that the
source has, the rows come in batches, what is stored is read back and compared with what was
read, and the migrations that the source lacks run last.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from bot.errors import NewerDatabase, StoreError
from bot.store.address import is_sqlite, sqlite_path
from bot.store.migrate import Applied, Migration, due, shipped, version
from bot.store.progress import Progress, unwatched
from bot.store.snapshot import Source
from bot.store.tables import RECORD, Batches, Column, Sum, Values, tables


class Filling(Protocol):
    """A transaction on the target. Raises StoreUnavailable or StoreError, without values."""

    where: str
    """The file or the host, without a password."""

    async def applied(self) -> list[Applied]:
        """The migrations that the target has."""
        ...

    async def existing(self, names: Sequence[str]) -> list[str]:
        """Those of the tables that are there."""
        ...

    async def count(self, table: str) -> int:
        """The rows of a table."""
        ...

    async def drop(self, table: str) -> None:
        """Remove a table, unless others refer to it."""
        ...

    async def run(self, migration: Migration) -> None:
        """Run one migration and record it."""
        ...

    async def columns(self, table: str) -> list[Column]:
        """The columns of a table."""
        ...

    async def load(self, table: str, columns: Sequence[Column], rows: Sequence[Values]) -> None:
        """Store some rows."""
        ...

    def rows(self, table: str, columns: Sequence[Column]) -> Batches:
        """All rows of a table as they are stored."""
        ...

    async def commit(self) -> None:
        """Keep everything."""
        ...

    async def close(self) -> None:
        """Undo what was not committed, even the file if it was made for this."""
        ...


@dataclass(frozen=True, slots=True)
class Filled:
    """What was copied: the version of the source, that of the target now, rows by table."""

    source: str
    target: str
    rows: Mapping[str, int]


async def fill(
    source: Source,
    url: str,
    *,
    force: bool = False,
    advice: str = "",
    progress: Progress = unwatched,
) -> Filled:
    """Copy every table into the database at ``url``.

    It must be empty, or ``force`` empties it; ``advice`` is for who has one that is not. Raises
    NewerDatabase when source or target are newer than this program, StoreUnavailable or
    StoreError; the target is then as it was.
    """
    known = shipped()
    later = due(source.applied, known)
    made = known[: len(known) - len(later)]
    async with _opened(url) as target:
        await _empty(target, force, advice)
        for migration in made:
            await target.run(migration)
        read = {table: await _copy(source, target, table, progress) for table in tables(made)}
        for table, expected in read.items():
            await _compare(target, table, expected, progress)
        for migration in later:
            await target.run(migration)
        await target.commit()
    rows = {table: found.rows for table, found in read.items()}
    return Filled(version(source.applied), version([known[-1].record]), rows)


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Filling]:
    target: Filling
    if is_sqlite(url):
        from bot.store.sqlite_filling import SqliteFilling

        target = await SqliteFilling.open(sqlite_path(url))
    else:
        from bot.store.postgres_filling import PostgresFilling

        target = await PostgresFilling.open(url)
    try:
        yield target
    finally:
        await target.close()


async def _empty(target: Filling, force: bool, advice: str) -> None:
    """Remove our tables, which must have no rows unless that is forced."""
    applied, ours = await target.applied(), tables(shipped())
    try:
        due(applied, shipped())
    except NewerDatabase as error:
        raise NewerDatabase(f"{target.where}: {error}") from None
    there = await target.existing([*ours, RECORD])
    if there and not applied:
        raise StoreError(f"{target.where}: the table {there[0]} is not of this program")
    full = {table: n for table in there if table != RECORD and (n := await target.count(table))}
    if full and not force:
        listed = ", ".join(f"{table} {n}" for table, n in full.items())
        raise StoreError(f"{target.where}: the database is not empty: {listed}{advice}")
    for table in reversed(there):
        await target.drop(table)


async def _copy(source: Source, target: Filling, table: str, progress: Progress) -> Sum:
    columns, total, read = await target.columns(table), await source.count(table), Sum()
    progress(table, 0, total)
    async with aclosing(source.rows(table, columns)) as batches:
        async for batch in batches:
            await target.load(table, columns, batch)
            read.add(batch)
            progress(table, read.rows, total)
    return read


async def _compare(target: Filling, table: str, read: Sum, progress: Progress) -> None:
    stored = Sum()
    async with aclosing(target.rows(table, await target.columns(table))) as batches:
        async for batch in batches:
            stored.add(batch)
            progress(f"{table} =", stored.rows, read.rows)
    if stored != read:
        raise StoreError(
            f"{target.where}: {table}: {read.rows} rows were read and {stored.rows} stored,"
            " or not the same; nothing was kept"
        )
