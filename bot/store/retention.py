"""What is deleted because it is older than it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Final, Literal, TypeAlias

from bot.store.database import Args, Database, Step
from bot.store.notices import Notice

Kept: TypeAlias = Literal["follow-ups", "words of disputes", "notices", "trail"]

_OLD: Final[dict[Kept, str]] = {
    "follow-ups": "forget_followups",
    "words of disputes": "forget_words",
    "notices": "forget_notices",
    "trail": "forget_trail",
}
FORGETTING: Final = frozenset(_OLD.values())
"""Their statements."""


class Retention:
    """Every method is one unit of work. Times are ms since 1970 UTC."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def forget_answers(self, before: int, at: int, limit: int) -> int:
        """Delete the answers of up to ``limit`` attempts that ended before; how many those are."""
        found = await self._database.fetch("forget_which", before=before, limit=limit)
        each: list[Args] = [{"person": row["person"], "attempt": row["id"]} for row in found]
        if each:
            await self._database.write(
                Step("forget_mark", [{**one, "at": at} for one in each]),
                Step("forget_answers", each),
            )
        return len(each)

    async def forget(self, what: Kept, before: int, limit: int) -> int:
        """Delete up to ``limit`` of the rows of that kind that are from before; how many."""
        [rows] = await self._database.write(Step(_OLD[what], {"before": before, "limit": limit}))
        return len(rows)

    async def inactive(self, before: int, after: int, limit: int) -> list[tuple[int, bool]]:
        """A page of people by id, beginning after one, and who has done nothing since."""
        rows = await self._database.fetch("inactive_which", before=before, after=after, limit=limit)
        return [(row["id"], row["inactive"] == 1) for row in rows]

    async def announce_erasure(self, notices: Sequence[Notice]) -> None:
        """Plan the erasure of those who get these notices, a notice each, for when it is due."""
        plans: list[Args] = [
            {"person": one.person, "due": int(one.subject), "why": "inactive"} for one in notices
        ]
        told: list[Args] = [asdict(one) for one in notices]
        await self._database.write(Step("erase_plan", plans), Step("notice_put", told))
