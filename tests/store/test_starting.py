"""A person has at most one open attempt; the database decides between two taps on "start"."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.errors import StoreError
from bot.store.store import Store
from tests.store.cast import ANI, BUDI, attempt, begin, complete


async def test_a_second_start_is_refused_while_one_is_open(store: Store) -> None:
    begun = await begin(store, answered=1)
    assert not await store.attempts.start(attempt(name="a2", started_at=500))
    assert (await store.people.state(ANI.id)).attempt == begun


async def test_the_same_start_again_is_refused(store: Store) -> None:
    assert await store.attempts.start(attempt())
    assert not await store.attempts.start(attempt())


async def test_after_the_end_comes_the_next(store: Store) -> None:
    await complete(store, attempt())
    assert await store.attempts.start(attempt(name="a2"))


async def test_one_persons_attempt_does_not_hinder_another(store: Store) -> None:
    await begin(store, ANI)
    assert await store.attempts.start(attempt(BUDI, "b1"))


async def test_of_many_starts_at_once_on_two_workers_one_wins(store: Store, second: Store) -> None:
    tries = [
        (store, second)[n % 2].attempts.start(attempt(name=f"a{n}", started_at=n))
        for n in range(20)
    ]
    won = [n for n, started in enumerate(await asyncio.gather(*tries)) if started]
    found = (await store.people.state(ANI.id)).attempt
    assert found is not None
    assert [found.id] == [f"a{n}" for n in won]


async def test_an_attempt_of_nobody_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        await store.attempts.start(replace(attempt(), person=5))


async def test_an_abandoned_attempt_is_closed_without_a_score(store: Store) -> None:
    begun = await begin(store, answered=1)
    assert await store.attempts.abandon("a1", ANI.id, 400)
    assert await store.attempts.get("a1", ANI.id) == replace(begun, finished_at=400)
    assert await store.attempts.start(attempt(name="a2"))


async def test_abandoning_happens_once_and_to_ones_own_attempt(store: Store) -> None:
    begun = await begin(store)
    assert not await store.attempts.abandon("a1", BUDI.id, 400)
    assert (await store.people.state(ANI.id)).attempt == begun
    assert await store.attempts.abandon("a1", ANI.id, 400)
    assert not await store.attempts.abandon("a1", ANI.id, 500)


async def test_a_finished_attempt_keeps_its_score_when_abandoned(store: Store) -> None:
    await complete(store, attempt(), 80)
    assert not await store.attempts.abandon("a1", ANI.id, 500)
    found = await store.attempts.get("a1", ANI.id)
    assert found is not None
    assert (found.score, found.finished_at) == (80, 300)
