"""Agencies and units come from an import, which may be run again."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.agencies.agency import Agency, Unit
from bot.errors import StoreError
from bot.store.agencies import Changes, Imported
from bot.store.store import Store
from tests.store.cast import DEMO, KEUANGAN, LAIN, SATU, UMUM


async def test_lists_are_sorted_by_code(empty: Store) -> None:
    many = [Agency(code, f"Instansi {code}") for code in ("b", "B", "a-1", "A", "Z")]
    await empty.agencies.put(many, [])
    assert [agency.code for agency in await empty.agencies.all()] == ["A", "B", "Z", "a-1", "b"]


async def test_each_is_found_by_its_code(store: Store) -> None:
    assert await store.agencies.all() == [DEMO, LAIN]
    assert await store.agencies.get("DEMO") == DEMO
    assert await store.agencies.get("TIADA") is None


async def test_units_belong_to_their_agency(store: Store) -> None:
    assert await store.agencies.units("DEMO") == [KEUANGAN, UMUM]
    assert await store.agencies.units("LAIN") == [SATU]
    assert await store.agencies.unit("DEMO", "KEU") == KEUANGAN
    assert await store.agencies.unit("LAIN", "KEU") is None


async def test_an_import_says_what_it_did(store: Store) -> None:
    done = await store.agencies.put(
        [DEMO, replace(LAIN, name="Dinas Lain Baru"), Agency("BARU", "Badan Baru")],
        [UMUM, replace(KEUANGAN, parent=None), SATU, Unit("BARU", "X", "Bagian X", "Y")],
    )
    assert done == Imported(Changes(1, 1, 1), Changes(1, 1, 2))
    assert await store.agencies.get("LAIN") == Agency("LAIN", "Dinas Lain Baru")
    assert await store.agencies.unit("DEMO", "KEU") == replace(KEUANGAN, parent=None)


async def test_the_same_import_again_changes_nothing(store: Store) -> None:
    done = await store.agencies.put([DEMO, LAIN], [UMUM, KEUANGAN, SATU])
    assert done == Imported(Changes(0, 0, 2), Changes(0, 0, 3))


async def test_nothing_to_import_is_no_error(store: Store) -> None:
    assert await store.agencies.put([], []) == Imported(Changes(0, 0, 0), Changes(0, 0, 0))


async def test_of_two_rows_with_one_code_the_last_counts(empty: Store) -> None:
    done = await empty.agencies.put([DEMO, replace(DEMO, name="Terakhir")], [])
    assert done.agencies == Changes(1, 0, 0)
    assert await empty.agencies.all() == [Agency("DEMO", "Terakhir")]


async def test_an_import_is_all_or_nothing(store: Store) -> None:
    with pytest.raises(StoreError):
        await store.agencies.put([Agency("BARU", "Badan Baru")], [Unit("TIADA", "X", "X")])
    assert await store.agencies.get("BARU") is None


async def test_a_large_import_costs_few_round_trips(empty: Store) -> None:
    agencies = [Agency(f"K-{n:03}", f"Kabupaten {n}") for n in range(200)]
    units = [Unit(agency.code, f"U{n}", f"Unit {n}") for agency in agencies for n in range(5)]
    before = empty.database.round_trips
    done = await empty.agencies.put(agencies, units)
    assert done == Imported(Changes(200, 0, 0), Changes(1000, 0, 0))
    assert empty.database.round_trips - before <= 6
    assert len(await empty.agencies.units("K-199")) == 5


async def test_two_imports_at_once_do_not_wait_for_each_other_forever(
    store: Store, second: Store
) -> None:
    agencies = [Agency(f"K-{n:03}", "lama") for n in range(100)]
    await store.agencies.put(agencies, [])
    renamed = [replace(agency, name="baru") for agency in agencies]
    one, other = await asyncio.gather(
        store.agencies.put(renamed, []), second.agencies.put(reversed(renamed), [])
    )
    assert one.agencies.changed + other.agencies.changed == 100
    assert {a.name for a in await store.agencies.all() if a.code[0] == "K"} == {"baru"}
