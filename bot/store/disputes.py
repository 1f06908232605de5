"""Disputes about questions, and what the operators ruled on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from bot.quiz.attempt import Version
from bot.store.database import Args, Database, Row, Step

Outcome: TypeAlias = Literal["upheld", "rejected"]

NOTICE: Final = "sanggahan"
"""The kind of notice that tells a reporter what was ruled."""

_BEFORE_ALL: Final[Args] = {"person": -(1 << 63), "attempt": ""}


@dataclass(frozen=True, slots=True)
class Dispute:
    """What one person reported; ``at`` in ms since 1970 UTC, ``round`` is the ruling on it."""

    of: Version
    content: str
    reason: str
    words: str | None
    at: int
    round: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A version that waits for a ruling: how often it was reported, and since when."""

    of: Version
    reports: int
    since: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """``round`` counts the rulings on a version from 1; ``actor`` is 0 for the command line."""

    of: Version
    round: int
    outcome: Outcome
    answer: str
    actor: int
    at: int


class Disputes:
    """Every method is one unit of work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, person: int, of: Version, content: str, reason: str, at: int) -> bool:
        """Remember a report. False, and nothing is stored, when the person made one before."""
        args: Args = {
            "person": person,
            **_named(of),
            "content": content,
            "reason": reason,
            "at": at,
        }
        [rows] = await self._database.write(Step("dispute_add", args))
        return bool(rows)

    async def add_words(self, person: int, of: Version, words: str) -> bool:
        """Add what the person typed. False when there is no report of theirs that waits."""
        args: Args = {"person": person, **_named(of), "words": words}
        [rows] = await self._database.write(Step("dispute_words", args))
        return bool(rows)

    async def get(self, person: int, of: Version) -> Dispute | None:
        """What this person reported about a version."""
        rows = await self._database.fetch("dispute_get", person=person, **_named(of))
        return _dispute(rows[0]) if rows else None

    async def queue(self) -> list[Waiting]:
        """What waits for a ruling, what was reported most often first."""
        rows = await self._database.fetch("dispute_queue")
        found = [
            Waiting(Version(scenario, version), reports, since)
            for scenario, version, reports, since in rows
        ]
        return sorted(found, key=lambda one: (-one.reports, one.since, one.of))

    async def open(self, of: Version) -> list[Dispute]:
        """The reports on a version that wait, the newest first."""
        rows = await self._database.fetch("dispute_open", **_named(of))
        return [_dispute(row) for row in rows]

    async def rulings(self) -> list[Ruling]:
        """Every ruling, the first first."""
        return [_ruling(row) for row in await self._database.fetch("rulings_all")]

    async def rulings_of(self, of: Version) -> list[Ruling]:
        """The rulings on a version, the first first."""
        rows = await self._database.fetch("rulings_of", **_named(of))
        return [_ruling(row) for row in rows]

    async def rule(self, ruling: Ruling, notice: str, due_at: int) -> bool:
        """Rule on what waits about a version, withdraw it if that is upheld, and have everybody
        who reported it told; ``notice`` is the id of those notices.

        False, and nothing is stored, when that round was ruled before or nothing waits.
        """
        args: Args = {**_named(ruling.of), "round": ruling.round, "at": ruling.at}
        given: Args = {"outcome": ruling.outcome, "answer": ruling.answer, "actor": ruling.actor}
        withdrawn = [Step("withdrawal_add", {**_named(ruling.of), "at": ruling.at, **_BEFORE_ALL})]
        added, *_ = await self._database.write(
            Step("ruling_add", {**args, **given}, needed=True),
            *self._answered(ruling.of, ruling.round, notice, due_at),
            *(withdrawn if ruling.outcome == "upheld" else []),
        )
        return bool(added)

    async def settle_late(self, token: Callable[[], str], due_at: int) -> int:
        """Answer reports that came in while the same version was being withdrawn; gives how
        many. ``token`` makes the ids of the notices: one for each version, as somebody may have
        reported two."""
        settled = 0
        for row in await self._database.fetch("dispute_late"):
            of = Version(row["scenario"], row["version"])
            closed, _ = await self._database.write(
                *self._answered(of, row["round"], token(), due_at)
            )
            settled += len(closed)
        return settled

    @staticmethod
    def _answered(of: Version, round_: int, notice: str, due_at: int) -> tuple[Step, Step]:
        subject = f"{of.scenario}:{of.number}:{round_}"
        told: Args = {"id": notice, "kind": NOTICE, "subject": subject, "body": "{}"}
        which: Args = {**_named(of), "round": round_}
        return (
            Step("dispute_close", which, needed=True),
            Step("dispute_told", {**which, **told, "due_at": due_at}),
        )


def _named(of: Version) -> dict[str, str | int]:
    return {"scenario": of.scenario, "version": of.number}


def _dispute(row: Row) -> Dispute:
    scenario, version, *rest = row
    return Dispute(Version(scenario, version), *rest)


def _ruling(row: Row) -> Ruling:
    scenario, version, *rest = row
    return Ruling(Version(scenario, version), *rest)
