"""The schema of a database as text, to compare with the files in ``tests/store/schema``.

A schema that was meant to change: ``python -m tests.store.snapshot`` rewrites the files.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from bot.store.database import Database
from bot.store.sqlite import SqliteDatabase
from bot.store.store import open_store
from tests.databases import PostgresServer
from tests.store.raw import execute

FOLDER = Path(__file__).parent / "schema"

_SQLITE = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
_POSTGRES = """
SELECT format('%s.%s %s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN ' NOT NULL' END,
    ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)) AS sql
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
UNION ALL
SELECT format('%s: %s', conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint
WHERE contype <> 'n' AND connamespace = current_schema()::regnamespace
UNION ALL
SELECT replace(indexdef, current_schema() || '.', '') FROM pg_indexes
WHERE schemaname = current_schema()
"""


def file_for(database: Database) -> Path:
    """The snapshot that belongs to this kind of database."""
    return FOLDER / ("sqlite.sql" if isinstance(database, SqliteDatabase) else "postgres.txt")


async def schema_of(database: Database) -> str:
    """Every table, column, key and index, sorted."""
    sqlite = isinstance(database, SqliteDatabase)
    rows = await execute(database, _SQLITE if sqlite else _POSTGRES)
    lines = [row["sql"] + (";\n" if sqlite else "") for row in rows]
    return "\n".join(lines if sqlite else sorted(lines)) + "\n"


async def _rewrite(url: str) -> None:
    store = await open_store(url)
    file_for(store.database).write_text(await schema_of(store.database), encoding="utf-8")
    await store.close()


def main() -> None:
    """Rewrite both files."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_rewrite(f"sqlite:///{folder}/netral.db"))
    server = PostgresServer()
    try:
        asyncio.run(_rewrite(asyncio.run(server.fresh())))
    finally:
        server.stop()


if __name__ == "__main__":
    main()
