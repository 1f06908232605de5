"""The outbox: notices on their way. Each is claimed by one sender, once, before it is sent.

A claim is known by its time, which is later than that of every claim of this notice before. So
whoever writes late, or again after a lost connection, changes nothing of another's claim.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from bot.store.database import Args, Database, Step
from bot.store.notices import Notice

Key: TypeAlias = tuple[int, str]
End: TypeAlias = Literal["sent", "blocked", "failed", "uncertain", "dropped"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A notice that is due, and of its person what a sender must know. ``agency`` is the one by
    whose days and hours it goes: the notice's, else the person's. ``stopped``: they took their
    consent back or are to be erased, so that nothing of theirs is worked with. ``last_claim`` is
    when it was claimed before and given back, or 0."""

    notice: Notice
    language: str | None
    reachable: bool
    stopped: bool
    agency: str | None
    unit: str | None
    last_claim: int

    @property
    def key(self) -> Key:
        """By what it is known."""
        return self.notice.person, self.notice.id


@dataclass(frozen=True, slots=True)
class Claim:
    """``day`` (an ordinal) is the day of which it is the person's one notice, if it counts so.
    ``at`` (ms since 1970 UTC) is later than in any claim of this notice before."""

    waiting: Waiting
    day: int | None
    at: int

    @classmethod
    def of(cls, waiting: Waiting, day: int | None, now: int) -> Claim:
        """One that is later than those before, whatever the clock says."""
        return cls(waiting, day, max(now, waiting.last_claim + 1))


@dataclass(frozen=True, slots=True)
class Closed:
    """A notice that is not sent, and why."""

    waiting: Waiting
    end: End


class Backlog(NamedTuple):
    """How many notices wait, how many of them are due, and for how long the first of those is."""

    waiting: int
    due: int
    late_ms: int


class Outbox:
    """Every method is one unit of work. Times are ms since 1970 UTC."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def due(self, now: int, limit: int) -> list[Waiting]:
        """What has been due longest."""
        rows = await self._database.fetch("outbox_due", now=now, limit=limit)
        return [
            Waiting(Notice(*notice), language, reachable == 1, stopped == 1, agency, unit, last)
            for *notice, language, reachable, stopped, agency, unit, last in rows
        ]

    async def doubtful(self) -> frozenset[int]:
        """The people of whom some notice is uncertain."""
        rows = await self._database.fetch("outbox_doubtful")
        return frozenset(row["person"] for row in rows)

    async def claim(self, claims: Sequence[Claim]) -> set[Key]:
        """Take them for this sender; gives those that were taken. Not those that another took, or
        of whose person there is one of that day already."""
        if not claims:
            return set()
        args: list[Args] = [_claim(one, day=one.day) for one in claims]
        [rows] = await self._database.write(Step("outbox_claim", args))
        return {(row["person"], row["id"]) for row in rows}

    async def settle(self, claim: Claim, end: End, now: int) -> None:
        """How a claimed notice ended; also one that was given up as uncertain meanwhile."""
        await self._database.write(Step("outbox_settle", _claim(claim, state=end, now=now)))

    async def give_back(self, claims: Sequence[tuple[Claim, int]]) -> None:
        """They were claimed and surely not sent; due then. Not those that wait or were claimed by
        another since."""
        args: list[Args] = [_claim(one, due_at=due_at) for one, due_at in claims]
        if args:
            await self._database.write(Step("outbox_give_back", args))

    async def put_off(self, waiting: Sequence[tuple[Waiting, int]]) -> None:
        """They are due only then, unless somebody claimed them meanwhile."""
        args: list[Args] = [_unclaimed(one, due_at=due_at) for one, due_at in waiting]
        if args:
            await self._database.write(Step("outbox_put_off", args))

    async def close(self, closed: Sequence[Closed], now: int) -> None:
        """They are not to be sent, unless somebody claimed them meanwhile."""
        args: list[Args] = [_unclaimed(one.waiting, state=one.end, now=now) for one in closed]
        if args:
            await self._database.write(Step("outbox_close", args))

    async def recover(self, now: int) -> Counter[str]:
        """Everything that is claimed becomes uncertain; gives how much of each kind."""
        [rows] = await self._database.write(Step("outbox_recover", {"now": now}))
        return Counter(row["kind"] for row in rows)

    async def backlog(self, now: int) -> Backlog:
        """What waits; all of that is counted."""
        [(waiting, due, oldest)] = await self._database.fetch("outbox_backlog", now=now)
        return Backlog(waiting, due, now - oldest if due else 0)


def _claim(one: Claim, **more: int | str | None) -> Args:
    notice = one.waiting.notice
    return {"person": notice.person, "id": notice.id, "claimed_at": one.at, **more}


def _unclaimed(one: Waiting, **more: int | str | None) -> Args:
    notice = one.notice
    return {"person": notice.person, "id": notice.id, "last_claim": one.last_claim, **more}
