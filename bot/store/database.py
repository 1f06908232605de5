"""What the store needs of a database, and nothing more.

Two drivers keep this contract: :mod:`bot.store.sqlite` and :mod:`bot.store.postgres`.
Statements are called by the names that they have in ``bot/store/sql``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeAlias

Value: TypeAlias = "int | str | bytes | None"
Args: TypeAlias = Mapping[str, Value]


class Row(Protocol):
    """A read-only row: values by column name; iterating gives the values in column order, and
    ``dict`` of it both."""

    def __getitem__(self, column: str, /) -> Any: ...
    def __iter__(self) -> Iterator[Any]: ...
    def keys(self) -> Iterable[str]: ...  # noqa: D102  # what dict() asks for


class Step(NamedTuple):
    """One named statement with its values; a sequence of values runs it once for each.

    When a ``needed`` step gives no row, the whole unit is undone and no step has any rows.
    """

    query: str
    args: Args | Sequence[Args]
    needed: bool = False


class Undone(Exception):
    """A needed step gave no row."""


class Reads(Protocol):
    """Whatever answers a named statement that only reads."""

    async def fetch(self, query: str, **args: Value) -> list[Row]:
        """Run one named statement that only reads."""
        ...


class Database(Reads, Protocol):
    """Reads and atomic writes.

    Every method raises ``StoreUnavailable`` when trying again later may help (locked, cut off,
    disk full, closed) and ``StoreError`` for any other refusal. Neither message ever holds a
    stored value or a password.
    """

    round_trips: int
    """How often the database was asked so far: each costs a thread switch or a network delay."""

    async def write(self, *steps: Step) -> list[list[Row]]:
        """Run all steps or none; give what each step returned. Committed when this returns."""
        ...

    async def close(self) -> None:
        """Finish what is under way and let go of the database."""
        ...
