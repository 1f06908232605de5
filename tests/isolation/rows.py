"""A row in every table for an agency, made from the schema: a new table cannot be forgotten.

What a table needs to be accepted, or to be seen at all, is hinted at; the rest is made up. A table
that refuses the made-up row fails the test that walks, and says so: give a hint for it here.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.store.migrate import shipped
from bot.store.tables import tables
from tests.dialogues.stage import NOON

Value: TypeAlias = "int | str | bytes | None"
DAY = 86_400_000  # ms

PEOPLE = ("person", "actor", "redeemed_by", "created_by", "granted_by")
"""Columns that name a person, beside ``people.id``."""

_CHOICES = re.compile(r"(\w+) (?:TEXT|INTEGER)[^,]*?CHECK \(\s*\1 IN \(([^)]*)\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose rows: ``mark`` begins everything made up; ``secret`` is in all that people read."""

    agency: str
    unit: str
    person: int
    mark: str
    secret: str


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: str
    needed: bool
    key: bool


HINTS: Mapping[str, Value] = {
    "campaigns.starts_at": NOON - DAY,
    "campaigns.due_at": NOON + 30 * DAY,
    "campaigns.counts_from": NOON - DAY,
    "campaigns.module": "uji",
    "campaigns.follows": None,
    "campaigns.ended": None,
    "campaigns.ended_at": None,
    "calendars.weekdays_off": 96,
    "days_off.day": "2024-12-25",
    "notices.state": "sent",
    "roster.ended_at": None,
    "trail.action": "office.grant",
    "ledger.previous": "0" * 64,
    "detail": '{"role":"petugas"}',
    "body": "{}",
    "module": "uji",
    "role": "petugas",
    "unit_parent": None,
    "withdrawn_at": None,
    "redeemed_at": None,
    "redeemed_by": None,
}
"""By ``table.column``, else by column."""


def columns(database: sqlite3.Connection, table: str) -> list[Column]:
    """The columns of a table."""
    rows = database.execute(f"PRAGMA table_info({table})")
    return [Column(name, kind, bool(need), bool(key)) for _, name, kind, need, _, key in rows]


def owned(database: sqlite3.Connection) -> Iterator[str]:
    """The tables whose rows belong to an agency or to a person, parents first."""
    for table in tables(shipped()):
        names = {column.name for column in columns(database, table)}
        if table == "people" or names & {"agency", *PEOPLE}:
            yield table


def fill(database: sqlite3.Connection, owner: Owner) -> None:
    """One row in each table where the owner has none."""
    for table in owned(database):
        if not rows_of(database, table, [owner.agency], [owner.person]):
            _insert(database, table, owner)
    database.commit()


def rows_of(
    database: sqlite3.Connection, table: str, agencies: list[str], people: list[int]
) -> list[tuple[Value, ...]]:
    """The rows that belong to one of these agencies or people."""
    return sorted(database.execute(asking(database, table, agencies, people)), key=repr)


def asking(database: sqlite3.Connection, table: str, agencies: list[str], people: list[int]) -> str:
    """The statement for them."""
    names = [column.name for column in columns(database, table)]
    listed = ",".join(map(repr, agencies)) or "NULL"
    of_agency = {"agency", "code"} if table == "agencies" else {"agency"}
    asked = [f"{name} IN ({listed})" for name in names if name in of_agency]
    persons = ["id"] if table == "people" else [name for name in names if name in PEOPLE]
    asked += [f"{name} IN ({','.join(map(str, people))})" for name in persons]
    where = " OR ".join(asked) or "FALSE"
    return f"SELECT * FROM {table} WHERE {where}"


def _insert(database: sqlite3.Connection, table: str, owner: Owner) -> None:
    made = columns(database, table)
    [[sql]] = database.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [table])
    choices = {name: listed.split(",")[0].strip(" '\n") for name, listed in _CHOICES.findall(sql)}
    values = [_value(table, column, choices, owner, at) for at, column in enumerate(made)]
    marks = ",".join("?" for _ in made)
    try:
        database.execute(f"INSERT INTO {table} VALUES ({marks})", values)
    except sqlite3.IntegrityError as error:
        raise AssertionError(f"{table}: {error}: give a hint in tests/isolation/rows.py") from None


def _value(
    table: str, column: Column, choices: Mapping[str, str], owner: Owner, place: int
) -> Value:
    if column.kind == "BYTEA":
        return owner.secret.encode()
    own: dict[str, Value] = {"agency": owner.agency, "unit": owner.unit, "name": owner.secret}
    for name in (f"{table}.{column.name}", column.name):
        if name in HINTS:
            return HINTS[name]
    if column.name in own:
        return own[column.name]
    if column.name in PEOPLE:
        return owner.person
    if column.name in choices:
        return choices[column.name] if column.needed else None
    if column.kind != "TEXT":
        return NOON if column.kind == "BIGINT" else 1
    if column.name in (*_REFERRED, "id"):
        return made_id(owner, _REFERRED.get(column.name, table))
    return f"{owner.mark}{table}{place}" if column.key else f"{owner.secret} {table}.{column.name}"


def made_id(owner: Owner, table: str) -> str:
    """The id of the row that was made up in a table: as long as ids are."""
    return f"{owner.mark}{table}"[:11]


_REFERRED = {"campaign": "campaigns", "attempt": "attempts", "certificate": "certificates"}
"""Columns that hold the id of a row elsewhere."""
