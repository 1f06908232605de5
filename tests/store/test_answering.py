"""One answer counts once, and the write decides."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.store.store import Store
from tests.store.cast import ANI, BUDI, CITRA, answer, attempt, begin, complete


async def test_the_same_tap_again_is_not_stored(store: Store) -> None:
    begun = await begin(store)
    assert await store.attempts.answer("a1", ANI.id, answer(0, "a"))
    assert not await store.attempts.answer("a1", ANI.id, answer(0, "b"))
    found = (await store.people.state(ANI.id)).attempt
    assert found == replace(begun, answers=(answer(0, "a"),))


@pytest.mark.parametrize("step", [-1, 0, 2, 3, 100])
async def test_only_the_next_step_can_be_answered(store: Store, step: int) -> None:
    begun = await begin(store, answered=1)
    assert not await store.attempts.answer("a1", ANI.id, answer(step))
    assert (await store.people.state(ANI.id)).attempt == begun


async def test_there_is_no_step_after_the_last(store: Store) -> None:
    begun = await begin(store, answered=3)
    assert not await store.attempts.answer("a1", ANI.id, answer(3))
    assert (await store.people.state(ANI.id)).attempt == begun


async def test_nobody_answers_for_another(store: Store) -> None:
    begun = await begin(store, ANI)
    assert not await store.attempts.answer("a1", BUDI.id, answer(0))
    assert not await store.attempts.answer("a1", CITRA.id, answer(0))
    assert (await store.people.state(ANI.id)).attempt == begun


async def test_an_unknown_attempt_takes_no_answer(store: Store) -> None:
    assert not await store.attempts.answer("none", ANI.id, answer(0))


async def test_a_closed_attempt_takes_no_answer(store: Store) -> None:
    await begin(store, answered=1)
    await store.attempts.abandon("a1", ANI.id, 400)
    assert not await store.attempts.answer("a1", ANI.id, answer(1))
    assert not await store.attempts.answer_and_finish("a1", ANI.id, answer(1), 9, True, 500)


async def test_of_many_answers_to_one_step_on_two_workers_one_wins(
    store: Store, second: Store
) -> None:
    await begin(store)
    keys = "abcdefghijklmnopqrst"
    tries = [
        (store, second)[n % 2].attempts.answer("a1", ANI.id, answer(0, key))
        for n, key in enumerate(keys)
    ]
    won = [key for key, stored in zip(keys, await asyncio.gather(*tries), strict=True) if stored]
    found = (await second.people.state(ANI.id)).attempt
    assert found is not None
    assert [given.chosen for given in found.answers] == [(key,) for key in won]
    assert len(won) == 1


async def test_the_last_answer_closes_the_attempt(store: Store) -> None:
    begun = await begin(store, answered=2)
    assert await store.attempts.answer_and_finish("a1", ANI.id, answer(2), 67, True, 400)
    assert (await store.people.state(ANI.id)).attempt == replace(
        begun, answers=(*begun.answers, answer(2)), finished_at=400, score=67, passed=True
    )


async def test_the_last_tap_again_changes_nothing(store: Store) -> None:
    await complete(store, attempt(), 67)
    before = await store.people.state(ANI.id)
    assert not await store.attempts.answer_and_finish("a1", ANI.id, answer(2, "b"), 9, False, 900)
    assert not await store.attempts.answer_and_finish("a1", ANI.id, answer(2), 67, True, 300)
    assert await store.people.state(ANI.id) == before


@pytest.mark.parametrize("step", [0, 1, 2, 3])
async def test_an_attempt_does_not_end_before_its_last_answer(store: Store, step: int) -> None:
    begun = await begin(store, answered=1)
    assert not await store.attempts.answer_and_finish("a1", ANI.id, answer(step), 9, True, 400)
    assert (await store.people.state(ANI.id)).attempt == begun


async def test_nobody_ends_anothers_attempt(store: Store) -> None:
    begun = await begin(store, ANI, answered=2)
    assert not await store.attempts.answer_and_finish("a1", BUDI.id, answer(2), 9, True, 400)
    assert (await store.people.state(ANI.id)).attempt == begun


async def test_a_score_is_never_stored_for_an_answer_that_lost(store: Store) -> None:
    begun = await begin(store, answered=2)
    assert await store.attempts.answer("a1", ANI.id, answer(2, "b"))
    assert not await store.attempts.answer_and_finish("a1", ANI.id, answer(2, "a"), 99, True, 400)
    assert (await store.people.state(ANI.id)).attempt == replace(
        begun, answers=(*begun.answers, answer(2, "b"))
    )


async def test_ending_again_with_an_older_answer_changes_nothing(store: Store) -> None:
    begun = await begin(store, answered=3)  # all answers are in, but nobody closed it
    for step in range(3):
        assert not await store.attempts.answer_and_finish("a1", ANI.id, answer(step), 9, True, 400)
    assert (await store.people.state(ANI.id)).attempt == begun


async def test_of_many_ends_at_once_on_two_workers_one_wins(store: Store, second: Store) -> None:
    await begin(store, answered=2)
    tries = [
        (store, second)[n % 2].attempts.answer_and_finish(
            "a1", ANI.id, answer(2, str(n)), n, n > 9, 400 + n
        )
        for n in range(20)
    ]
    won = [n for n, stored in enumerate(await asyncio.gather(*tries)) if stored]
    found = (await store.people.state(ANI.id)).attempt
    assert found is not None
    assert len(won) == 1
    assert (found.score, found.finished_at) == (won[0], 400 + won[0])
    assert found.answers[2].chosen == (str(won[0]),)
