"""Backups of a live database, and putting one back.

A backup of SQLite is a SQLite file and one of PostgreSQL is an archive of ``pg_dump``, so that
each can be read without this program. Either kind can be restored into either kind of database:
its rows are read, nothing in it is run.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BackupError, NewerDatabase, StoreError
from bot.store.address import is_sqlite, sqlite_path
from bot.store.filling import Filled, fill
from bot.store.migrate import due, shipped, version
from bot.store.progress import Progress, unwatched
from bot.store.snapshot import Source
from bot.store.whole_file import whole_file

_ADVICE = "; --force replaces all of it"
_SQLITE, _ARCHIVE = b"SQLite format 3\0", b"PGDMP"


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup has: its bytes, the version of the database, and the rows by table."""

    size: int
    version: str
    rows: Mapping[str, int]


async def backup(
    url: str,
    path: Path,
    environment: Mapping[str, str],
    *,
    force: bool = False,
    progress: Progress = unwatched,
) -> Backup:
    """Write the database at ``url``, as it is at one moment, to a new file.

    ``environment`` has PATH, on which ``pg_dump`` is looked for. Raises BackupError,
    NewerDatabase, StoreUnavailable or StoreError; no file is left then.
    """
    with whole_file(path, force=force) as part:
        if is_sqlite(url):
            from bot.store.sqlite_backup import copy

            _not_itself(sqlite_path(url), path)
            applied, rows = await copy(sqlite_path(url), part, progress)
        else:
            from bot.store.postgres_backup import dump

            applied, rows = await dump(url, part, environment, progress)
        return Backup(part.stat().st_size, version(applied), rows)


async def restore(
    url: str,
    path: Path,
    environment: Mapping[str, str],
    *,
    force: bool = False,
    progress: Progress = unwatched,
) -> Filled:
    """Put the rows of a backup into the database at ``url`` and bring that up to date.

    The database must be empty, or ``force`` replaces what is there. Raises BackupError for a
    file that is not a whole backup, NewerDatabase, StoreUnavailable or StoreError; the database
    is then as it was.
    """
    if is_sqlite(url):
        _not_itself(sqlite_path(url), path)
    async with _archive(path, environment) as source:
        return await fill(source, url, force=force, advice=_ADVICE, progress=progress)


@asynccontextmanager
async def _archive(path: Path, environment: Mapping[str, str]) -> AsyncIterator[Source]:
    """A backup to read from; its faults are told with its name."""
    try:
        with path.open("rb") as file:
            begin = file.read(len(_SQLITE))
    except OSError as error:
        raise BackupError(f"{path}: {error.strerror}") from None
    async with _opened(begin, path, environment) as source:
        _ours(path, source)
        yield source


def _opened(
    begin: bytes, path: Path, environment: Mapping[str, str]
) -> AbstractAsyncContextManager[Source]:
    if begin == _SQLITE:
        from bot.store import sqlite_backup

        return sqlite_backup.opened(path)
    if begin.startswith(_ARCHIVE):
        from bot.store import postgres_archive

        return postgres_archive.opened(path, environment)
    raise BackupError(f"{path}: this is not a backup")


def _ours(path: Path, source: Source) -> None:
    """Refuse what this program did not write, or only a newer version of it can read."""
    if not source.applied:
        raise BackupError(f"{path}: this is not a backup of this program")
    try:
        due(source.applied, shipped())
    except NewerDatabase:
        raise NewerDatabase(
            f"{path}: the backup was made by a newer version of the program, at"
            f" {version(source.applied)}; restore it with that version"
        ) from None
    except StoreError as error:
        raise BackupError(f"{path}: {error}") from None


def _not_itself(database: Path, path: Path) -> None:
    """Refuse the database's own files as those of the backup."""
    own = {database.with_name(database.name + end).absolute() for end in ("", "-wal", "-shm")}
    if path.absolute() in own or (path.exists() and path.resolve() == database.resolve()):
        raise BackupError(f"{path}: this is the database itself")
