"""SQLite through the standard library, on threads of its own.

One thread writes, one answers short reads, one answers long reads. More readers of short ones
make each slower, as they compete for the interpreter (measured: 76 us with one, 114 with two).
``synchronous=FULL``: what is committed survives a power cut.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from bot.errors import StoreUnavailable
from bot.store import queries
from bot.store.database import Row, Step, Value
from bot.store.migrate import (
    CREATE_RECORD,
    READ_RECORD,
    Applied,
    Migration,
    Upgrade,
    due,
    version,
)
from bot.store.sqlite_errors import telling
from bot.store.sqlite_threads import Job, Mailbox, Reader, Work, Worker, Writer

PATIENCE_MS = 5000
"""How long a write waits for another program that holds the database."""

CACHE_KIB = 512
"""Pages that each connection keeps; the system keeps the file in memory anyhow, once for all."""


class SqliteDatabase:
    """A :class:`bot.store.database.Database`. Build it with :meth:`open`, in the event loop."""

    def __init__(self, path: Path, patience_ms: int) -> None:
        self.round_trips = 0
        self._queries = queries.shipped()
        self._loop = asyncio.get_running_loop()
        self._writes: SimpleQueue[Job | None] = SimpleQueue()
        self._reads: SimpleQueue[Job | None] = SimpleQueue()
        self._long_reads: SimpleQueue[Job | None] = SimpleQueue()
        self._closed = False
        mailbox, connecting = Mailbox(self._loop), partial(connect, path, patience_ms)
        self._threads: list[Worker] = [
            Writer(connecting(), self._writes, mailbox),
            Reader(connecting(), self._reads, mailbox),
            Reader(connecting(), self._long_reads, mailbox),
        ]

    @classmethod
    async def open(
        cls,
        path: Path,
        migrations: Sequence[Migration],
        *,
        patience_ms: int = PATIENCE_MS,
    ) -> SqliteDatabase:
        """Create the file and its folder if missing, migrate, and start the threads.

        Raises StoreUnavailable or StoreError with one line that names the path.
        """
        with telling(path):
            await asyncio.to_thread(prepare, path, migrations, patience_ms)
            database = cls(path, patience_ms)
        for thread in database._threads:
            thread.start()
        return database

    async def fetch(self, query: str, **args: Value) -> list[Row]:
        """Run one named statement that only reads, on a reader thread."""
        statement = self._queries[query]
        jobs = self._long_reads if statement.long else self._reads
        rows: list[Row] = await self._cross(jobs, [(query, statement.sql, [args], False)])
        return rows

    async def write(self, *steps: Step) -> list[list[Row]]:
        """Run all steps or none, on the writer thread, in a commit shared with other units.

        A cancelled caller does not stop a unit that has begun to wait.
        """
        work = [
            (name, self._queries[name].sql, [args] if isinstance(args, Mapping) else args, needed)
            for name, args, needed in steps
        ]
        rows: list[list[Row]] = await self._cross(self._writes, work)
        return rows

    async def close(self) -> None:
        """Commit what waits, then stop the threads. Closing twice does no harm."""
        if not self._closed:
            self._closed = True
            for jobs in (self._writes, self._reads, self._long_reads):
                jobs.put(None)
        for thread in self._threads:
            await asyncio.to_thread(thread.join)

    def _cross(self, jobs: SimpleQueue[Job | None], work: Work) -> asyncio.Future[Any]:
        if self._closed:
            raise StoreUnavailable("the store is closed")
        self.round_trips += 1
        done: asyncio.Future[Any] = self._loop.create_future()
        jobs.put(Job(work, done))
        return done


def connect(path: Path, patience_ms: int) -> sqlite3.Connection:
    """A connection that leaves transactions to us and may be used on another thread."""
    connection = sqlite3.connect(
        path, timeout=patience_ms / 1000, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    return connection


def prepare(path: Path, migrations: Sequence[Migration], patience_ms: int) -> Upgrade:
    """Make the file ready for use: folder, write-ahead log, schema."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(connect(path, patience_ms)) as connection:
        write_ahead(connection)
        before, ran = version(applied(connection)), []
        while pending := due(applied(connection), migrations):
            if _migrate(connection, pending[0]):
                ran.append(version([pending[0].record]))
        return Upgrade(before, version(applied(connection)), tuple(ran))


def write_ahead(connection: sqlite3.Connection) -> None:
    """Turn on the write-ahead log, which lasts.

    While another program is in the file, that may fail without waiting for it. So wait for the
    others by asking for the whole file, which always waits, and look again.
    """
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")


def applied(connection: sqlite3.Connection) -> list[Applied]:
    """The migrations that the database has; none when it is fresh."""
    try:
        return [tuple(row) for row in connection.execute(READ_RECORD)]
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # no such table: a fresh database
            return []
        raise


def _migrate(connection: sqlite3.Connection, migration: Migration) -> bool:
    """Apply one migration, unless another program was faster."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        ours = all(number != migration.number for number, *_ in applied(connection))
        if ours:
            run(connection, migration)
        connection.execute("COMMIT")
    except sqlite3.Error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return ours


def run(connection: sqlite3.Connection, migration: Migration) -> None:
    """Run one migration and record it, in the transaction that is open."""
    connection.execute(CREATE_RECORD)
    for statement in migration.statements:
        connection.execute(statement)
    connection.execute("INSERT INTO migrations VALUES (?, ?, ?)", migration.record)
