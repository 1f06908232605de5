"""What the store decides about exams: how often, how soon, and what closes with them."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.quiz.attempt import Answer, Attempt, Item
from bot.quiz.exam import Sitting
from bot.store.store import Store
from tests.store.cast import ANI, BUDI, answer, attempt, begin

MORE = Item("foto-jari-kembar", 1, ("b", "a"))


def exam(name: str, at: int, **changes: str) -> Attempt:
    return replace(attempt(name=name, started_at=at), kind="ujian", **changes)  # type: ignore[arg-type]


async def sit(store: Store, one: Attempt, *, per_day: int = 2, rested: int = 10_000) -> bool:
    return await store.attempts.sit(one, per_day, 0, rested)


async def test_no_more_than_so_many_a_day_whether_given_up_or_not(store: Store) -> None:
    for n in range(2):
        assert await sit(store, exam(f"a{n}", 100 + n))
        assert await store.attempts.abandon(f"a{n}", ANI.id, 200 + n)
    assert not await sit(store, exam("a2", 300))
    assert (await store.people.state(ANI.id)).attempt == replace(exam("a1", 101), finished_at=201)
    assert await sit(store, exam("a2", 300), per_day=3)


async def test_those_of_yesterday_do_not_count(store: Store) -> None:
    assert await sit(store, exam("a0", 100))
    assert await store.attempts.abandon("a0", ANI.id, 200)
    assert not await store.attempts.sit(exam("a1", 300), 1, 100, 10_000)
    assert await store.attempts.sit(exam("a1", 300), 1, 101, 10_000)


async def test_not_before_the_rest_is_over(store: Store) -> None:
    assert await sit(store, exam("a0", 100))
    assert await store.attempts.abandon("a0", ANI.id, 200)
    assert not await sit(store, exam("a1", 300), rested=199)
    assert await sit(store, exam("a1", 300), rested=200)


async def test_only_exams_of_this_person_and_module_count(store: Store) -> None:
    await begin(store, answered=1)
    await store.attempts.abandon("a1", ANI.id, 150)
    assert await sit(store, exam("a2", 200, module="lain"), per_day=1)
    await store.attempts.abandon("a2", ANI.id, 250)
    assert await sit(store, replace(exam("a3", 260), person=BUDI.id, unit=BUDI.unit), per_day=1)
    assert await sit(store, exam("a4", 300), per_day=1, rested=0)
    assert await store.attempts.sittings(ANI.id, "dasar", 5) == [Sitting(300, None)]


async def test_none_begins_beside_an_open_attempt(store: Store) -> None:
    await begin(store)
    assert not await sit(store, exam("a2", 200))


async def test_of_many_at_once_on_two_workers_one_begins(store: Store, second: Store) -> None:
    tries = [
        sit((store, second)[n % 2], exam(f"a{n}", 100 + n), per_day=1, rested=0) for n in range(12)
    ]
    assert sum(await asyncio.gather(*tries)) == 1


async def test_the_sittings_come_newest_first(store: Store) -> None:
    for n in range(3):
        assert await sit(store, exam(f"a{n}", 100 + n), per_day=9)
        assert await store.attempts.abandon(f"a{n}", ANI.id, 200 + n)
    found = await store.attempts.sittings(ANI.id, "dasar", 2)
    assert found == [Sitting(102, 202), Sitting(101, 201)]


async def test_an_attempt_grows_with_its_answer_and_ends_with_what_it_grew_to(store: Store) -> None:
    begun = await begin(store)
    items = (*begun.items, MORE)
    assert await store.attempts.answer("a1", ANI.id, answer(0), items)
    found = (await store.people.state(ANI.id)).attempt
    assert found == replace(begun, items=items, answers=(answer(0),))
    assert await store.attempts.answer("a1", ANI.id, answer(1))
    assert not await store.attempts.answer_and_finish("a1", ANI.id, answer(2), 9, True, 400)
    assert await store.attempts.answer("a1", ANI.id, answer(2))
    assert await store.attempts.answer_and_finish("a1", ANI.id, answer(3), 9, True, 400)


async def test_it_does_not_grow_by_an_answer_that_lost(store: Store) -> None:
    begun = await begin(store, answered=1)
    assert not await store.attempts.answer("a1", ANI.id, answer(0), (*begun.items, MORE))
    assert not await store.attempts.answer("a1", BUDI.id, answer(1), (*begun.items, MORE))
    assert (await store.people.state(ANI.id)).attempt == begun


async def test_everything_that_is_missing_is_stored_with_the_end(store: Store) -> None:
    begun = await begin(store, answered=1)
    blank = tuple(Answer(step, (), 0, 900) for step in (1, 2))
    assert await store.attempts.finish("a1", ANI.id, blank, 33, False, 900)
    assert (await store.people.state(ANI.id)).attempt == replace(
        begun, answers=(*begun.answers, *blank), finished_at=900, score=33, passed=False
    )


async def test_an_end_with_too_few_or_other_answers_stores_nothing(store: Store) -> None:
    begun = await begin(store, answered=1)
    for steps in ((1,), (2,), (0, 1, 2), (1, 2, 3)):
        blank = [Answer(step, (), 0, 900) for step in steps]
        assert not await store.attempts.finish("a1", ANI.id, blank, 33, False, 900)
        assert (await store.people.state(ANI.id)).attempt == begun
