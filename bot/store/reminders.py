"""Reminders: who does not want them, what is planned, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.agencies.reminding import Moment
from bot.store.database import Args, Database, Step

Mute: TypeAlias = Literal["reminder", "digest"]
State: TypeAlias = Literal[
    "waiting", "claimed", "sent", "blocked", "failed", "uncertain", "dropped"
]

PREFIX = "remind."
"""The kind of a reminder's notice is this and its moment."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """So many reminders of a campaign and a moment, to people of one unit, became this."""

    campaign: str
    moment: Moment
    unit: str | None
    state: State
    n: int


class Reminders:
    """Every method is one unit of work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def muted(self, person: int) -> frozenset[Mute]:
        """What somebody does not want to be sent."""
        rows = await self._database.fetch("mutes_of", person=person)
        return frozenset(row["kind"] for row in rows)

    async def mute(self, person: int, kind: Mute, at: int) -> None:
        """They do not want this any more."""
        args: Args = {"person": person, "kind": kind, "at": at}
        await self._database.write(Step("mute", args))

    async def unmute(self, person: int, kind: Mute) -> None:
        """They want it again."""
        await self._database.write(Step("unmute", {"person": person, "kind": kind}))

    async def rounds(self) -> Mapping[tuple[str, str], int]:
        """The last day (an ordinal) for which each campaign of each agency was planned."""
        rows = await self._database.fetch("rounds_all")
        return {(row["agency"], row["campaign"]): row["day"] for row in rows}

    async def done(self, agency: str, campaign: str, day: int) -> None:
        """All reminders of that day are planned; without a campaign, the agency's digests are."""
        args: Args = {"agency": agency, "campaign": campaign, "day": day}
        await self._database.write(Step("round_done", args))

    async def deliveries(self, agency: str) -> list[Delivery]:
        """What became of an agency's reminders, of all its campaigns; ones are not added up."""
        rows = await self._database.fetch("deliveries_of_agency", agency=agency)
        return [
            Delivery(subject.partition(":")[0], kind.removeprefix(PREFIX), unit, state, n)
            for kind, subject, unit, state, n in rows
        ]

    async def unclaimed(self, agency: str) -> Mapping[str | None, int]:
        """How many on the agency's roster nobody has claimed yet, by unit."""
        rows = await self._database.fetch("roster_unclaimed", agency=agency)
        return {row["unit"]: row["n"] for row in rows}
