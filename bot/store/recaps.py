"""What an agency may see of the people of its own roster: who has done what, never how."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal, NamedTuple, TypeAlias

from bot.store.database import Database, Row

Open: TypeAlias = Literal["unclaimed", "not_started", "in_progress"]

PAGE: Final = 500
"""People that are held in memory at a time."""


class NotYet(NamedTuple):
    """Somebody of the roster who has not completed a module."""

    name: str
    last_four: str
    unit: str | None
    standing: Open


class Times(NamedTuple):
    """When somebody first began, completed and passed a module (ms since 1970 UTC)."""

    started_at: int
    completed_at: int | None
    passed_at: int | None


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody of the roster; ``registered_at`` is None until they joined and are registered."""

    name: str
    last_four: str
    unit: str | None
    registered_at: int | None
    taken: Mapping[str, Times]


class Recaps:
    """Every statement names the agency."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def not_yet(
        self, agency: str, module: str, unit: str | None, most: int, skip: int
    ) -> list[NotYet]:
        """Who has not completed a module, by name; of a unit and all below it."""
        rows = await self._database.fetch(
            "recap_open", agency=agency, module=module, unit=unit or "", most=most, skip=skip
        )
        return [NotYet(*row) for row in rows]

    async def people(self, agency: str, most: int = PAGE) -> AsyncGenerator[list[Listed]]:
        """Everybody on the roster, by name, page by page; never more in memory than a page."""
        name, entry = "", ""
        while rows := await self._database.fetch(
            "recap_people", agency=agency, name=name, entry=entry, most=most
        ):
            yield list(_listed(rows))
            name, entry = rows[-1]["name"], rows[-1]["entry"]


def _listed(rows: Sequence[Row]) -> Iterator[Listed]:
    whole = (tuple(row) for row in rows)
    for (_, name, four, unit, at), each in groupby(whole, lambda row: row[:5]):
        taken = {row[5]: Times(*row[6:]) for row in each if row[5]}
        yield Listed(name, four, unit, at, taken)
