"""Migrations on PostgreSQL: a connection of its own, and one program at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import asyncpg

from bot.store.migrate import (
    CREATE_RECORD,
    READ_RECORD,
    Applied,
    Migration,
    Upgrade,
    due,
    version,
)
from bot.store.postgres_errors import place, telling

PATIENCE_S = 30
"""How long a statement, or the wait for a connection, may take."""

LOCK = f"SELECT pg_advisory_xact_lock({0x4E657472616C})"
""" "Netral": one program changes the schema at a time."""

Connection: TypeAlias = Any  # asyncpg has no types


async def upgrade(url: str, migrations: Sequence[Migration]) -> Upgrade:
    """Bring the database up to date, over a connection for this alone.

    Raises SettingsError when the server refuses the address, the user or the password,
    StoreUnavailable when it cannot be reached, NewerDatabase or StoreError.
    """
    with telling(place(url)):
        connection = await asyncpg.connect(url, timeout=PATIENCE_S)
        try:
            return await _migrate(connection, migrations)
        finally:
            await connection.close()


async def _migrate(connection: Connection, migrations: Sequence[Migration]) -> Upgrade:
    """Apply what is due, each in its transaction; other workers wait for us."""
    before, ran = version(await applied(connection)), []
    while pending := due(await applied(connection), migrations):
        async with connection.transaction():
            await connection.execute(LOCK)
            if pending[0].record not in await applied(connection):
                await run(connection, pending[0])
                ran.append(version([pending[0].record]))
    return Upgrade(before, version(await applied(connection)), tuple(ran))


async def run(connection: Connection, migration: Migration) -> None:
    """Run one migration and record it, in the transaction that is open."""
    await connection.execute(CREATE_RECORD)
    await connection.execute(migration.script)
    await connection.execute("INSERT INTO migrations VALUES ($1, $2, $3)", *migration.record)


async def applied(connection: Connection) -> list[Applied]:
    """The migrations that the database has; none when it is fresh."""
    if not await existing(connection, ["migrations"]):
        return []
    return [tuple(row) for row in await connection.fetch(READ_RECORD)]


async def existing(connection: Connection, tables: Sequence[str]) -> list[str]:
    """Those of the tables that are there, in the order of ``tables``.

    Reads the catalog itself: an error would spoil an open transaction, and ``to_regclass`` may
    not see what another program committed while we waited for the lock.
    """
    rows = await connection.fetch(
        "SELECT relname FROM pg_class"
        " WHERE relname = ANY($1) AND relkind IN ('r', 'p') AND pg_table_is_visible(oid)",
        list(tables),
    )
    found = {row["relname"] for row in rows}
    return [table for table in tables if table in found]
