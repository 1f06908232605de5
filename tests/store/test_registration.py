"""A person registers step by step: language, employment, agency, unit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.agencies.people import Person
from bot.errors import StoreError
from bot.store.store import Store
from tests.store.cast import ANI, BUDI, CITRA, attempt, begin, complete

NEWCOMER = Person(77, "Dewi", "v1", 500)


async def person(store: Store, person_id: int) -> Person | None:
    return (await store.people.state(person_id)).person


async def test_nobody_is_known_before_consent(store: Store) -> None:
    assert await person(store, NEWCOMER.id) is None


async def test_a_person_comes_back_as_stored(store: Store) -> None:
    await store.people.add(NEWCOMER)
    assert await person(store, NEWCOMER.id) == NEWCOMER
    assert await person(store, CITRA.id) == CITRA


async def test_a_second_consent_overwrites_nothing(store: Store) -> None:
    await store.people.add(replace(ANI, name="Not Ani", consent="v2", language=None))
    assert await person(store, ANI.id) == ANI


async def test_registration_fills_one_field_after_another(store: Store) -> None:
    people = store.people
    await people.add(NEWCOMER)
    assert await people.set_language(77, "id")
    assert await people.set_employment(77, "ppnpn")
    assert await people.set_agency(77, "DEMO")
    assert await people.register(77, "KEU", 900)
    assert await person(store, 77) == Person(
        77, "Dewi", "v1", 500, "id", "ppnpn", "DEMO", "KEU", 900
    )


async def test_registration_without_a_unit_is_complete_too(store: Store) -> None:
    await store.people.add(replace(ANI, id=78, unit=None, registered_at=None))
    assert await store.people.register(78, None, 900)
    assert await person(store, 78) == replace(ANI, id=78, unit=None, registered_at=900)


@pytest.mark.parametrize("lacking", ["language", "employment", "agency"])
async def test_registration_does_not_end_while_something_is_missing(
    store: Store, lacking: str
) -> None:
    given: dict[str, Any] = {"unit": None, "registered_at": None, lacking: None}
    halfway = replace(ANI, id=79, **given)
    await store.people.add(halfway)
    assert not await store.people.register(79, None, 900)
    assert await person(store, 79) == halfway


async def test_registration_refuses_another_agencys_unit(store: Store) -> None:
    await store.people.add(replace(ANI, id=80, unit=None, registered_at=None))
    assert not await store.people.register(80, "SATU", 900)
    assert await store.people.register(80, "UMUM", 901)


async def test_registration_ends_once(store: Store) -> None:
    assert not await store.people.register(ANI.id, "KEU", 900)
    assert await person(store, ANI.id) == ANI


async def test_choosing_the_agency_again_clears_the_unit(store: Store) -> None:
    await store.people.add(replace(ANI, id=81, registered_at=None))
    assert await store.people.set_agency(81, "LAIN")
    assert await person(store, 81) == replace(
        ANI, id=81, agency="LAIN", unit=None, registered_at=None
    )


async def test_a_registered_person_moves_instead_of_choosing_again(store: Store) -> None:
    assert not await store.people.set_agency(ANI.id, "LAIN")
    assert await person(store, ANI.id) == ANI


async def test_an_unknown_agency_is_refused(store: Store) -> None:
    await store.people.add(NEWCOMER)
    with pytest.raises(StoreError):
        await store.people.set_agency(77, "TIADA")


async def test_a_move_asks_for_the_unit_again_and_leaves_attempts_where_they_were(
    store: Store,
) -> None:
    begun = await begin(store, ANI, answered=1)
    assert await store.people.move(ANI.id, "LAIN")
    state = await store.people.state(ANI.id)
    assert state.person == replace(ANI, agency="LAIN", unit=None, registered_at=None)
    assert state.person.missing() == "unit"
    assert state.attempt == begun
    assert await store.people.register(ANI.id, "SATU", 900)


async def test_only_the_registered_move(store: Store) -> None:
    await store.people.add(NEWCOMER)
    assert not await store.people.move(NEWCOMER.id, "LAIN")
    assert await person(store, NEWCOMER.id) == NEWCOMER


async def test_a_new_name_is_the_only_thing_that_changes(store: Store) -> None:
    await complete(store, attempt())
    before = await store.people.state(ANI.id)
    assert await store.people.rename(ANI.id, "Ani Lestari, S.H. 🌾")
    after = await store.people.state(ANI.id)
    assert after.person == replace(ANI, name="Ani Lestari, S.H. 🌾")
    assert after.attempt == before.attempt


async def test_changes_touch_one_person(store: Store) -> None:
    await store.people.set_language(ANI.id, "en")
    await store.people.set_employment(ANI.id, "cpns")
    await store.people.rename(ANI.id, "A")
    await store.people.move(ANI.id, "LAIN")
    assert await person(store, BUDI.id) == BUDI
    assert await person(store, CITRA.id) == CITRA


async def test_changes_of_nobody_say_so(store: Store) -> None:
    people = store.people
    assert not await people.set_language(5, "id")
    assert not await people.set_employment(5, "pns")
    assert not await people.set_agency(5, "DEMO")
    assert not await people.rename(5, "X")
    assert not await people.register(5, None, 1)
    assert not await people.move(5, "DEMO")


async def test_the_latest_news_of_reachability_wins_in_whatever_order_it_comes(
    store: Store,
) -> None:
    assert await store.people.set_reachable(ANI.id, False, 700)
    assert not await store.people.set_reachable(ANI.id, True, 600)
    assert await store.people.set_reachable(ANI.id, False, 700)
    assert await store.people.set_reachable(ANI.id, True, 800)
