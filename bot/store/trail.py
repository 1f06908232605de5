"""The audit trail: what was done in an agency's name, and by whom, for the agency to read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final, Literal, TypeAlias

from bot.store.database import Database, Step

COMMAND_LINE: Final = 0
"""The actor of what was done on the command line."""

Deed: TypeAlias = Literal[
    "agencies.import",
    "attempt.correct",
    "calendar.add",
    "calendar.remove",
    "calendar.weekdays",
    "campaign.cancel",
    "campaign.close",
    "campaign.create",
    "campaign.excuse",
    "campaign.extend",
    "campaign.extend_person",
    "campaign.recall",
    "certificate.reissue",
    "certificate.revoke",
    "export",
    "office.grant",
    "office.invite",
    "office.lost",
    "office.revoke",
    "office.withdraw",
    "roster.import",
    "roster.links",
    "roster.release",
    "unit.close",
    "unit.merge",
    "unit.rename",
]
"""All that a trail is told of. mypy lets nobody write another, and each has its words in
content/text, by test; a line of an older release may have one that is not here any more."""

_LAST = (2**62, "")  # later than every line


@dataclass(frozen=True, slots=True)
class Trace:
    """``action`` is what was done; ``detail`` is JSON without anybody's name; ``actor`` is a
    person's id or ``COMMAND_LINE``; ``at`` is ms since 1970 UTC."""

    agency: str
    at: int
    id: str
    actor: int
    action: Deed
    detail: str


def trail_step(trace: Trace) -> Step:
    """For the unit of work that does what it tells of."""
    return Step("trail_add", asdict(trace))


@dataclass(frozen=True, slots=True)
class Told:
    """A line with the name of who did it; None for somebody who is not among the people."""

    trace: Trace
    name: str | None


class Trail:
    """Nothing here changes or removes a line."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, trace: Trace) -> None:
        """One line more. Raises StoreError when there is no such agency."""
        await self._database.write(trail_step(trace))

    async def page(self, agency: str, limit: int, before: Trace | None = None) -> list[Trace]:
        """The last lines of an agency, or the last before one of them; newest first."""
        at, id_ = _LAST if before is None else (before.at, before.id)
        rows = await self._database.fetch("trail_page", agency=agency, at=at, id=id_, limit=limit)
        return [Trace(*row) for row in rows]

    async def told(self, agency: str, limit: int, before: tuple[int, str] = _LAST) -> list[Told]:
        """The last lines of an agency before a time and an id, with names; newest first."""
        at, id_ = before
        rows = await self._database.fetch("trail_told", agency=agency, at=at, id=id_, limit=limit)
        return [Told(Trace(*trace), name) for *trace, name in rows]
