"""The database decides who continues a chain, and that a thing is entered once."""

from __future__ import annotations

import asyncio

import pytest

from bot.agencies.ledger import EMPTY, Completion, Draft, Entry, Head, draft, seal
from bot.errors import StoreError
from bot.store.store import Store
from tests.store.cast import ANI, BUDI, CITRA, attempt, begin, complete
from tests.store.raw import execute

AT = 1000


def drafts(count: int, first: int = 1) -> list[Draft]:
    return [draft("pledge", f"t{n}", {"n": n}) for n in range(first, first + count)]


async def entries(store: Store, agency: str = "DEMO") -> list[Entry]:
    return [entry async for page in store.ledger.pages(agency) for entry in page]


async def test_a_chain_begins_empty(store: Store) -> None:
    assert await store.ledger.head("DEMO") == EMPTY
    assert await entries(store) == []
    assert await store.ledger.agencies() == []


async def test_entries_come_back_as_they_were_sealed(store: Store) -> None:
    sealed = seal("DEMO", EMPTY, drafts(5), AT)
    assert await store.ledger.add(sealed) == 5
    assert await entries(store) == sealed
    assert await store.ledger.head("DEMO") == Head(5, sealed[-1].hash)
    assert await store.ledger.after("DEMO", 3) == sealed[3:]
    assert await store.ledger.after("DEMO", 1, 2) == sealed[1:3]
    assert await store.ledger.find("DEMO", drafts(5)[2]) == sealed[2]


async def test_nobody_sees_another_agencys_entries(store: Store) -> None:
    await store.ledger.add(seal("DEMO", EMPTY, drafts(2), AT))
    other = seal("LAIN", EMPTY, drafts(1), AT)
    assert await store.ledger.add(other) == 1
    assert await entries(store, "LAIN") == other
    assert await store.ledger.find("LAIN", drafts(2)[1]) is None
    assert await store.ledger.agencies() == ["DEMO", "LAIN"]


async def test_an_agency_that_does_not_exist_has_no_ledger(store: Store) -> None:
    with pytest.raises(StoreError):
        await store.ledger.add(seal("TIADA", EMPTY, drafts(1), AT))
    assert await store.ledger.known("DEMO")
    assert not await store.ledger.known("TIADA")


async def test_a_number_that_is_taken_is_refused_with_all_that_follow_it(store: Store) -> None:
    first = seal("DEMO", EMPTY, drafts(2), AT)
    await store.ledger.add(first)
    assert await store.ledger.add(seal("DEMO", EMPTY, drafts(4, first=7), AT)) == 0
    assert await entries(store) == first


async def test_what_does_not_continue_the_chain_is_refused(store: Store) -> None:
    first = seal("DEMO", EMPTY, drafts(2), AT)
    await store.ledger.add(first)
    for head in (Head(2, "e" * 64), Head(3, first[-1].hash), Head(1, first[0].hash)):
        assert await store.ledger.add(seal("DEMO", head, drafts(1, first=7), AT)) == 0
    assert await entries(store) == first


async def test_no_statement_whatever_continues_an_entry_twice(store: Store) -> None:
    await store.ledger.add(seal("DEMO", EMPTY, drafts(2), AT))
    copy = (
        "INSERT INTO ledger SELECT agency, 9, kind, at, 'other', body, previous, hash"
        " FROM ledger WHERE number = 2"
    )
    with pytest.raises(StoreError):
        await execute(store.database, copy)


async def test_a_subject_is_entered_once_and_what_follows_waits(store: Store) -> None:
    first = seal("DEMO", EMPTY, drafts(2), AT)
    await store.ledger.add(first)
    more = seal("DEMO", Head(2, first[-1].hash), [*drafts(1, 7), *drafts(2, 2)], AT)
    assert await store.ledger.add(more) == 1
    assert await entries(store) == [*first, more[0]]


async def test_a_correction_may_come_again(store: Store) -> None:
    again = [draft("correction", "t1", {"score": score}) for score in (70, 80)]
    assert await store.ledger.add(seal("DEMO", EMPTY, again, AT)) == 2
    assert await store.ledger.find("DEMO", again[0]) is None


async def test_of_many_that_continue_one_entry_one_is_stored(store: Store, second: Store) -> None:
    tries = [
        (store, second)[n % 2].ledger.add(seal("DEMO", EMPTY, drafts(3, first=3 * n), AT))
        for n in range(20)
    ]
    assert sorted(await asyncio.gather(*tries)) == [*[0] * 19, 3]
    assert len(await entries(store)) == 3


async def test_only_finished_attempts_with_a_score_wait_to_be_sealed(store: Store) -> None:
    await begin(store, BUDI)
    await store.attempts.abandon("a1", BUDI.id, 300)
    await complete(store, attempt(CITRA, "c1"))
    await complete(store, attempt(ANI, "late", started_at=150), 67, passed=False, at=900)
    await complete(store, attempt(ANI, "early"), at=400)
    assert await store.ledger.unsealed_agencies() == ["DEMO", "LAIN"]
    waiting = await store.ledger.unsealed("DEMO", 10)
    assert [one.attempt for one in waiting] == ["early", "late"]
    assert waiting[1] == Completion(
        "late", "dasar", "latihan", "c0ffee", 150, 900, 67, False, items=3
    )
    assert await store.ledger.unsealed("DEMO", 1) == waiting[:1]


async def test_what_is_sealed_waits_no_longer(store: Store) -> None:
    await complete(store, attempt(ANI, "one"), at=400)
    await complete(store, attempt(ANI, "two"), at=500)
    waiting = await store.ledger.unsealed("DEMO", 1)
    sealed = seal("DEMO", EMPTY, [one.draft() for one in waiting], AT)
    assert await store.ledger.add_completions("DEMO", sealed, 400) == 1
    assert [one.attempt for one in await store.ledger.unsealed("DEMO", 9)] == ["two"]
    assert await entries(store) == sealed


async def test_an_attempt_is_not_remembered_as_sealed_without_its_entry(store: Store) -> None:
    await complete(store, attempt(ANI, "one"), at=400)
    stale = seal("DEMO", Head(9, "e" * 64), [Draft("completion", "one", "{}")], AT)
    assert await store.ledger.add_completions("DEMO", stale, 400) == 0
    assert len(await store.ledger.unsealed("DEMO", 9)) == 1


async def test_an_entry_that_another_worker_made_is_remembered_too(store: Store) -> None:
    await complete(store, attempt(ANI, "one"), at=400)
    [waiting] = await store.ledger.unsealed("DEMO", 9)
    sealed = seal("DEMO", EMPTY, [waiting.draft()], AT)
    await store.ledger.add(sealed)
    again = seal("DEMO", Head(1, sealed[0].hash), [waiting.draft()], AT)
    assert await store.ledger.add_completions("DEMO", again, 400) == 1
    assert await store.ledger.unsealed("DEMO", 9) == []
    assert await entries(store) == sealed


async def test_a_chain_longer_than_a_page_is_read_whole(store: Store) -> None:
    sealed = seal("DEMO", EMPTY, drafts(4100), AT)
    await store.ledger.add(sealed)
    assert [len(page) async for page in store.ledger.pages("DEMO")] == [2000, 2000, 100]
    assert await entries(store) == sealed
