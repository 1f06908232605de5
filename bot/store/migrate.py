"""Migrations: the numbered scripts of ``bot/store/migrations`` and which of them are due.

Each runs in one transaction and is recorded with its checksum. A script that has shipped never
changes; a correction is a new script. The drivers run them when they open, one worker at a time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from bot.errors import NewerDatabase, StoreError
from bot.store.queries import statements

_FILE = re.compile(r"^(\d{4})_([a-z0-9_]+)\.sql$")

CREATE_RECORD = """CREATE TABLE IF NOT EXISTS migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL
)"""
READ_RECORD = "SELECT number, name, checksum FROM migrations ORDER BY number"

Applied: TypeAlias = tuple[int, str, str]
"""What the database has recorded of one migration: number, name, checksum."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One script; ``name`` says what it is for."""

    number: int
    name: str
    script: str

    @property
    def checksum(self) -> str:
        """Of the text with ``\\n`` ends, so that it is the same on every system."""
        return hashlib.sha256(self.script.encode()).hexdigest()

    @property
    def statements(self) -> list[str]:
        """The statements to run, in order."""
        return statements(self.script)

    @property
    def record(self) -> Applied:
        """What to write down once it has run."""
        return self.number, self.name, self.checksum


@dataclass(frozen=True, slots=True)
class Upgrade:
    """From which to which version; ``ran`` are the migrations that this process ran itself, as
    another one that started at the same time may have run the others.
    """

    before: str
    after: str
    ran: tuple[str, ...]


@cache
def shipped() -> tuple[Migration, ...]:
    """Every migration of this program, by number. Raises ValueError for a gap or a wrong name."""
    return read(Path(__file__).parent / "migrations")


def read(folder: Path) -> tuple[Migration, ...]:
    """The migrations in a folder, which must be numbered 1, 2, 3 …"""
    found = []
    for number, path in enumerate(sorted(folder.glob("*.sql")), start=1):
        match = _FILE.match(path.name)
        if match is None or int(match[1]) != number:
            raise ValueError(f"{path.name}: expected a name like {number:04}_what_for.sql")
        found.append(Migration(number, match[2], path.read_text(encoding="utf-8")))
    return tuple(found)


def due(applied: Iterable[Applied], known: Sequence[Migration]) -> list[Migration]:
    """What is still to run.

    Raises NewerDatabase when the database has a migration that ``known`` lacks, and StoreError
    when one that it has was changed since.
    """
    have = {number: (name, checksum) for number, name, checksum in applied}
    for migration in known:
        if have.get(migration.number, migration.record[1:]) != migration.record[1:]:
            raise StoreError(
                f"migration {migration.number:04}_{migration.name} differs from the one that this"
                " database was made with; a migration that shipped must not be changed"
            )
    newer = sorted(have.keys() - {migration.number for migration in known})
    if newer:
        raise NewerDatabase(
            f"the database has migration {newer[-1]:04}_{have[newer[-1]][0]}, which this version"
            " does not know; start the newer version of the program"
        )
    return [migration for migration in known if migration.number not in have]


def version(applied: Sequence[Applied]) -> str:
    """The last migration that a database has, like ``0001_first``."""
    if not applied:
        return "empty"
    number, name, _ = max(applied)
    return f"{number:04}_{name}"


def require_current(applied: Sequence[Applied], where: str) -> None:
    """Raise StoreError when a database is older than this program, NewerDatabase when newer."""
    try:
        pending = due(applied, shipped())
    except StoreError as error:
        raise type(error)(f"{where}: {error}") from None
    if pending:
        raise StoreError(
            f"{where}: the database ({version(applied)}) is older than this program"
            f" ({version([pending[-1].record])}); bring it up to date first: migrate"
        )
