"""Answers for statistics: each person's first finished attempt of a module, of all agencies."""

from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.agencies.people import Person
from bot.quiz.attempt import Attempt
from bot.quiz.statistics import Taken, Track
from bot.store.store import Store
from tests.store.cast import ANI, BUDI, CITRA, ITEMS, answer, attempt, begin, complete
from tests.store.raw import execute


async def read(store: Store, module: str = "", size: int = 500) -> list[Taken]:
    return [taken async for page in store.statistics.pages(module, size) for taken in page]


async def test_an_attempt_comes_with_its_answers_and_its_content(store: Store) -> None:
    await complete(store, attempt(started_at=150))
    assert await read(store) == [
        Taken(
            Track("dasar", "latihan"),
            "c0ffee",
            tuple(item.scenario for item in ITEMS),
            150,
            (answer(0), answer(1), answer(2)),
        )
    ]


def test_nothing_of_it_says_whose_it_is() -> None:
    assert {field.name for field in fields(Taken)} == {
        "track",
        "content",
        "scenarios",
        "started_at",
        "answers",
        "repeats",
    }


async def test_all_agencies_come_together(store: Store) -> None:
    for person in (ANI, BUDI, CITRA):
        await complete(store, attempt(person))
    assert len(await read(store)) == 3


async def test_what_was_marked_and_what_was_left_empty_comes_as_it_was(store: Store) -> None:
    begun = attempt()
    await store.attempts.start(begun)
    said = (replace(answer(0), chosen=("a", "c")), replace(answer(1), chosen=()), answer(2, "b"))
    for each in said[:2]:
        await store.attempts.answer(begun.id, ANI.id, each)
    await store.attempts.answer_and_finish(begun.id, ANI.id, said[2], 33, False, 300)
    [taken] = await read(store)
    assert taken.answers == said


async def test_attempts_without_a_score_do_not_count(store: Store) -> None:
    await begin(store, ANI, answered=2)
    await begin(store, BUDI, answered=2)
    await store.attempts.abandon("a1", BUDI.id, 300)
    assert await read(store) == []


async def test_the_first_to_be_finished_counts_and_the_others_are_numbered(store: Store) -> None:
    await complete(store, attempt(name="later", started_at=50), at=900)
    await complete(store, attempt(name="first", started_at=100), at=400)
    await complete(store, attempt(name="third", started_at=200), at=950)
    [taken] = await read(store)
    assert (taken.started_at, taken.repeats) == (100, 2)


async def test_of_two_that_end_in_the_same_millisecond_one_counts(store: Store) -> None:
    await complete(store, attempt(name="b", started_at=1), at=400)
    await complete(store, attempt(name="a", started_at=2), at=400)
    assert [(taken.started_at, taken.repeats) for taken in await read(store)] == [(2, 1)]


async def test_an_abandoned_attempt_before_it_takes_nothing_from_the_first(store: Store) -> None:
    await begin(store, answered=1)
    await store.attempts.abandon("a1", ANI.id, 200)
    await complete(store, attempt(name="a2", started_at=300), at=400)
    assert [(taken.started_at, taken.repeats) for taken in await read(store)] == [(300, 0)]


async def test_each_module_has_its_own_first(store: Store) -> None:
    await complete(store, attempt(name="a1", module="dasar"), at=300)
    await complete(store, attempt(name="a2", module="lanjut"), at=400)
    assert sorted(taken.track.module for taken in await read(store)) == ["dasar", "lanjut"]
    assert [taken.track.module for taken in await read(store, "lanjut")] == ["lanjut"]
    assert await read(store, "takada") == []


async def test_practice_and_exam_have_each_their_own_first(store: Store) -> None:
    exam = replace(attempt(name="exam", started_at=500), kind="ujian")
    await complete(store, attempt(name="a1"), at=300)
    await complete(store, attempt(name="a2", started_at=310), at=400)
    await complete(store, exam, at=600)
    found = {taken.track.kind: (taken.started_at, taken.repeats) for taken in await read(store)}
    assert found == {"latihan": (100, 1), "ujian": (500, 0)}


async def test_an_attempt_without_answers_does_not_end_the_reading(store: Store) -> None:
    for person in (ANI, BUDI, CITRA):
        await complete(store, attempt(person))
    await execute(store.database, f"DELETE FROM answers WHERE person < {CITRA.id}")
    assert [len(taken.answers) for taken in await read(store, size=1)] == [0, 0, 3]


tries = st.lists(
    st.tuples(
        st.sampled_from([ANI, BUDI, CITRA]), st.sampled_from(["dasar", "asn"]), st.booleans()
    ),
    max_size=10,
)


@given(tries, st.integers(1, 5))
@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_pages_of_any_size_give_each_first_attempt_once(
    store: Store, made: list[tuple[Person, str, bool]], size: int
) -> None:
    for table in ("answers", "attempts"):
        await execute(store.database, f"DELETE FROM {table}")
    firsts: dict[tuple[int, str], Attempt] = {}
    for number, (person, module, finished) in enumerate(made):
        # Ids run against time, so that the order of reading is not that of finishing.
        each = attempt(person, f"t{99 - number}", module=module, started_at=1000 * number)
        if finished:
            await complete(store, each, at=1000 * number + 10)
            firsts.setdefault((person.id, module), each)
        else:
            await store.attempts.start(each)
            await store.attempts.abandon(each.id, person.id, 1000 * number + 10)
    found = await read(store, size=size)
    assert sorted(t.started_at for t in found) == sorted(a.started_at for a in firsts.values())
    assert all(len(taken.answers) == 3 for taken in found)
    assert sum(taken.repeats for taken in found) == sum(done for *_, done in made) - len(firsts)
