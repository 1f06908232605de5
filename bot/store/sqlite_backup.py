"""Backups of SQLite: made with VACUUM INTO, read as a file that nobody else has open.

VACUUM INTO reads in one transaction, so that writers go on and the copy is of one moment, as
with SQLite's online backup, and as fast (30 MB: 0.07 s and 0.06 s). But that one copies pages
with whatever was deleted in them, while here the rows alone are written anew: what a person had
deleted is in no later backup, and a damaged page stops the backup instead of spreading into it.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path

from bot.errors import BackupError, StoreError, StoreUnavailable
from bot.store.migrate import Applied, due, shipped
from bot.store.progress import Progress, watched
from bot.store.sqlite import PATIENCE_MS, applied, connect
from bot.store.sqlite_errors import telling
from bot.store.sqlite_snapshot import SqliteSnapshot
from bot.store.tables import tables

_DAMAGED = "the backup is damaged or cut off"


async def copy(
    path: Path, part: Path, progress: Progress
) -> tuple[Sequence[Applied], Mapping[str, int]]:
    """Copy the database at ``path`` into the empty file ``part``; give what is in that."""
    with telling(f"backup of {path} into {part.parent}"), closing(_connect(path)) as connection:
        size = _size_of_ours(connection)
        await watched(
            asyncio.ensure_future(asyncio.to_thread(_vacuum, connection, part)),
            connection.interrupt,
            lambda: progress("backup", part.stat().st_size, size),
        )
    async with _opened(part) as copied:
        made = tables(shipped()[: len(copied.applied)])
        return copied.applied, {table: await copied.count(table) for table in made}


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[SqliteSnapshot]:
    """A backup to read from. Raises BackupError when it is damaged or in use."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise BackupError(f"{path}: this is a database in use, not a backup; use: backup, move")
    try:
        snapshot = await SqliteSnapshot.open(path, still=True)
    except StoreError:
        raise BackupError(f"{path}: {_DAMAGED}") from None
    try:
        if await snapshot.damage():
            raise BackupError(f"{path}: {_DAMAGED}")
        yield snapshot
    finally:
        await snapshot.close()


def _connect(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise StoreUnavailable("there is no database here")
    return connect(path, PATIENCE_MS)


def _size_of_ours(connection: sqlite3.Connection) -> int:
    """The bytes of the database, if it is one of this program and not of a newer version."""
    have = applied(connection)
    if not have:
        raise StoreError("this is not a database of this program")
    due(have, shipped())
    [pages] = connection.execute("PRAGMA page_count").fetchone()
    [size] = connection.execute("PRAGMA page_size").fetchone()
    return int(pages * size)


def _vacuum(connection: sqlite3.Connection, part: Path) -> None:
    connection.execute("VACUUM INTO ?", (str(part),))


@asynccontextmanager
async def _opened(path: Path) -> AsyncIterator[SqliteSnapshot]:
    snapshot = await SqliteSnapshot.open(path, still=True)
    try:
        yield snapshot
    finally:
        await snapshot.close()
