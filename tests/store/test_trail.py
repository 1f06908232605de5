"""The audit trail of an agency: the newest first, page by page, and nobody else's."""

from __future__ import annotations

import pytest

from bot.errors import StoreError
from bot.store.store import Store
from bot.store.trail import COMMAND_LINE, Trace
from tests.store.cast import ANI


def trace(number: int, agency: str = "DEMO") -> Trace:
    at = 100 + number // 2  # two at one time
    return Trace(agency, at, f"t{number}", ANI.id, "roster.import", f'{{"n":{number}}}')


async def test_pages_follow_each_other_without_gap_or_double(store: Store) -> None:
    for number in range(7):
        await store.trail.add(trace(number))
    await store.trail.add(trace(1, "LAIN"))
    found: list[Trace] = []
    while page := await store.trail.page("DEMO", 3, found[-1] if found else None):
        found += page
    assert found == [trace(number) for number in reversed(range(7))]


async def test_an_agency_that_there_is_not_has_no_trail(store: Store) -> None:
    with pytest.raises(StoreError):
        await store.trail.add(trace(1, "TIADA"))
    assert await store.trail.page("TIADA", 5) == []
    assert COMMAND_LINE == 0
