"""Two databases side by side: everything that is in one, to compare with the other."""

from __future__ import annotations

import os
from pathlib import Path

from bot.store.database import Database
from bot.store.migrate import shipped
from bot.store.snapshot import open_snapshot
from bot.store.sqlite import SqliteDatabase
from bot.store.store import Store, open_store
from bot.store.tables import Column, Values, tables
from tests.databases import PostgresServer
from tests.store.cast import offer, trace
from tests.store.raw import execute
from tests.store.trained import settle, train

ENVIRONMENT = {"PATH": os.environ.get("PATH", "")}


def with_programs(server: PostgresServer) -> dict[str, str]:
    """An environment with the programs of the test's own server first on PATH."""
    return {**ENVIRONMENT, "PATH": f"{server._bin}:{ENVIRONMENT['PATH']}"}


async def columns_of(database: Database, table: str) -> list[Column]:
    """The names of a table's columns, sorted, so that both databases agree."""
    if isinstance(database, SqliteDatabase):
        rows = await execute(database, f"SELECT name FROM pragma_table_info('{table}')")
    else:
        rows = await execute(
            database,
            "SELECT attname AS name FROM pg_attribute"
            f" WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped",
        )
    return [Column(name, "text") for name in sorted(row["name"] for row in rows)]


async def everything(url: str) -> dict[str, list[Values]]:
    """Every row of every table, sorted."""
    store = await open_store(url)
    named = {table: await columns_of(store.database, table) for table in tables(shipped())}
    await store.close()
    found: dict[str, list[Values]] = {}
    async with open_snapshot(url) as snapshot:
        for table, columns in named.items():
            found[table] = []
            async for batch in snapshot.rows(table, columns):
                found[table] += batch
            found[table].sort(key=repr)
    return found


async def trained(url: str, people: int = 20) -> Store:
    """An open store with people who were trained."""
    store = await open_store(url)
    await settle(store)
    await train(store, range(1, people + 1))
    await store.offices.invite(offer("used"), trace("i1"))
    await store.offices.redeem(offer("used"), 7, None, 600, trace("i2"))
    return store


def files(folder: Path) -> set[str]:
    """The names in a folder, but for what SQLite keeps beside a database that is open."""
    return {path.name for path in folder.iterdir() if not path.name.endswith(("-wal", "-shm"))}


def touch(url: str) -> None:
    """Make the empty file that a SQLite address names."""
    Path(url.removeprefix("sqlite:///")).touch()
