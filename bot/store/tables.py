"""The tables as such: their names, their columns, and sums by which two copies are compared."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal, NamedTuple, TypeAlias

from bot.store.migrate import Migration

RECORD = "migrations"
"""The table in which the drivers write down what ran. It is not among :func:`tables`."""

BATCH = 2000
"""Rows that are held in memory at a time."""

_MADE = re.compile(r"^\s*(CREATE|DROP) TABLE (?:IF (?:NOT )?EXISTS )?(\w+)", re.MULTILINE)

Kind: TypeAlias = Literal["int", "text", "bytes"]
Values: TypeAlias = tuple[int | str | bytes | None, ...]
Batches: TypeAlias = AsyncGenerator[Sequence[Values], None]

_KINDS: dict[str, Kind] = {
    "BIGINT": "int",
    "INTEGER": "int",
    "TEXT": "text",
    "BYTEA": "bytes",
}


class Column(NamedTuple):
    """A column; the first one of every table is an id and never a person's name."""

    name: str
    kind: Kind


def column(name: str, declared: str) -> Column:
    """A column from its declared type. Raises ValueError for one that no migration may use."""
    try:
        return Column(name, _KINDS[declared.upper()])
    except KeyError:
        raise ValueError(f"column {name}: no type {declared}; use {', '.join(_KINDS)}") from None


def tables(migrations: Iterable[Migration]) -> tuple[str, ...]:
    """The tables that these migrations leave, each after those that it refers to.

    A migration can only refer to what is there, so the order of creation is such an order.
    """
    found: dict[str, None] = {}
    for migration in migrations:
        for verb, table in _MADE.findall(migration.script):
            if verb == "CREATE":
                found[table] = None
            else:
                found.pop(table, None)
    return tuple(found)


def select(table: str, columns: Sequence[Column]) -> str:
    """All rows. The names come from migrations, so that there is nothing to quote."""
    return f"SELECT {', '.join(column.name for column in columns)} FROM {table}"  # noqa: S608


def count(table: str) -> str:
    """How many rows."""
    return f"SELECT count(*) FROM {table}"  # noqa: S608


def insert(table: str, columns: Sequence[Column]) -> str:
    """One row, with ``?`` for each value."""
    names = ", ".join(column.name for column in columns)
    marks = ", ".join("?" for _ in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608


@dataclass(slots=True)
class Sum:
    """How many rows, and a checksum of 128 bits that does not depend on their order."""

    rows: int = 0
    digest: int = 0

    def add(self, batch: Iterable[Values]) -> None:
        """Count these rows too."""
        for row in batch:
            self.rows += 1
            digest = blake2b(repr(row).encode("utf-8", "surrogatepass"), digest_size=16).digest()
            # A sum and not an exclusive or: there, a row that stands twice would vanish.
            self.digest = (self.digest + int.from_bytes(digest)) & ((1 << 128) - 1)
