"""What the long form has found, each as the smallest test that would have."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import asyncpg
import pytest

from bot import logs
from bot.errors import StoreUnavailable
from bot.store.postgres_errors import CUT_OFF, REFUSALS, explain


@pytest.fixture
def restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_connection_that_is_just_ending_is_an_outage_and_no_bug() -> None:
    """PostgreSQL was restarted: the tap was acknowledged, its answer was not stored."""
    error = asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is …")
    assert isinstance(error, REFUSALS)
    assert isinstance(error, CUT_OFF)
    assert isinstance(explain(error, "person_and_latest_attempt"), StoreUnavailable)


def test_the_driver_of_postgresql_logs_no_traceback_of_an_outage(restored: None) -> None:
    stream = io.StringIO()
    logs.setup("DEBUG", stream)
    logging.getLogger("asyncpg.pool").warning("Failed to restore the pool", exc_info=OSError())
    assert stream.getvalue() == ""
