"""Whether the database stores something: an answer to a question says nothing of that."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing

import pytest

from bot.errors import StoreUnavailable
from bot.store.store import Store, open_store
from tests.store.raw import execute


async def test_it_beats_again_and_again_from_every_worker(store: Store, second: Store) -> None:
    await asyncio.gather(*(one.pulse() for one in (store, second, store, second)))
    rows = await execute(store.database, "SELECT holder, until FROM leases WHERE name = 'pulse'")
    assert [tuple(row) for row in rows] == [("", 0)]


async def test_where_only_reading_is_answered_there_is_none(store: Store, url: str) -> None:
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreUnavailable):
                await store.pulse()
            await store.ping()
        return
    reader = await open_store(f"{url}&default_transaction_read_only=on")
    await reader.ping()
    with pytest.raises(StoreUnavailable):
        await reader.pulse()
    await reader.close()
