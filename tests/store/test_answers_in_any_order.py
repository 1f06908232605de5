"""Whatever is tapped, by whom, how often and at the same time: each step is stored once.

The first test lets two workers race; the second compares with a model, tap by tap.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bot.quiz.attempt import Attempt
from bot.store.store import Store, open_store
from tests.store.cast import ANI, BUDI, ITEMS, answer, attempt, settle

SIZE = len(ITEMS)


@dataclass(frozen=True)
class Tap:
    """An answer to a step, on one of two workers; the last step may come with the end."""

    step: int
    chosen: str
    at: int
    worker: int
    stranger: bool
    finish: bool


taps = st.builds(
    Tap,
    step=st.integers(-1, SIZE),
    chosen=st.sampled_from("abc"),
    at=st.integers(200, 203),
    worker=st.integers(0, 1),
    stranger=st.booleans(),
    finish=st.booleans(),
)
rounds = st.lists(st.lists(taps, min_size=1, max_size=6), max_size=8)


@given(rounds)
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_each_step_is_stored_once_however_taps_race(
    store: Store, second: Store, rounds: list[list[Tap]]
) -> None:
    open_now = (await store.people.state(ANI.id)).attempt
    if open_now is not None and open_now.finished_at is None:
        await store.attempts.abandon(open_now.id, ANI.id, 1)
    name = f"a{store.database.round_trips}"
    assert await store.attempts.start(attempt(name=name))
    stored: list[Tap] = []
    for taps in rounds:
        outcomes = await asyncio.gather(*(_tap((store, second), name, tap) for tap in taps))
        stored += [tap for tap, true in zip(taps, outcomes, strict=True) if true]
    found = await store.attempts.get(name, ANI.id)
    assert found is not None
    assert not any(tap.stranger for tap in stored)
    told = sorted((tap.step, tap.chosen, tap.at) for tap in stored)
    assert [(a.step, a.chosen[0], a.at - a.step) for a in found.answers] == told
    assert [given.step for given in found.answers] == list(range(len(found.answers)))
    ends = [tap for tap in stored if tap.finish]
    assert (found.finished_at is not None) == bool(ends)
    assert all(found.complete and found.score == ord(tap.chosen) for tap in ends)


async def _tap(workers: tuple[Store, Store], name: str, tap: Tap) -> bool:
    attempts = workers[tap.worker].attempts
    person = BUDI.id if tap.stranger else ANI.id
    given = answer(tap.step, tap.chosen, at=tap.at)
    if tap.finish:
        return await attempts.answer_and_finish(name, person, given, ord(tap.chosen), True, 400)
    return await attempts.answer(name, person, given)


class Learning(RuleBasedStateMachine):
    """Ani learns, tap after tap; ``model`` is what must be stored of her attempts."""

    store: Store
    runner: asyncio.Runner

    def __init__(self) -> None:
        super().__init__()
        self.model: Attempt | None = None
        self.made = 0
        latest = self.run(self.store.people.state(ANI.id)).attempt
        if latest is not None:
            self.made = int(latest.id)
            self.run(self.store.attempts.abandon(latest.id, ANI.id, 1))
            self.model = self.run(self.store.attempts.get(latest.id, ANI.id))

    def run(self, coroutine: Any) -> Any:
        return self.runner.run(coroutine)

    @property
    def open_now(self) -> Attempt | None:
        is_open = self.model is not None and self.model.finished_at is None
        return self.model if is_open else None

    @rule()
    def start(self) -> None:
        fresh = attempt(name=str(self.made + 1), started_at=100 + self.made)
        expected = self.open_now is None
        assert self.run(self.store.attempts.start(fresh)) == expected
        if expected:
            self.model, self.made = fresh, self.made + 1

    @rule(ahead=st.integers(-1, 1), chosen=st.sampled_from("ab"))
    def answer(self, ahead: int, chosen: str) -> None:
        name = self.model.id if self.model else "none"
        given = answer((self.model.next_step if self.model else 0) + ahead, chosen)
        expected = self.open_now is not None and ahead == 0 and not self.open_now.complete
        assert self.run(self.store.attempts.answer(name, ANI.id, given)) == expected
        if expected and self.model:
            self.model = replace(self.model, answers=(*self.model.answers, given))

    @rule(score=st.integers(0, 100), passed=st.booleans(), at=st.integers(300, 301))
    def answer_and_finish(self, score: int, passed: bool, at: int) -> None:
        name = self.model.id if self.model else "none"
        given = answer(self.model.next_step if self.model else 0)
        expected = self.open_now is not None and given.step == SIZE - 1
        finish = self.store.attempts.answer_and_finish
        assert self.run(finish(name, ANI.id, given, score, passed, at)) == expected
        if expected and self.model:
            self.model = replace(
                self.model,
                answers=(*self.model.answers, given),
                finished_at=at,
                score=score,
                passed=passed,
            )

    @rule()
    def abandon(self) -> None:
        name = self.model.id if self.model else "none"
        expected = self.open_now is not None
        assert self.run(self.store.attempts.abandon(name, ANI.id, 500)) == expected
        if expected and self.model:
            self.model = replace(self.model, finished_at=500)

    @rule()
    def a_stranger_taps(self) -> None:
        name = self.model.id if self.model else "none"
        step = self.model.next_step if self.model else 0
        assert not self.run(self.store.attempts.answer(name, BUDI.id, answer(step)))
        assert not self.run(self.store.attempts.abandon(name, BUDI.id, 500))

    @invariant()
    def what_is_stored_is_what_was_told(self) -> None:
        assert self.run(self.store.people.state(ANI.id)).attempt == self.model
        assert self.run(self.store.people.state(BUDI.id)).attempt is None


def test_the_store_does_what_the_model_does(url: str) -> None:
    with asyncio.Runner() as runner:
        store = runner.run(open_store(url))
        runner.run(settle(store))

        class OnThisStore(Learning):
            pass

        OnThisStore.store, OnThisStore.runner = store, runner
        try:
            run_state_machine_as_test(
                OnThisStore,
                settings=settings(deadline=None, max_examples=25, stateful_step_count=25),
            )
        finally:
            runner.run(store.close())
