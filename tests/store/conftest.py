"""Fixtures: an ``empty`` store, and ``store`` with the cast in it.

A test that uses one of them runs on SQLite and on PostgreSQL, unless its module says
``only = pytest.mark.parametrize("url", ["sqlite"], indirect=True)``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.store import Store, open_store
from tests.databases import PostgresServer
from tests.store.cast import settle
from tests.store.copies import with_programs


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


@pytest.fixture
async def other(url: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A second, empty database of the same kind as that of ``url``."""
    if url.startswith("sqlite"):
        return f"sqlite:///{tmp_path}/other.db"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return await server.fresh()


@pytest.fixture
def programs(postgres_server: PostgresServer) -> dict[str, str]:
    """An environment with PostgreSQL's own programs on PATH."""
    return with_programs(postgres_server)
