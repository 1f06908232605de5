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


async def test_of_two_at_once_one_gets_it(store: Store, second: Store) -> None:
    for round_ in range(10):
        took = await asyncio.gather(
            store.leases.take(f"x{round_}", "one", 1, 2),
            second.leases.take(f"x{round_}", "two", 1, 2),
        )
        assert sorted(took) == [False, True]
