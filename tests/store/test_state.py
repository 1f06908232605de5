"""The state of a person: all that a screen is made from, in one round trip."""

from __future__ import annotations

from dataclasses import replace

from bot.agencies.people import Person
from bot.quiz.attempt import Answer, Item
from bot.store.people import State
from bot.store.store import Store
from tests.store.cast import ANI, BUDI, CITRA, answer, attempt, begin, complete


async def test_a_stranger_has_neither_person_nor_attempt(store: Store) -> None:
    assert await store.people.state(5) == State(None, None)


async def test_a_newcomer_has_no_attempt(store: Store) -> None:
    assert await store.people.state(ANI.id) == State(ANI, None)


async def test_an_attempt_without_answers_has_its_items(store: Store) -> None:
    begun = await begin(store)
    assert await store.people.state(ANI.id) == State(ANI, begun)


async def test_an_attempt_has_its_answers_in_order(store: Store) -> None:
    begun = await begin(store, answered=2)
    assert begun.next_step == 2
    assert await store.people.state(ANI.id) == State(ANI, begun)


async def test_several_choices_and_signs_survive(store: Store) -> None:
    odd = replace(attempt(), items=(Item('a"b,c\\é🌾', 3, ("x", "y,z")),), unit=None, seed=2**62)
    given = Answer(0, ("y,z", '"', "x"), 50, 2**41)
    assert await store.attempts.start(odd)
    assert await store.attempts.answer(odd.id, ANI.id, given)
    assert (await store.people.state(ANI.id)).attempt == replace(odd, answers=(given,))


async def test_a_finished_attempt_has_its_score(store: Store) -> None:
    await complete(store, attempt(), 67, passed=False, at=400)
    found = (await store.people.state(ANI.id)).attempt
    answers = tuple(answer(step) for step in range(3))
    assert found == replace(attempt(), answers=answers, finished_at=400, score=67, passed=False)
    assert found.passed is False


async def test_the_latest_attempt_is_the_one_that_started_last(store: Store) -> None:
    await complete(store, attempt(name="new", started_at=900))
    await complete(store, attempt(name="old", started_at=100))
    found = (await store.people.state(ANI.id)).attempt
    assert found is not None
    assert found.id == "new"


async def test_an_open_attempt_is_the_latest_even_if_the_clock_went_back(store: Store) -> None:
    await complete(store, attempt(name="before", started_at=900))
    assert await store.attempts.start(attempt(name="open", started_at=100))
    found = (await store.people.state(ANI.id)).attempt
    assert found is not None
    assert found.id == "open"


async def test_states_do_not_mix(store: Store) -> None:
    of_ani = await begin(store, ANI, answered=2)
    of_citra = await begin(store, CITRA, answered=1)
    assert of_ani.id == of_citra.id
    assert await store.people.state(ANI.id) == State(ANI, of_ani)
    assert await store.people.state(CITRA.id) == State(CITRA, of_citra)
    assert await store.people.state(BUDI.id) == State(BUDI, None)


async def test_one_tap_costs_two_round_trips(store: Store) -> None:
    await begin(store)
    before = store.database.round_trips
    await store.people.state(ANI.id)
    await store.attempts.answer("a1", ANI.id, answer(0))
    assert store.database.round_trips == before + 2


async def test_what_was_written_is_read_at_once(store: Store) -> None:
    for number in range(50):
        await store.people.add(Person(number, f"Nomor {number}", "v1", 1))
        assert (await store.people.state(number)).person is not None
