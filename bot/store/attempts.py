"""Attempts and answers: whatever two taps race for is decided by the write itself.

Every statement names the person as well, so that nobody reaches another's attempt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.quiz.attempt import Answer, Attempt, Item
from bot.quiz.exam import Sitting
from bot.store.attempt_rows import (
    answer_args,
    attempt_from,
    items_from_text,
    items_to_text,
    start_args,
)
from bot.store.database import Args, Database, Step
from bot.store.milestones import finished, started


@dataclass(frozen=True, slots=True)
class Best:
    """What a person achieved in a module: ``attempts`` begun, the best score of 100, and whether
    any passed. ``finished_at`` (ms since 1970 UTC) is the end of the last one with a score.
    """

    module: str
    attempts: int
    score: int | None
    passed: bool
    finished_at: int | None


class Attempts:
    """Every method is one unit of work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def start(self, attempt: Attempt) -> bool:
        """Begin an attempt. False when the person has an open one (or the id is taken)."""
        rows, _ = await self._database.write(
            Step("attempt_start", start_args(attempt), needed=True),
            started(attempt.person, attempt.id, attempt.started_at),
        )
        return bool(rows)

    async def sit(self, attempt: Attempt, per_day: int, today: int, rested: int) -> bool:
        """Begin an exam. ``today`` is when the day began; ``rested`` the last moment at which the
        exam before may have ended.

        False, and nothing is stored, when too many were begun today, one ended later than that,
        or any attempt is open.
        """
        allowed: Args = {
            "person": attempt.person,
            "module": attempt.module,
            "today": today,
            "most": per_day,
            "rested": rested,
        }
        *_, rows, _ = await self._database.write(
            Step("person_hold", {"id": attempt.person}, needed=True),
            Step("attempt_exam_allowed", allowed, needed=True),
            Step("attempt_start", start_args(attempt), needed=True),
            started(attempt.person, attempt.id, attempt.started_at),
        )
        return bool(rows)

    async def sittings(self, person_id: int, module: str, limit: int) -> list[Sitting]:
        """The exams that the person last began at a module, newest first."""
        rows = await self._database.fetch(
            "attempt_sittings", person=person_id, module=module, limit=limit
        )
        return [Sitting(row["started_at"], row["finished_at"]) for row in rows]

    async def answer(
        self,
        attempt_id: str,
        person_id: int,
        answer: Answer,
        items: Sequence[Item] | None = None,
    ) -> bool:
        """Store an answer; ``items`` are those of the attempt, if it grows. True when this very
        call stored it.

        False, and nothing is stored, when the attempt is not that person's or is finished, or
        when the step is not the next one, as after a double tap.
        """
        args = {**answer_args(attempt_id, person_id, answer), "last": 0}
        if items is None:
            [rows] = await self._database.write(Step("attempt_answer", args))
            return bool(rows)
        grown: Args = {
            "person": person_id,
            "attempt": attempt_id,
            "items": items_to_text(items),
            "size": len(items),
        }
        _, rows = await self._database.write(
            Step("attempt_answer", args, needed=True), Step("attempt_grow", grown, needed=True)
        )
        return bool(rows)

    async def answer_and_finish(
        self,
        attempt_id: str,
        person_id: int,
        answer: Answer,
        score: int,
        passed: bool,
        at: int,
    ) -> bool:
        """Store the last answer and close the attempt. True when this very call did both.

        False, and nothing is stored, when ``answer`` is not the last one that is missing.
        """
        return await self.finish(attempt_id, person_id, [answer], score, passed, at)

    async def finish(
        self,
        attempt_id: str,
        person_id: int,
        answers: Sequence[Answer],
        score: int,
        passed: bool,
        at: int,
    ) -> bool:
        """Store all answers that are missing and close the attempt, or nothing at all: when
        ``answers`` are others than those. True when this very call did it."""
        given = [
            Step("attempt_answer", {**answer_args(attempt_id, person_id, one), "last": 0}, True)
            for one in answers[:-1]
        ]
        last: Args = {**answer_args(attempt_id, person_id, answers[-1]), "last": 1}
        ended: Args = {
            "person": person_id,
            "attempt": attempt_id,
            "score": score,
            "passed": int(passed),
            "finished_at": at,
        }
        *_, closed, _ = await self._database.write(
            *given,
            Step("attempt_answer", last, needed=True),
            Step("attempt_finish", ended, needed=True),
            finished(person_id, attempt_id, at),
        )
        return bool(closed)

    async def abandon(self, attempt_id: str, person_id: int, at: int) -> bool:
        """Close an open attempt without a score. False when there is none to close."""
        [rows] = await self._database.write(
            Step("attempt_abandon", {"person": person_id, "attempt": attempt_id, "at": at})
        )
        return bool(rows)

    async def get(self, attempt_id: str, person_id: int) -> Attempt | None:
        """One attempt of this person with its answers."""
        rows = await self._database.fetch("attempt_of_person", attempt=attempt_id, person=person_id)
        return attempt_from(person_id, rows, 4) if rows else None

    async def recent_items(self, person_id: int, module: str, limit: int) -> list[tuple[Item, ...]]:
        """What the person was shown in the last ``limit`` attempts at a module, newest first."""
        rows = await self._database.fetch(
            "attempt_recent_items", person=person_id, module=module, limit=limit
        )
        return [items_from_text(row["items"]) for row in rows]

    async def best(self, person_id: int) -> list[Best]:
        """The person's achievements, one per module that they began, by module."""
        rows = await self._database.fetch("attempt_best", person=person_id)
        found = [
            Best(module, attempts, score, bool(passed), finished_at)
            for module, attempts, score, passed, finished_at in rows
        ]
        return sorted(found, key=lambda best: best.module)
