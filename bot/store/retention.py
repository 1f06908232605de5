"""What is deleted because it is older than it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Final, Literal, NamedTuple, TypeAlias

from bot.store.database import Args, Database, Step
from bot.store.notices import Notice

Kept: TypeAlias = Literal["follow-ups", "words of disputes", "trail"]

_OLD: Final[dict[Kept, str]] = {
    "follow-ups": "forget_followups",
    "words of disputes": "forget_words",
    "trail": "forget_trail",
}
FORGETTING: Final = frozenset({*_OLD.values(), "forget_notice"})
"""Their statements, and that of notices."""


class Settled(NamedTuple):
    """A notice by when it was settled: the place in a walk through all of them."""

    at: int
    person: int
    id: str


FIRST: Final = Settled(-1, 0, "")
"""Before all of them."""


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

    async def forget_notices(self, before: int, after: Settled, limit: int) -> Settled | None:
        """Delete, of up to ``limit`` that were settled before, those whose campaign does not run;
        the last that was looked at, or None at the end."""
        args: Args = {"settled_at": after.at, "person": after.person, "id": after.id}
        found = await self._database.fetch(
            "forget_notices_which", before=before, limit=limit, **args
        )
        old = [(Settled(at, person, id_), runs) for at, person, id_, runs in found]
        over: list[Args] = [
            {"settled_at": one.at, "person": one.person, "id": one.id}
            for one, runs in old
            if runs == 0
        ]
        if over:
            await self._database.write(Step("forget_notice", over))
        return old[-1][0] if old else None

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
