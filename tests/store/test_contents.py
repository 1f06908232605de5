"""The archive of content that attempts were drawn from, and which content is wanted."""

from __future__ import annotations

from bot.store.contents import Wish
from bot.store.store import Store


async def test_content_comes_back_byte_for_byte(store: Store) -> None:
    body = bytes(range(256)) * 1000
    await store.contents.put("h1", body, 100)
    assert await store.contents.get("h1") == body


async def test_unknown_content_is_none(store: Store) -> None:
    assert await store.contents.get("h1") is None


async def test_content_under_a_known_hash_stays_as_it_is(store: Store) -> None:
    await store.contents.put("h1", b"first", 100)
    await store.contents.put("h1", b"second", 200)
    assert await store.contents.get("h1") == b"first"


async def test_empty_content_is_content(store: Store) -> None:
    await store.contents.put("h1", b"", 100)
    assert await store.contents.get("h1") == b""


async def test_the_last_wish_counts_whoever_had_it_and_whatever_their_clock_says(
    store: Store, second: Store
) -> None:
    assert await second.contents.wanted() is None
    await store.contents.want("h1-a", 200)
    assert await second.contents.wanted() == Wish("h1-a", 200)
    await second.contents.want("h2-b", 100)
    assert await store.contents.wanted() == Wish("h2-b", 100)


async def test_a_wish_is_in_no_leases_way(store: Store) -> None:
    assert await store.leases.take("notices", "one", 100, 200)
    await store.contents.want("h1-a", 150)
    assert not await store.leases.take("notices", "two", 160, 300)
