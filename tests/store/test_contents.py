"""The archive of content that attempts were drawn from."""

from __future__ import annotations

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
