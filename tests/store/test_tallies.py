"""An agency sees how many of its people completed, per unit and module, each person once."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.agencies.agency import Agency, Unit
from bot.agencies.people import Person
from bot.agencies.tally import Count, ModuleCount
from bot.quiz.attempt import Attempt
from bot.store.store import Store
from bot.store.tallies import Total
from tests.store.cast import ANI, BUDI, CITRA, attempt, begin, complete
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


UNITS = [("DEMO", "UMUM"), ("DEMO", "KEU"), ("DEMO", None), ("LAIN", "SATU"), ("LAIN", None)]
places = st.sampled_from(UNITS)
tries = st.lists(
    st.tuples(st.integers(0, 3), places, st.sampled_from(["dasar", "asn"]), st.integers(0, 3)),
    max_size=12,
)


@given(tries, st.lists(st.tuples(places, st.booleans()), min_size=4, max_size=4))
@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_tallies_agree_with_a_recount_by_hand(
    store: Store,
    made: list[tuple[int, tuple[str, str | None], str, int]],
    homes: list[tuple[tuple[str, str | None], bool]],
) -> None:
    for table in ("answers", "attempts", "consents", "people"):  # each example starts with nobody
        await execute(store.database, f"DELETE FROM {table}")
    people = [
        replace(ANI, id=n, agency=agency, unit=unit, registered_at=1 if done else None)
        for n, ((agency, unit), done) in enumerate(homes)
    ]
    for person in people:
        await store.people.add(person)
    tried = [
        (replace(attempt(name=f"t{n}", module=module), person=who, agency=a, unit=u), end)
        for n, (who, (a, u), module, end) in enumerate(made)
    ]
    for each, end in tried:
        if end < 2:
            await store.attempts.start(each)
            await store.attempts.abandon(each.id, each.person, 300)
        else:
            await complete(store, each, passed=end == 3)
    for agency in ("DEMO", "LAIN"):
        assert await store.tallies.of_agency(agency) == _recount(agency, people, tried)


def _recount(agency: str, people: list[Person], tried: list[tuple[Attempt, int]]) -> list[Count]:
    members = [p.unit for p in people if p.agency == agency and p.registered_at is not None]
    here = [(each, end) for each, end in tried if each.agency == agency]
    rows = [Count(unit, "", members.count(unit), 0, 0, 0) for unit in set(members)]
    for unit, module in {(each.unit, each.module) for each, _ in here}:
        mine = [(e.person, end) for e, end in here if (e.unit, e.module) == (unit, module)]
        reached = [len({who for who, end in mine if end >= level}) for level in (0, 2, 3)]
        rows.append(Count(unit, module, members.count(unit), *reached))
    return sorted(rows, key=lambda row: (row.unit or "", row.module))


async def test_who_changed_units_counts_in_both_but_once_in_the_agency(store: Store) -> None:
    await complete(store, attempt(name="a1"), passed=False)
    await complete(store, replace(attempt(name="a2"), unit="KEU"))
    started = {
        count.unit: count.started for count in await store.tallies.of_agency("DEMO") if count.module
    }
    assert started == {"UMUM": 1, "KEU": 1}
    assert await store.tallies.modules_of("DEMO") == [ModuleCount("dasar", 1, 1, 1)]
    assert await store.tallies.modules_of("LAIN") == []
