"""What a person did before: for the next draw and for the progress screen."""

from __future__ import annotations

from dataclasses import replace

from bot.quiz.attempt import Item
from bot.store.attempts import Best
from bot.store.store import Store
from tests.store.cast import ANI, BUDI, CITRA, ITEMS, attempt, begin, complete


def drawn(name: str) -> tuple[Item, ...]:
    return (Item(name, 1, ("a", "b")), *ITEMS[1:])


async def test_an_attempt_is_found_by_its_owner_only(store: Store) -> None:
    begun = await begin(store, ANI, answered=2)
    assert await store.attempts.get("a1", ANI.id) == begun
    assert await store.attempts.get("a1", BUDI.id) is None
    assert await store.attempts.get("a2", ANI.id) is None


async def test_recent_items_come_newest_first_and_end_at_the_limit(store: Store) -> None:
    for day in (1, 3, 2):
        shown = replace(attempt(name=f"a{day}", started_at=day), items=drawn(f"hari-{day}"))
        await complete(store, shown)
    recent = await store.attempts.recent_items(ANI.id, "dasar", 2)
    assert recent == [drawn("hari-3"), drawn("hari-2")]


async def test_recent_items_are_of_this_person_and_module(store: Store) -> None:
    await complete(store, attempt(module="lain"))
    await begin(store, BUDI)
    assert await store.attempts.recent_items(ANI.id, "dasar", 9) == []


async def test_items_of_an_attempt_under_way_count_as_shown(store: Store) -> None:
    await begin(store)
    assert await store.attempts.recent_items(ANI.id, "dasar", 9) == [ITEMS]


async def test_who_began_nothing_has_no_best(store: Store) -> None:
    await complete(store, attempt(BUDI))
    assert await store.attempts.best(ANI.id) == []


async def test_the_best_of_several_attempts_is_shown_per_module(store: Store) -> None:
    await complete(store, attempt(name="a1"), 40, passed=False, at=300)
    await complete(store, attempt(name="a2"), 90, passed=True, at=500)
    await complete(store, attempt(name="a3"), 70, passed=False, at=700)
    await complete(store, attempt(name="b1", module="asn"), 30, passed=False, at=900)
    assert await store.attempts.best(ANI.id) == [
        Best("asn", 1, 30, False, 900),
        Best("dasar", 3, 90, True, 700),
    ]


async def test_an_attempt_without_a_score_counts_but_achieves_nothing(store: Store) -> None:
    await begin(store)
    assert await store.attempts.best(ANI.id) == [Best("dasar", 1, None, False, None)]
    await store.attempts.abandon("a1", ANI.id, 900)
    assert await store.attempts.best(ANI.id) == [Best("dasar", 1, None, False, None)]


async def test_two_people_may_have_attempts_of_one_name(store: Store) -> None:
    await complete(store, attempt(ANI), 10, passed=False)
    await complete(store, attempt(CITRA), 90)
    assert [best.score for best in await store.attempts.best(ANI.id)] == [10]
    assert [best.score for best in await store.attempts.best(CITRA.id)] == [90]
