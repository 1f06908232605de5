"""One moment of a PostgreSQL database: a transaction that only reads."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import asyncpg

from bot.store import queries
from bot.store.database import Row, Value
from bot.store.migrate import Applied, shipped
from bot.store.postgres_errors import place, telling
from bot.store.postgres_migrate import PATIENCE_S, Connection, applied, existing
from bot.store.tables import BATCH, Batches, Column, count, select, tables

PATIENT = """
SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
SET LOCAL lock_timeout = '5s';
"""
"""A server may limit what people in a hurry ask; this takes as long as it takes."""

SESSION = {"application_name": "netral-care"}


class PostgresSnapshot:
    """A :class:`bot.store.snapshot.Snapshot`. Build it with :meth:`open`."""

    def __init__(self, where: str, connection: Connection) -> None:
        self.where = where
        self.applied: Sequence[Applied] = ()
        self._queries = queries.shipped()
        self._connection = connection

    @classmethod
    async def open(cls, url: str, *, hold: bool = False) -> PostgresSnapshot:
        """Raises as :func:`bot.store.snapshot.open_snapshot`."""
        where = place(url)
        with telling(where):
            connection = await asyncpg.connect(url, timeout=PATIENCE_S, server_settings=SESSION)
            snapshot = cls(where, connection)
            try:
                await snapshot._begin(hold)
            except BaseException:
                await snapshot.close()
                raise
        return snapshot

    async def fetch(self, query: str, **args: Value) -> list[Row]:
        """Run one named statement that only reads."""
        statement = self._queries[query]
        with telling(f"{self.where}: {query}"):
            values = [args[name] for name in statement.names]
            rows: list[Row] = await self._connection.fetch(statement.numbered, *values)
            return rows

    async def stream(self, query: str, **args: Value) -> AsyncIterator[Sequence[Row]]:
        """Run one named statement that only reads; its rows in batches."""
        statement = self._queries[query]
        values = [args[name] for name in statement.names]
        async for batch in self._batches(query, statement.numbered, *values):
            yield batch

    async def rows(self, table: str, columns: Sequence[Column]) -> Batches:
        """All rows of a table, in batches."""
        async for batch in self._batches(table, select(table, columns)):
            yield [tuple(row) for row in batch]

    async def count(self, table: str) -> int:
        """The rows of a table."""
        with telling(f"{self.where}: {table}"):
            return int(await self._connection.fetchval(count(table)))

    async def damage(self) -> list[str]:
        """PostgreSQL has no such question for everybody; it checks its pages when it reads."""
        return []

    async def major(self) -> int:
        """The major version of the server."""
        with telling(self.where):
            return int(await self._connection.fetchval("SHOW server_version_num")) // 10000

    async def named(self, names: Sequence[str]) -> list[str]:
        """The full names of tables, as ``pg_dump`` takes them."""
        sql = (
            'SELECT format(\'"%s"."%s"\', nspname, relname) FROM pg_class'
            " JOIN pg_namespace ON pg_namespace.oid = relnamespace"
            " WHERE pg_class.oid = ANY($1::text[]::regclass[])"
        )
        with telling(self.where):
            return [str(row[0]) for row in await self._connection.fetch(sql, list(names))]

    async def exported(self) -> str:
        """The name by which another program can see this moment, as long as this is open."""
        with telling(self.where):
            return str(await self._connection.fetchval("SELECT pg_export_snapshot()"))

    async def close(self) -> None:
        """End the transaction."""
        await self._connection.close()

    async def _begin(self, hold: bool) -> None:
        # Which tables there are is asked before: the first read inside fixes the moment, and
        # what is committed between that and the lock would be missed.
        there = await existing(self._connection, tables(shipped())) if hold else []
        begun = self._connection.transaction(isolation="repeatable_read", readonly=True)
        await begun.start()
        await self._connection.execute(PATIENT)
        if there:
            await self._connection.execute(f"LOCK TABLE {', '.join(there)} IN SHARE MODE")
        self.applied = await applied(self._connection)

    async def _batches(self, lead: str, sql: str, *values: Value) -> AsyncIterator[Sequence[Row]]:
        with telling(f"{self.where}: {lead}"):
            cursor = await self._connection.cursor(sql, *values)
        while True:
            with telling(f"{self.where}: {lead}"):
                batch: Sequence[Row] = await cursor.fetch(BATCH)
            if not batch:
                return
            yield batch
