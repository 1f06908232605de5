"""Notices: what is to be told to people who did not ask. A thing is told to a person once."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from bot.store.database import Database, Step


@dataclass(frozen=True, slots=True)
class Notice:
    """``kind`` says which screen shows it, ``subject`` is the id of what it is about, and ``body``
    is JSON for that screen. ``due_at`` is when it may be sent, in ms since 1970 UTC. ``agency`` is
    the one whose officers may see whether it was delivered, if any.
    """

    person: int
    id: str
    kind: str
    subject: str
    body: str
    due_at: int
    agency: str | None = None


def notice_step(*notices: Notice) -> Step:
    """For a unit of work; those that are known already are passed over."""
    return Step("notice_put", [asdict(notice) for notice in notices])


class Notices:
    """Every method is one unit of work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, *notices: Notice) -> int:
        """Remember them; gives how many were not known by their person, kind and subject."""
        [rows] = await self._database.write(notice_step(*notices))
        return len(rows)
