"""The two databases under attack: what can be done to them by somebody without any rights."""

from __future__ import annotations

import asyncio
import resource
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any, Protocol, TypeAlias

import asyncpg

from tests.databases import PostgresServer
from tests.fault.process import Bot

Trouble: TypeAlias = Callable[[Bot, Random], Awaitable[None]]

_UNLIMITED = resource.RLIM_INFINITY


class Database(Protocol):
    """A database that belongs to one run."""

    url: str

    @property
    def troubles(self) -> dict[str, Trouble]:
        """What can be done to it, by name."""
        ...

    async def rows(self, query: str) -> Sequence[Sequence[Any]]:
        """Read directly, past all code of the bot."""
        ...


class Sqlite:
    """A file, another program that locks it, and a disk that fills up."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self.url = f"sqlite:///{folder / 'netral.db'}"
        self._path = folder / "netral.db"
        self._seconds = seconds

    @property
    def troubles(self) -> dict[str, Trouble]:
        return {"locked": self.locked, "disk full": self.full}

    async def rows(self, query: str) -> Sequence[Sequence[Any]]:
        with closing(sqlite3.connect(self._path, timeout=20)) as connection:
            found: list[tuple[Any, ...]] = connection.execute(query).fetchall()
            return found

    async def locked(self, _bot: Bot, _dice: Random) -> None:
        """Another connection holds the write lock."""
        connection = await asyncio.to_thread(self._lock)
        try:
            await asyncio.sleep(self._seconds)
        finally:
            connection.rollback()
            connection.close()

    def _lock(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=20, isolation_level=None, check_same_thread=False
        )
        connection.execute("BEGIN IMMEDIATE")
        return connection

    async def full(self, bot: Bot, dice: Random) -> None:
        """The bot's files cannot grow: somewhere in the log of writes, even inside a page.

        A limit on the size of a process's files needs no rights and may be set from outside. The
        write that crosses it is cut short and the next one fails, as on a disk without space.
        """
        await bot.until_ready()
        log = self._path.with_name(self._path.name + "-wal")
        size = log.stat().st_size if log.exists() else 0
        pid, limit = bot.pid, dice.randrange(size + 8192)
        try:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (limit, _UNLIMITED))
            await asyncio.sleep(self._seconds)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (_UNLIMITED, _UNLIMITED))
        except ProcessLookupError:  # the bot ended by itself; the audit will say
            return


class Postgres:
    """A server whose connections are cut, and that is restarted politely or in a crash."""

    def __init__(self, server: CrashingServer, url: str) -> None:
        # What is committed must be on the disk: the tests' server is lax about that.
        self.url = f"{url}&synchronous_commit=on"
        self._server = server

    @property
    def troubles(self) -> dict[str, Trouble]:
        return {"cut off": self.cut_off, "restart": self.restart}

    async def rows(self, query: str) -> Sequence[Sequence[Any]]:
        connection = await asyncpg.connect(self.url)
        try:
            return [tuple(row) for row in await connection.fetch(query)]
        finally:
            await connection.close()

    async def cut_off(self, _bot: Bot, _dice: Random) -> None:
        """Every connection of the bot ends, in whatever it does."""
        await self.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'netral'"
        )

    async def restart(self, _bot: Bot, dice: Random) -> None:
        """The server goes away and comes back."""
        await asyncio.to_thread(self._server.restart, dice.choice(("fast", "immediate")))


class CrashingServer(PostgresServer):
    """A PostgreSQL that can be restarted; ``immediate`` is a crash of all its processes."""

    def restart(self, mode: str) -> None:
        """Stop and start; returns when it serves again."""
        log = self._home / "log"
        self._run("pg_ctl", f"--mode={mode}", "--wait", f"--log={log}", "restart")
