"""Units are renamed, merged and closed; what was done in them stays."""

from __future__ import annotations

from dataclasses import replace

from bot.agencies.agency import Agency, Unit
from bot.agencies.roster import Line
from bot.agencies.tree import Tree
from bot.store.agencies import Changes
from bot.store.roster import Standing, Work
from bot.store.store import Store
from tests.store.cast import ANI, BUDI, DEMO, KEUANGAN, SATU, UMUM, attempt, complete

ARSIP = Unit("DEMO", "ARSIP", "Arsip", "KEU")


async def parents(store: Store) -> dict[str, str | None]:
    return {unit.code: unit.parent for unit in await store.agencies.units("DEMO")}


async def test_what_an_agency_and_a_unit_are_like_is_kept(store: Store) -> None:
    agency = replace(DEMO, kind="kota", zone="WITA", province="51", headcount=120)
    unit = replace(UMUM, kind="bagian", zone="WIT", province="91", headcount=0)
    await store.agencies.put([agency], [unit])
    assert await store.agencies.get("DEMO") == agency
    assert await store.agencies.unit("DEMO", "UMUM") == unit


async def test_what_an_import_does_not_say_stays(store: Store) -> None:
    await store.agencies.put([replace(DEMO, zone="WITA", headcount=120)], [])
    done = await store.agencies.put([DEMO], [replace(UMUM, headcount=5)])
    assert done.agencies == Changes(0, 0, 1)
    assert done.units == Changes(0, 1, 0)
    assert await store.agencies.get("DEMO") == replace(DEMO, zone="WITA", headcount=120)


async def test_a_new_name_keeps_the_code(store: Store) -> None:
    assert await store.units.rename("DEMO", "KEU", "Bagian Keuangan")
    assert not await store.units.rename("DEMO", "KEU", "Bagian Keuangan")
    assert not await store.units.rename("DEMO", "SATU", "Milik LAIN")
    assert await store.agencies.unit("DEMO", "KEU") == replace(KEUANGAN, name="Bagian Keuangan")
    assert await store.agencies.unit("LAIN", "SATU") == SATU
    assert await store.units.rename_agency("DEMO", "Dinas Baru")
    assert await store.agencies.get("DEMO") == Agency("DEMO", "Dinas Baru")


async def test_a_closed_unit_is_closed_once_and_no_import_changes_it(store: Store) -> None:
    assert await store.units.close("DEMO", "KEU", 90)
    assert not await store.units.close("DEMO", "KEU", 91)
    closed = replace(KEUANGAN, closed_at=90)
    done = await store.agencies.put([DEMO], [replace(KEUANGAN, name="Lain")])
    assert done.units == Changes(0, 0, 1)
    assert await store.agencies.unit("DEMO", "KEU") == closed


async def test_a_merge_takes_people_entries_and_units_along(store: Store) -> None:
    await store.agencies.put([], [ARSIP, Unit("DEMO", "BARU", "Bagian Baru")])
    line = Line("e", "0001", "Rina", "KEU")
    await store.roster.rewrite(Work("DEMO", 0, [line], [], [], 40, "missing"))
    assert await store.units.merge("DEMO", "KEU", "BARU", 90)
    person = (await store.people.state(BUDI.id)).person
    assert person == replace(BUDI, unit="BARU")
    assert (await store.people.state(ANI.id)).person == ANI
    found = await store.roster.get("DEMO", "e")
    assert found is not None
    assert found.unit == "BARU"
    assert await parents(store) == {"ARSIP": "BARU", "BARU": None, "KEU": "BARU", "UMUM": None}
    assert await store.agencies.unit("DEMO", "KEU") == replace(
        KEUANGAN, parent="BARU", closed_at=90, merged_into="BARU"
    )


async def test_what_was_done_in_a_merged_unit_is_found_below_the_other(store: Store) -> None:
    await complete(store, attempt(BUDI))
    assert await store.units.merge("DEMO", "KEU", "UMUM", 90)
    counted = {c.unit: c.completed for c in await store.tallies.of_agency("DEMO") if c.module}
    below = [unit.code for unit in Tree(await store.agencies.units("DEMO")).below("UMUM")]
    assert sum(counted.get(code, 0) for code in below) == 1


async def test_a_unit_may_go_into_one_below_it(store: Store) -> None:
    await store.agencies.put([], [ARSIP])
    assert await store.units.merge("DEMO", "UMUM", "ARSIP", 90, below=True)
    assert await parents(store) == {"ARSIP": None, "KEU": "ARSIP", "UMUM": "ARSIP"}


async def test_a_merge_needs_two_open_units_of_the_agency(store: Store) -> None:
    assert not await store.units.merge("DEMO", "KEU", "KEU", 90)
    assert not await store.units.merge("DEMO", "KEU", "SATU", 90)
    assert not await store.units.merge("LAIN", "KEU", "SATU", 90)
    await store.units.close("DEMO", "UMUM", 90)
    assert not await store.units.merge("DEMO", "KEU", "UMUM", 91)
    assert (await store.people.state(BUDI.id)).person == BUDI
    assert await store.agencies.unit("DEMO", "KEU") == KEUANGAN


async def test_a_change_of_units_makes_reports_of_before_stale(store: Store) -> None:
    await store.units.close("DEMO", "KEU", 90)
    assert await store.roster.standing("DEMO") == Standing(1, None)
    assert not await store.roster.rewrite(Work("DEMO", 0, [], [], [], 91, "missing"))
