"""One worker at a time holds a lease, and nobody holds it for ever."""

from __future__ import annotations

import asyncio

from bot.store.store import Store


async def test_it_is_taken_by_one_and_free_when_it_runs_out(store: Store) -> None:
    assert await store.leases.take("send", "one", 100, 200)
    assert not await store.leases.take("send", "two", 199, 300)
    assert await store.leases.take("other", "two", 199, 300)
    assert await store.leases.take("send", "two", 200, 300)
    assert not await store.leases.take("send", "one", 299, 400)


async def test_its_holder_may_keep_it(store: Store) -> None:
    assert await store.leases.take("send", "one", 100, 200)
    assert await store.leases.take("send", "one", 150, 250)
    assert not await store.leases.take("send", "two", 220, 300)


async def test_one_that_was_taken_by_a_clock_far_ahead_keeps_nobody_out(store: Store) -> None:
    assert await store.leases.take("send", "one", 9_000_000, 9_000_100)
    assert await store.leases.take("send", "two", 100, 200)
    assert not await store.leases.take("send", "three", 150, 250)


async def test_one_that_was_taken_by_a_clock_a_little_ahead_is_kept(store: Store) -> None:
    assert await store.leases.take("send", "one", 190, 290)
    assert not await store.leases.take("send", "two", 100, 200)


async def test_who_leaves_takes_nothing_from_another(store: Store) -> None:
    assert await store.leases.take("send", "one", 100, 200)
    assert await store.leases.take("send", "two", 205, 305)
    assert not await store.leases.take("send", "one", 150, 150)  # a clock that goes after
    assert not await store.leases.take("send", "three", 210, 310)


async def test_of_two_at_once_one_gets_it(store: Store, second: Store) -> None:
    for round_ in range(10):
        took = await asyncio.gather(
            store.leases.take(f"x{round_}", "one", 1, 2),
            second.leases.take(f"x{round_}", "two", 1, 2),
        )
        assert sorted(took) == [False, True]
