"""What every test may ask for: a fresh database, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import PostgresServer

# The framework warns about seconds as plain numbers, and warnings are errors here.
os.environ.setdefault("PTB_TIMEDELTA", "true")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    server = PostgresServer()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgres"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database; a test that uses it runs on both."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/netral.db"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return await server.fresh()
