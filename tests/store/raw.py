"""The back door: any SQL on a store's database, for what the Store has no method for."""

from __future__ import annotations

from bot.store.database import Database, Row, Step
from bot.store.postgres import PostgresDatabase
from bot.store.queries import Query, number
from bot.store.sqlite import SqliteDatabase


def teach(
    database: Database, name: str, sql: str, *, repeatable: bool = False, long: bool = False
) -> None:
    """Give a database one more named statement."""
    assert isinstance(database, SqliteDatabase | PostgresDatabase)
    query = Query(name, "for a test", sql, *number(sql), repeatable=repeatable, long=long)
    database._queries = {**database._queries, name: query}


async def execute(database: Database, sql: str) -> list[Row]:
    """Run one statement."""
    teach(database, "raw", sql)
    [rows] = await database.write(Step("raw", {}))
    return rows
