"""The audit of a live database finds every kind of fault, names it by ids, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.catalog.files import pack
from bot.service.upkeep.audit import CHECKS, audit
from bot.store.snapshot import open_snapshot
from bot.store.store import Store, open_store
from tests.service.broken import damage, faults
from tests.store.cast import answer
from tests.store.copies import trained
from tests.store.trained import catalog, drawn, keep, person

A1 = "attempt a1 of person 1"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    store = await trained(url, 8)
    yield store
    await store.close()


async def test_what_the_bot_stored_has_no_fault(store: Store, url: str) -> None:
    assert await faults(url) == []


async def test_an_empty_database_has_no_fault(url: str) -> None:
    await (await open_store(url)).close()
    assert await faults(url) == []


async def test_two_open_attempts_are_found(store: Store, url: str) -> None:
    await damage(
        url,
        "DROP INDEX attempts_one_open",
        "UPDATE attempts SET finished_at = NULL, score = NULL, passed = NULL WHERE id = 'a4'",
    )
    assert "open_attempts: person 4: 2 open attempts" in await faults(url)


async def test_a_step_that_stands_twice_is_found(store: Store, url: str) -> None:
    drop = "ALTER TABLE answers DROP CONSTRAINT answers_pkey"
    if url.startswith("sqlite"):
        drop = "ALTER TABLE answers RENAME TO keyed"
        await damage(url, drop, "CREATE TABLE answers AS SELECT * FROM keyed", "DROP TABLE keyed")
    else:
        await damage(url, drop)
    await damage(url, "INSERT INTO answers SELECT * FROM answers WHERE person = 1 AND step = 1")
    assert f"steps: {A1}: 5 answers at the steps 0 to 3 of 4" in await faults(url)


@pytest.mark.parametrize("folded", [False, True])
async def test_a_tally_that_does_not_agree_with_a_recount_is_found(
    store: Store, url: str, folded: bool
) -> None:
    table = "tally_changes"
    if folded:
        await store.tallies.fold("b1")
        table = "tally_counts"
    await damage(url, f"UPDATE {table} SET completed = completed + 1 WHERE agency = 'DEMO'")
    assert await faults(url) == [
        "tallies: agency DEMO: the tally by unit differs from a recount",
        "tallies: agency DEMO: the tally by module differs from a recount",
        "tallies: agency DEMO: the tally by month differs from a recount",
        "tallies: agency DEMO: the national tally differs from a recount",
    ]


@pytest.mark.parametrize("body", [b"", b"rubbish", pack({}), pack({"policy.yaml": b"x: [1"})])
async def test_content_that_cannot_be_read_is_named_once(
    store: Store, url: str, body: bytes
) -> None:
    await damage(url, "DELETE FROM contents")
    await store.contents.put(catalog().hash, body, 1)
    told = await faults(url)
    assert [words.partition(" ")[0] for words in told] == ["contents:", "scores:"]
    assert "its attempts cannot be replayed" in told[1]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)  # PostgreSQL has no such question
async def test_a_broken_file_is_told(store: Store, url: str) -> None:
    await damage(url, "PRAGMA writable_schema = ON", "UPDATE people SET reachable = 7")
    assert "file: CHECK constraint failed in people" in await faults(url)


async def test_no_fault_names_a_person(store: Store, url: str) -> None:
    await damage(
        url,
        "UPDATE people SET name = 'Rahasia', agency = 'TIADA', unit = 'TIADA', language = NULL",
        "UPDATE attempts SET score = 1, unit = 'TIADA'",
        "UPDATE answers SET points = 7",
    )
    told = await faults(url)
    assert len(told) > 20
    assert "Rahasia" not in "".join(told)


async def test_writing_meanwhile_is_not_taken_for_a_fault(store: Store, url: str) -> None:
    async with open_snapshot(url) as snapshot:
        checking = audit(snapshot)
        going = asyncio.ensure_future(anext(checking, None))
        who = person(100)
        await store.people.add(who)
        attempt = drawn(who, "a100", 100)
        await keep(store, attempt)
        for step in range(3):
            await store.attempts.answer("a100", 100, answer(step))
        assert await going is None
    assert any("a100" in words for words in await faults(url)), "later they are found"


async def test_how_far_it_is_is_told(url: str) -> None:
    await (await trained(url, 600)).close()
    told: list[tuple[str, int, int | None]] = []
    async with open_snapshot(url) as snapshot:
        assert [f async for f in audit(snapshot, lambda *how: told.append(how))] == []
    assert list(dict.fromkeys(what for what, _, _ in told)) == [c.__name__ for c in CHECKS]
    assert [(done, total) for what, done, total in told if what == "scores"] == [
        (0, None),
        (500, 750),
    ]


def test_every_check_says_what_it_promises() -> None:
    assert all(check.__doc__ for check in CHECKS)
