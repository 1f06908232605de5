"""Withdrawn versions of scenarios, and the completions that are marked again because of them.

Every completion that was asked a withdrawn version is found, whenever it ends. A search passes
through all attempts once; and each completion is compared with all withdrawals when it is sealed.
One that ended before the search came by is found by the search; one that ended after that is sealed
after the withdrawal was stored, and found then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.agencies.ledger import Entry
from bot.quiz.attempt import Version
from bot.store.database import Args, Database, Reads, Step
from bot.store.milestones import passed_after_all
from bot.store.notices import Notice, notice_step
from bot.store.trail import Trace, trail_step

PAGE: Final = 2000
"""Attempts that a search looks at in one go."""


class Subject(NamedTuple):
    """One attempt of one person."""

    person: int
    attempt: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """``reached`` is how far the search has come; ``done_at`` (ms since 1970 UTC) its end."""

    of: Version
    at: int
    reached: Subject
    done_at: int | None


class Result(NamedTuple):
    """What a completion came to."""

    score: int
    passed: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """A completion that is given these withdrawals; with a better result, what tells of it."""

    subject: Subject
    given: tuple[Version, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Better:
    """What follows from a result that changed: its ledger entry, trail and notice. The completion
    ended at ``ended`` (ms since 1970 UTC)."""

    was: Result
    now: Result
    ended: int
    entry: Entry
    trace: Trace
    notice: Notice


async def withdrawals_of(reads: Reads) -> list[Withdrawal]:
    """Every withdrawal of a store or a snapshot, the first first."""
    found = [
        Withdrawal(Version(scenario, number), at, Subject(person, attempt), done_at)
        for scenario, number, at, person, attempt, done_at in await reads.fetch("withdrawals_all")
    ]
    return sorted(found, key=lambda one: (one.at, one.of))


class Withdrawals:
    """Every method is one unit of work, but for :meth:`search`, which is two."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[Withdrawal]:
        """Every withdrawal, the first first."""
        return await withdrawals_of(self._database)

    async def search(self, one: Withdrawal, now: int, limit: int = PAGE) -> bool:
        """Look at the next attempts, and plan to mark again those that were asked it. False when
        there is nothing more to look at."""
        scenario, number = one.of
        rows = await self._database.fetch(
            "withdrawal_page",
            person=one.reached.person,
            attempt=one.reached.attempt,
            mark=f'["{scenario}",{number},',
            limit=limit,
        )
        named: Args = {"scenario": scenario, "version": number}
        planned: list[Args] = [
            {**named, "person": row["person"], "attempt": row["id"], "at": now}
            for row in rows
            if row["hit"]
        ]
        more = len(rows) == limit
        end = Subject(rows[-1]["person"], rows[-1]["id"]) if rows else one.reached
        reached: Args = {
            **named,
            **one.reached._asdict(),
            "to_person": end.person,
            "to_attempt": end.attempt,
            "done_at": None if more else now,
        }
        await self._database.write(
            Step("withdrawal_searched", reached, needed=True), Step("remark_plan", planned)
        )
        return more

    async def waiting(self, limit: int) -> list[Subject]:
        """Completions that are to be marked again."""
        rows = await self._database.fetch("remarks_waiting", limit=limit)
        return [Subject(row["person"], row["attempt"]) for row in rows]

    async def given(self, subject: Subject) -> dict[Version, bool]:
        """The withdrawals of a completion, and whether its result takes them into account."""
        rows = await self._database.fetch("remarks_of", **subject._asdict())
        return {Version(scenario, number): at is not None for scenario, number, at in rows}

    async def settle(self, remark: Remark, better: Better | None = None) -> bool:
        """Remember that a completion has been given withdrawals, with the better result if there
        is one. False, and nothing is stored, when anything of it is not as it was any more."""
        done: list[Args] = [
            {
                **remark.subject._asdict(),
                "scenario": of.scenario,
                "version": of.number,
                "at": remark.at,
            }
            for of in remark.given
        ]
        settled, *_ = await self._database.write(
            Step("remark_done", done, needed=True), *_told(remark.subject, better)
        )
        return bool(settled)


def _told(subject: Subject, better: Better | None) -> Sequence[Step]:
    if better is None:
        return ()
    result: Args = {
        **subject._asdict(),
        "score": better.now.score,
        "passed": int(better.now.passed),
        "was_score": better.was.score,
        "was_passed": int(better.was.passed),
    }
    marked = Step("remark_result", result, needed=True)
    gained = better.now.passed and not better.was.passed
    return (
        *(passed_after_all(*subject, better.ended, marked) if gained else (marked,)),
        Step("ledger_add", better.entry._asdict(), needed=True),
        trail_step(better.trace),
        notice_step(better.notice),
    )
