"""What a person has done so far, for themselves to look at; nobody else is shown it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.quiz.attempt import Item, Kind
from bot.store.attempt_rows import items_from_text
from bot.store.database import Reads


@dataclass(frozen=True, slots=True)
class Ended:
    """An attempt that ended; ``score`` is None for one that was given up."""

    module: str
    kind: Kind
    finished_at: int
    score: int | None
    passed: bool


@dataclass(frozen=True, slots=True)
class Given:
    """One answer of a completed attempt that began at ``started_at``, and what it answered."""

    module: str
    kind: Kind
    started_at: int
    item: Item
    points: int
    at: int


class Achievements:
    """Every statement names the person."""

    def __init__(self, database: Reads) -> None:
        self._database = database

    async def ended(self, person_id: int) -> list[Ended]:
        """Every attempt that the person ended, oldest first."""
        rows = await self._database.fetch("achievements_ended", person=person_id)
        return [
            Ended(module, kind, finished_at, score, bool(passed))
            for module, kind, finished_at, score, passed in rows
        ]

    async def answers(self, person_id: int, attempts: int) -> list[Given]:
        """The answers of the person's last ``attempts`` completed attempts, oldest first."""
        rows = await self._database.fetch("achievements_answers", person=person_id, limit=attempts)
        items = {row["id"]: items_from_text(row["items"]) for row in rows if row["items"]}
        return [
            Given(
                row["module"],
                row["kind"],
                row["started_at"],
                items[row["id"]][row["step"]],
                row["points"],
                row["at"],
            )
            for row in rows
        ]
