"""Filling a PostgreSQL database: one transaction, rows by COPY."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import asyncpg

from bot.errors import StoreError
from bot.store import postgres_migrate
from bot.store.migrate import Applied, Migration
from bot.store.postgres_errors import place, telling
from bot.store.postgres_migrate import PATIENCE_S, Connection
from bot.store.postgres_snapshot import PATIENT, SESSION
from bot.store.tables import BATCH, Batches, Column, Values, column, count, select

_COLUMNS = """
SELECT attname, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
ORDER BY attnum
"""


class PostgresFilling:
    """A :class:`bot.store.filling.Filling`. Build it with :meth:`open`."""

    def __init__(self, where: str, connection: Connection) -> None:
        self.where = where
        self._connection = connection

    @classmethod
    async def open(cls, url: str) -> PostgresFilling:
        """Connect, and let nobody else change the schema. Raises SettingsError too."""
        where = place(url)
        with telling(where):
            connection = await asyncpg.connect(url, timeout=PATIENCE_S, server_settings=SESSION)
            try:
                await connection.execute(f"BEGIN; {PATIENT}")
                await connection.execute(postgres_migrate.LOCK)
            except BaseException:
                await connection.close()
                raise
        return cls(where, connection)

    async def applied(self) -> list[Applied]:
        """The migrations that the target has."""
        with self._telling("migrations"):
            return await postgres_migrate.applied(self._connection)

    async def existing(self, names: Sequence[str]) -> list[str]:
        """Those of the tables that are there."""
        with self._telling("schema"):
            return await postgres_migrate.existing(self._connection, names)

    async def count(self, table: str) -> int:
        """The rows of a table."""
        with self._telling(table):
            return int(await self._connection.fetchval(count(table)))

    async def drop(self, table: str) -> None:
        """Remove a table, unless others refer to it."""
        with self._telling(table):
            await self._connection.execute(f"DROP TABLE {table}")

    async def run(self, migration: Migration) -> None:
        """Run one migration and record it."""
        with self._telling(migration.name):
            await postgres_migrate.run(self._connection, migration)

    async def columns(self, table: str) -> list[Column]:
        """The columns of a table."""
        with self._telling(table):
            rows = await self._connection.fetch(_COLUMNS, table)
        return [column(row["attname"], row["type"]) for row in rows]

    async def load(self, table: str, columns: Sequence[Column], rows: Sequence[Values]) -> None:
        """Store some rows. Raises StoreError naming those with a sign that it cannot keep."""
        nul = [str(row[0]) for row in rows if any(isinstance(v, str) and "\0" in v for v in row)]
        if nul:
            raise StoreError(
                f"{self.where}: {table}: PostgreSQL keeps no text with the sign NUL, as it stands"
                f" in the rows of {columns[0].name} {', '.join(nul)}"
            )
        names = [column.name for column in columns]
        try:
            with self._telling(table):
                await self._connection.copy_records_to_table(table, records=rows, columns=names)
        except (TypeError, ValueError, OverflowError):  # before it is sent; the words quote it
            raise StoreError(
                f"{self.where}: {table}: a value is not of the kind of its column"
            ) from None

    async def rows(self, table: str, columns: Sequence[Column]) -> Batches:
        """All rows of a table as they are stored."""
        with self._telling(table):
            cursor = await self._connection.cursor(select(table, columns))
        while True:
            with self._telling(table):
                batch = await cursor.fetch(BATCH)
            if not batch:
                return
            yield [tuple(row) for row in batch]

    async def commit(self) -> None:
        """Keep everything."""
        with self._telling("commit"):
            await self._connection.execute("COMMIT")

    async def close(self) -> None:
        """Disconnect, which undoes what was not committed."""
        await self._connection.close()

    @contextmanager
    def _telling(self, lead: str) -> Iterator[None]:
        with telling(f"{self.where}: {lead}"):
            yield
