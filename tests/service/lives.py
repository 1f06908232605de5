"""What must hold of people's attempts and data, whatever they do: a model beside the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.quiz.attempt import Attempt, Version
from bot.quiz.exam import deadline
from bot.service.attempts.replay import replay
from bot.service.library import Library
from bot.store.store import Store
from bot.store.withdrawals import Subject
from tests.store.raw import execute

Rows: TypeAlias = dict[str, list[dict[str, Any]]]


@dataclass
class Life:
    """One person from their first consent to their erasure, as far as they have come."""

    person: int
    consent: str
    at: int  # of the last sign of life
    withdrawn: bool = False
    erase_at: int | None = None
    seen: dict[str, Attempt] = field(default_factory=dict)
    """Every attempt as it was last seen."""

    def stopped(self, consent: str) -> bool:
        """Whether nothing of theirs may be worked with."""
        return self.withdrawn or self.erase_at is not None or self.consent != consent

    def under_way(self) -> bool:
        """Whether they have an open attempt and may go on with it."""
        return self.erase_at is None and any(one.finished_at is None for one in self.seen.values())

    async def look(self, store: Store, library: Library) -> None:
        """Compare with what is stored, and remember it."""
        state = await store.people.state(self.person)
        assert state.person is not None
        assert state.person.consent == self.consent
        assert (state.person.withdrawn_at is not None) == self.withdrawn
        assert state.person.erase_at == self.erase_at
        sql = f"SELECT id, finished_at, forgotten_at FROM attempts WHERE person = {self.person}"
        rows = await execute(store.database, sql)
        assert set(self.seen) <= {row["id"] for row in rows}, "an attempt is gone"
        assert sum(row["finished_at"] is None for row in rows) <= 1
        for row in rows:
            attempt = await store.attempts.get(row["id"], self.person)
            assert attempt is not None
            given = await store.withdrawals.given(Subject(self.person, attempt.id))
            done = [of for of, marked in given.items() if marked]
            await self._follows(attempt, row["forgotten_at"] is not None, done, library)

    async def gone(self, store: Store) -> None:
        """Nothing of this person is left, and no certificate of nobody counts."""
        assert not any((await store.rights.held(self.person)).values())
        valid = "SELECT serial FROM certificates WHERE person < 0 AND ended IS NULL"
        assert await execute(store.database, valid) == []

    async def _follows(
        self, attempt: Attempt, forgotten: bool, given: Sequence[Version], library: Library
    ) -> None:
        """What is fixed stays, what is told gets better only where a question was withdrawn, and
        all comes out again on its content."""
        last = self.seen.get(attempt.id, attempt)
        self.at = max(self.at, attempt.started_at)
        fixed = (attempt.seed, attempt.started_at, attempt.kind, attempt.content, attempt.agency)
        assert fixed == (last.seed, last.started_at, last.kind, last.content, last.agency)
        assert attempt.items[: len(last.items)] == last.items
        assert last.kind == "latihan" or attempt.items == last.items
        catalog = await library.of(attempt.content)
        if forgotten:
            assert attempt.answers == ()
            assert last.finished_at is not None
        else:
            assert attempt.answers[: len(last.answers)] == last.answers
            assert last.finished_at is None or attempt.answers == last.answers
        if last.score is not None:
            assert (attempt.finished_at, attempt.items) == (last.finished_at, last.items)
            assert attempt.score is not None
            assert attempt.score == last.score or (given and attempt.score > last.score)
            assert attempt.passed == last.passed or (given and attempt.passed)
        assert list(replay(catalog, attempt, given)) == []
        if attempt.kind == "ujian":
            exam = catalog.module(attempt.module).exam
            assert exam is not None
            end = deadline(exam, attempt)
            assert all(one.at < end for one in attempt.answers if one.chosen)
            assert attempt.finished_at is None or attempt.finished_at <= end or not attempt.score
        self.seen[attempt.id] = attempt

    @property
    def done(self) -> Sequence[Attempt]:
        """Their completions."""
        return [one for one in self.seen.values() if one.score is not None]
