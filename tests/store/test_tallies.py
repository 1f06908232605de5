"""An agency sees how many of its people completed, per unit and module, each person once."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.agencies.agency import Agency, Unit
from bot.agencies.roster import Line
from bot.agencies.tally import Count, ModuleCount, MonthCount
from bot.store.roster import Work
from bot.store.store import Store
from bot.store.tallies import Total
from tests.store.cast import ANI, BUDI, CITRA, answer, attempt, begin, complete
from tests.store.raw import execute


async def test_registered_people_appear_before_anyone_began(store: Store) -> None:
    assert await store.tallies.of_agency("DEMO") == [
        Count("KEU", "", 1, 0, 0, 0),
        Count("UMUM", "", 1, 0, 0, 0),
    ]


async def test_an_unknown_agency_has_no_counts(store: Store) -> None:
    assert await store.tallies.of_agency("TIADA") == []


async def test_people_without_a_unit_have_their_own_row(store: Store) -> None:
    await store.people.add(replace(ANI, id=50, unit=None))
    await complete(store, replace(attempt(), person=50, unit=None))
    assert await store.tallies.of_agency("DEMO") == [
        Count(None, "", 1, 0, 0, 0),
        Count(None, "dasar", 1, 1, 1, 1),
        Count("KEU", "", 1, 0, 0, 0),
        Count("UMUM", "", 1, 0, 0, 0),
    ]


async def test_who_is_not_registered_yet_is_not_counted(store: Store) -> None:
    await store.people.add(replace(ANI, id=50, registered_at=None))
    assert Count("UMUM", "", 1, 0, 0, 0) in await store.tallies.of_agency("DEMO")


async def test_a_person_counts_once_however_many_attempts(store: Store) -> None:
    await complete(store, attempt(name="a1"), 10, passed=False)
    await complete(store, attempt(name="a2"), 90, passed=True)
    await complete(store, attempt(name="a3"), 20, passed=False)
    assert await store.attempts.start(attempt(name="a4"))
    assert Count("UMUM", "dasar", 1, 1, 1, 1) in await store.tallies.of_agency("DEMO")


async def test_starting_completing_and_passing_are_three_things(store: Store) -> None:
    for number, name in enumerate(["begun", "abandoned", "failed", "passed"], start=50):
        await store.people.add(replace(ANI, id=number))
        tried = replace(attempt(name=name), person=number)
        if name in ("begun", "abandoned"):
            await store.attempts.start(tried)
            if name == "abandoned":
                await store.attempts.abandon(name, number, 300)
        else:
            await complete(store, tried, passed=name == "passed")
    assert Count("UMUM", "dasar", 5, 4, 2, 1) in await store.tallies.of_agency("DEMO")


async def test_modules_are_counted_apart(store: Store) -> None:
    await complete(store, attempt(name="a1", module="asn"))
    await begin(store, BUDI)
    assert await store.tallies.of_agency("DEMO") == [
        Count("KEU", "", 1, 0, 0, 0),
        Count("KEU", "dasar", 1, 1, 0, 0),
        Count("UMUM", "", 1, 0, 0, 0),
        Count("UMUM", "asn", 1, 1, 1, 1),
    ]


async def test_a_move_takes_the_person_along_but_not_the_completion(store: Store) -> None:
    await complete(store, attempt())
    await store.people.move(ANI.id, "LAIN")
    await store.people.register(ANI.id, "SATU", 900)
    assert await store.tallies.of_agency("DEMO") == [
        Count("KEU", "", 1, 0, 0, 0),
        Count("UMUM", "dasar", 0, 1, 1, 1),
    ]
    assert await store.tallies.of_agency("LAIN") == [Count("SATU", "", 2, 0, 0, 0)]


async def test_nobody_sees_another_agencys_people(store: Store) -> None:
    before = await store.tallies.of_agency("DEMO")
    await store.agencies.put([], [Unit("LAIN", "UMUM", "The same code as in DEMO")])
    await store.people.add(replace(CITRA, id=60, unit="UMUM"))
    await complete(store, replace(attempt(CITRA), person=60, unit="UMUM"))
    assert await store.tallies.of_agency("DEMO") == before


async def test_national_totals_count_each_person_once_per_agency(store: Store) -> None:
    await store.agencies.put([Agency("SEPI", "Nobody is here")])
    await complete(store, attempt(name="a1", module="asn"))
    await complete(store, attempt(name="a2", module="dasar"), passed=False)
    await begin(store, BUDI)
    assert await store.tallies.national() == [
        Total("DEMO", 2, 2, 1, 1),
        Total("LAIN", 1, 0, 0, 0),
        Total("SEPI", 0, 0, 0, 0),
    ]


async def test_who_changed_units_counts_in_both_but_once_in_the_agency(store: Store) -> None:
    await complete(store, attempt(name="a1"), passed=False)
    await complete(store, replace(attempt(name="a2"), unit="KEU"))
    started = {
        count.unit: count.started for count in await store.tallies.of_agency("DEMO") if count.module
    }
    assert started == {"UMUM": 1, "KEU": 1}
    assert await store.tallies.modules_of("DEMO") == [ModuleCount("dasar", 1, 1, 1)]
    assert await store.tallies.modules_of("LAIN") == []


JANUARY, FEBRUARY, MARCH = 1_735_664_400_000, 1_738_342_800_000, 1_740_762_000_000
"""When these months of 2025 begin in Jakarta, in ms since 1970 UTC."""


async def test_months_begin_in_jakarta_and_count_people_once_each(store: Store) -> None:
    await complete(store, attempt(name="a1", started_at=JANUARY), at=FEBRUARY - 1, passed=False)
    await complete(store, attempt(name="a2", started_at=FEBRUARY - 1), at=FEBRUARY, passed=False)
    await complete(store, attempt(name="a3", started_at=FEBRUARY), at=MARCH - 1)
    await complete(store, attempt(name="a4", module="asn", started_at=FEBRUARY + 1), at=MARCH)
    assert await store.tallies.months_of("DEMO") == [
        MonthCount(202501, "", 1, 1, 0),
        MonthCount(202501, "dasar", 1, 1, 0),
        MonthCount(202502, "", 1, 1, 1),
        MonthCount(202502, "asn", 1, 0, 0),
        MonthCount(202502, "dasar", 1, 1, 1),
        MonthCount(202503, "", 0, 1, 1),
        MonthCount(202503, "asn", 0, 1, 1),
    ]
    assert await store.tallies.months_of("LAIN") == []


async def test_a_refused_write_counts_nothing(store: Store) -> None:
    before = await store.tallies.of_agency("DEMO")
    await store.people.add(ANI)
    assert not await store.people.register(ANI.id, "UMUM", 900)
    assert not await store.people.move(77, "LAIN")
    begun = await begin(store)
    assert not await store.attempts.start(attempt(name="a2"))
    assert not await store.attempts.answer_and_finish(begun.id, ANI.id, answer(0), 100, True, 300)
    [*same, umum] = await store.tallies.of_agency("DEMO")
    assert (same, umum) == (before, Count("UMUM", "dasar", 1, 1, 0, 0))


async def test_folding_changes_no_count_and_leaves_nothing(store: Store) -> None:
    await complete(store, attempt())
    before = await store.tallies.of_agency("DEMO"), await store.tallies.months_of("DEMO")
    assert await store.tallies.fold("b1", limit=1) > 0
    while await store.tallies.fold("b2", limit=3):
        assert (await store.tallies.of_agency("DEMO"), await store.tallies.months_of("DEMO")) == (
            before
        )
    assert (await store.tallies.of_agency("DEMO"), await store.tallies.months_of("DEMO")) == before
    assert await execute(store.database, "SELECT * FROM tally_changes") == []


async def test_two_workers_that_fold_at_once_count_nothing_twice(
    store: Store, second: Store
) -> None:
    for number in range(50, 70):
        await store.people.add(replace(ANI, id=number))
        await complete(store, replace(attempt(name=f"t{number}"), person=number))
    before = await store.tallies.of_agency("DEMO")
    await asyncio.gather(
        *(one.tallies.fold(f"b{n}", limit=40) for n in range(6) for one in (store, second))
    )
    assert await second.tallies.of_agency("DEMO") == before


async def registered(store: Store, agency: str) -> dict[str | None, int]:
    counts = await store.tallies.of_agency(agency)
    by_unit = {count.unit: count.registered for count in counts if count.module == ""}
    [total] = [one for one in await store.tallies.national() if one.agency == agency]
    assert total.registered == sum(by_unit.values())
    return by_unit


async def test_the_registered_follow_the_roster_and_their_claims(store: Store) -> None:
    entry = Line("e-rina", "1234", "Rina", "UMUM")
    await store.roster.rewrite(Work("DEMO", 0, [entry], [], [], 40, "missing"))
    assert await store.roster.claim("DEMO", "e-rina", CITRA.id, 70)
    assert await registered(store, "DEMO") == {"UMUM": 2, "KEU": 1}
    assert await registered(store, "LAIN") == {}
    changed = replace(entry, unit="KEU")
    await store.roster.rewrite(Work("DEMO", 1, [], [changed], [], 80, "missing"))
    assert await registered(store, "DEMO") == {"UMUM": 1, "KEU": 2}


async def test_the_registered_of_a_merged_unit_count_in_the_other(store: Store) -> None:
    await store.people.add(replace(BUDI, id=50))
    assert await store.units.merge("DEMO", "KEU", "UMUM", 90)
    assert await registered(store, "DEMO") == {"UMUM": 3}
    assert not await store.units.merge("DEMO", "KEU", "UMUM", 91)
    assert await registered(store, "DEMO") == {"UMUM": 3}
