"""Entering into a ledger: many at once, again, and after a crash."""

from __future__ import annotations

import asyncio

import pytest

from bot.agencies.checkpoint import read_checkpoint
from bot.agencies.ledger import draft
from bot.errors import LedgerError
from bot.seal.keys import SigningKey
from bot.seal.signing import CHECKPOINT, Signature, verify
from bot.service.ledger.entering import BATCH, append, checkpoint, seal_all, seal_batch
from bot.store.store import Store
from tests.service.sealed import entries, faults, finished
from tests.store.raw import execute

KEY = SigningKey(b"k" * 32)


async def test_fifty_at_once_on_two_workers_make_one_chain_without_gaps(
    store: Store, second: Store
) -> None:
    made = await asyncio.gather(
        *(
            append((store, second)[n % 2], "DEMO", draft("pledge", f"t{n}", {"n": n}), n)
            for n in range(50)
        )
    )
    stored = await entries(store)
    assert sorted(made, key=lambda one: one.number) == stored
    assert [one.number for one in stored] == list(range(1, 51))
    assert {one.subject for one in stored} == {f"t{n}" for n in range(50)}
    assert [one for one in await faults(store) if not one.warning] == []


async def test_what_is_there_already_is_not_entered_again(store: Store, second: Store) -> None:
    same = draft("revocation", "t1", {"reason": "salah terbit"})
    one, other = await asyncio.gather(
        append(store, "DEMO", same, 1), append(second, "DEMO", same, 2)
    )
    assert one == other == await append(store, "DEMO", same, 3)
    assert await entries(store) == [one]


async def test_kinds_and_agencies_are_apart(store: Store) -> None:
    await append(store, "DEMO", draft("pledge", "t1", {}), 1)
    await append(store, "DEMO", draft("erasure", "t1", {}), 2)
    await append(store, "LAIN", draft("pledge", "t1", {}), 3)
    assert [one.kind for one in await entries(store)] == ["pledge", "erasure"]
    assert [one.number for one in await entries(store, "LAIN")] == [1]


async def test_completions_are_entered_in_the_order_in_which_they_ended(store: Store) -> None:
    names = await finished(store, 7)
    assert await seal_all(store, "DEMO", 5000) == 7
    stored = await entries(store)
    assert [one.subject for one in stored] == names
    assert {(one.kind, one.at) for one in stored} == {("completion", 5000)}
    assert await faults(store) == []
    assert await seal_all(store, "DEMO", 6000) == 0


async def test_a_batch_is_no_larger_than_it_should_be(store: Store) -> None:
    await finished(store, BATCH + 5)
    assert await seal_batch(store, "DEMO", 5000) == BATCH
    assert await seal_batch(store, "DEMO", 5000) == 5
    assert await seal_batch(store, "DEMO", 5000) == 0


async def test_two_workers_that_seal_the_same_enter_it_once(store: Store, second: Store) -> None:
    names = await finished(store, 30)
    await asyncio.gather(
        *(seal_all((store, second)[n % 2], "DEMO", 5000) for n in range(6)),
        append(store, "DEMO", draft("pledge", "p1", {}), 5000),
        append(second, "DEMO", draft("pledge", "p2", {}), 5000),
    )
    stored = await entries(store)
    assert sorted(one.subject for one in stored) == sorted([*names, "p1", "p2"])
    assert await faults(store) == []
    assert await store.ledger.unsealed("DEMO", 99) == []


async def test_attempts_that_were_marked_as_waiting_again_are_not_entered_twice(
    store: Store,
) -> None:
    await finished(store, 3)
    await seal_all(store, "DEMO", 5000)
    await execute(store.database, "UPDATE attempts SET sealed = 0")
    await finished(store, 2, first=3)
    assert await seal_all(store, "DEMO", 6000) == 5
    assert len(await entries(store)) == 5
    assert await faults(store) == []


async def test_no_entry_says_who(store: Store) -> None:
    await finished(store, 3)
    await seal_all(store, "DEMO", 5000)
    said = repr(await entries(store))
    assert "Orang" not in said
    assert "11001" not in said
    assert "11001" in repr([tuple(row) for row in await execute(store.database, PEOPLE)])


PEOPLE = "SELECT person FROM attempts ORDER BY person"


async def test_an_entry_outlives_the_person(store: Store) -> None:
    await finished(store, 3)
    await seal_all(store, "DEMO", 5000)
    before = await entries(store)
    for table in ("answers", "attempts"):
        await execute(store.database, f"DELETE FROM {table}")
    await append(store, "DEMO", draft("erasure", before[0].subject, {}), 6000)
    assert (await entries(store))[:3] == before
    assert await faults(store) == []


async def test_a_checkpoint_is_the_signed_end_with_all_that_waited(store: Store) -> None:
    await finished(store, 3)
    made = await checkpoint(store, "DEMO", KEY, 5000)
    last = (await entries(store))[-1]
    assert (made.agency, made.number, made.hash) == ("DEMO", 3, last.hash)
    assert (made.at, made.key) == (5000, KEY.id)
    known = {KEY.id: KEY.public}
    read = read_checkpoint(made.line())
    assert verify(CHECKPOINT, read.message, Signature(read.key, read.signature), known) == "good"


async def test_an_empty_ledger_has_no_checkpoint(store: Store) -> None:
    with pytest.raises(LedgerError, match="LAIN has no entry"):
        await checkpoint(store, "LAIN", KEY, 5000)
    with pytest.raises(LedgerError, match="no agency TIADA"):
        await checkpoint(store, "TIADA", KEY, 5000)
