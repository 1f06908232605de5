"""The audit of a database re-checks every ledger and compares it with the attempts."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.agencies.ledger import draft
from bot.service.ledger.entering import append, seal_all
from bot.service.upkeep.audit import audit, ledgers
from bot.store.snapshot import open_snapshot
from bot.store.store import Store, open_store
from tests.service.broken import damage
from tests.service.sealed import finished
from tests.store.cast import settle

WHO = "attempt DEMO-0001 of person 11002"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    store = await open_store(url)
    await settle(store)
    await finished(store, 3)
    await seal_all(store, "DEMO", 5000)
    yield store
    await store.close()


async def found(url: str) -> list[str]:
    async with open_snapshot(url) as snapshot:
        return [fault.words async for fault in audit(snapshot, checks=[ledgers])]


async def test_what_was_sealed_has_no_fault_and_what_waits_is_none(store: Store, url: str) -> None:
    await finished(store, 2, first=3)
    assert await found(url) == []


async def test_an_altered_entry_is_found_twice_over(store: Store, url: str) -> None:
    await damage(url, "UPDATE ledger SET body = '{}' WHERE number = 2")
    altered, otherwise = await found(url)
    assert altered.startswith("agency DEMO: entry 2: altered: ")
    assert otherwise == f"{WHO}: entry 2 says otherwise"


@pytest.mark.parametrize("change", ["score = 99", "passed = 0", "module = 'x'", "started_at = 7"])
async def test_an_attempt_that_was_changed_later_is_found(
    store: Store, url: str, change: str
) -> None:
    await damage(url, f"UPDATE attempts SET {change} WHERE id = 'DEMO-0001'")
    assert await found(url) == [f"{WHO}: entry 2 says otherwise"]


async def test_an_attempt_that_lost_its_score_is_found(store: Store, url: str) -> None:
    await damage(url, "UPDATE attempts SET score = NULL, passed = NULL WHERE id = 'DEMO-0001'")
    assert await found(url) == [f"{WHO}: entry 2 says otherwise"]


async def test_an_attempt_whose_entry_is_gone_is_found(store: Store, url: str) -> None:
    await damage(url, "DELETE FROM ledger WHERE number = 3")
    assert await found(url) == [
        "attempt DEMO-0002 of person 11003: its entry is not in the ledger of DEMO"
    ]


async def test_an_attempt_that_was_corrected_may_differ(store: Store, url: str) -> None:
    await append(store, "DEMO", draft("correction", "DEMO-0001", {"score": 99}), 6000)
    await damage(url, "UPDATE attempts SET score = 99 WHERE id = 'DEMO-0001'")
    assert await found(url) == []


async def test_a_person_who_was_erased_leaves_no_fault(store: Store, url: str) -> None:
    await damage(
        url,
        "DELETE FROM answers WHERE attempt = 'DEMO-0001'",
        "DELETE FROM attempts WHERE id = 'DEMO-0001'",
    )
    assert await found(url) == []
