"""Fixtures: an ``empty`` store, and ``store`` with the cast in it.

A test that uses one of them runs on SQLite and on PostgreSQL, unless its module says
``only = pytest.mark.parametrize("url", ["sqlite"], indirect=True)``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.store.store import Store, open_store
from tests.store.cast import settle


@pytest.fixture
async def empty(url: str) -> AsyncIterator[Store]:
    store = await open_store(url)
    yield store
    await store.close()


@pytest.fixture
async def store(empty: Store) -> Store:
    await settle(empty)
    return empty


@pytest.fixture
async def second(store: Store, url: str) -> AsyncIterator[Store]:
    """Another worker's store on the same database."""
    other = await open_store(url)
    yield other
    await other.close()
