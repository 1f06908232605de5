"""A database with what no program of ours would write, and what the audit says of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import asyncpg

from bot.service.upkeep.audit import audit
from bot.store.snapshot import open_snapshot


async def faults(url: str) -> list[str]:
    async with open_snapshot(url) as snapshot:
        return [str(fault) async for fault in audit(snapshot)]


async def damage(url: str, *statements: str) -> None:
    """Write what no program of ours would: without keys, rules and indexes that forbid it."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            for statement in statements:
                connection.execute(statement)
        return
    connection = await asyncpg.connect(url)
    for statement in ("SET session_replication_role = replica", *statements):
        await connection.execute(statement)
    await connection.close()
