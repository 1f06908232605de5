"""What every test may ask for: a fresh database, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.databases import PostgresServer, sqlite_in

# The framework warns about seconds as plain numbers, and warnings are errors here.
os.environ.setdefault("PTB_TIMEDELTA", "true")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    server = PostgresServer()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgres"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database without rows; a test that uses it runs on both.

    It has its tables already, unless the test or its module is marked ``bare``.
    """
    bare = request.node.get_closest_marker("bare") is not None
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/netral.db" if bare else sqlite_in(tmp_path)
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    if bare:
        yield await server.fresh()
        return
    url = await server.ready()
    yield url
    await server.give_back(url)
