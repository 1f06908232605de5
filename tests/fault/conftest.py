"""A PostgreSQL of its own for these tests: it is restarted in the middle."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fault.databases import CrashingServer


@pytest.fixture(scope="module")
def postgres() -> Iterator[CrashingServer]:
    server = CrashingServer()
    yield server
    server.stop()
