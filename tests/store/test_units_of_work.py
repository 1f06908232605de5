"""A write is all or nothing, and one unit's failure is its own."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import StoreError, StoreUnavailable
from bot.store.database import Args, Step
from bot.store.store import Store
from tests.store.cast import ANI, answer, begin


def agency(code: str, name: str | None = "Instansi") -> Args:
    more = dict.fromkeys(("kind", "zone", "province", "headcount"))
    return {"code": code, "name": name, **more}


async def codes(store: Store) -> list[str]:
    return [each.code for each in await store.agencies.all()]


async def test_each_step_gives_its_rows(empty: Store) -> None:
    first, second, third = await empty.database.write(
        Step("agency_add", agency("A")),
        Step("agency_add", agency("A")),
        Step("agency_add", [agency("B"), agency("A"), agency("C")]),
    )
    assert ([row["code"] for row in first], second) == (["A"], [])
    assert [row["code"] for row in third] == ["B", "C"]


async def test_a_failing_step_undoes_the_steps_before_it(empty: Store) -> None:
    with pytest.raises(StoreError):
        await empty.database.write(
            Step("agency_add", agency("A")), Step("agency_add", agency("B", None))
        )
    assert await codes(empty) == []


async def test_a_failing_row_undoes_the_rows_before_it(empty: Store) -> None:
    with pytest.raises(StoreError):
        await empty.database.write(Step("agency_add", [agency("A"), agency("")]))
    assert await codes(empty) == []


async def test_a_unit_whose_needed_step_gives_no_row_is_undone(empty: Store) -> None:
    rows = await empty.database.write(
        Step("agency_add", agency("A")),
        Step("agency_change", agency("TIADA"), needed=True),
        Step("agency_add", agency("B")),
    )
    assert rows == [[], [], []]
    assert await codes(empty) == []


async def test_a_needed_step_that_gives_a_row_lets_the_unit_pass(empty: Store) -> None:
    rows = await empty.database.write(
        Step("agency_add", agency("A"), needed=True), Step("agency_add", agency("B"))
    )
    assert [len(each) for each in rows] == [1, 1]
    assert await codes(empty) == ["A", "B"]


async def test_units_at_once_fail_alone(empty: Store) -> None:
    names = [None if n % 3 == 0 else "x" for n in range(30)]
    outcomes = await asyncio.gather(
        *(
            empty.database.write(Step("agency_add", agency(f"{n:02}", name)))
            for n, name in enumerate(names)
        ),
        return_exceptions=True,
    )
    failed = [isinstance(outcome, StoreError) for outcome in outcomes]
    assert failed == [name is None for name in names]
    assert await codes(empty) == [f"{n:02}" for n in range(30) if n % 3]


async def test_the_store_works_on_after_a_refusal(store: Store) -> None:
    with pytest.raises(StoreError):
        await store.database.write(Step("agency_add", agency("X", None)))
    await begin(store, answered=1)


async def test_a_value_that_no_database_can_hold_is_refused_and_harms_nobody(
    store: Store,
) -> None:
    for impossible in ("half a sign: \ud83d", 2**70):
        with pytest.raises(StoreError):
            await store.database.write(Step("person_rename", {"id": ANI.id, "name": impossible}))
    await begin(store)


async def test_a_caller_that_gave_up_leaves_the_store_whole(store: Store) -> None:
    await begin(store)
    given_up = asyncio.ensure_future(store.attempts.answer("a1", ANI.id, answer(0)))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.gather(given_up, return_exceptions=True)
    await store.attempts.answer("a1", ANI.id, answer(0))
    found = await store.attempts.get("a1", ANI.id)
    assert found is not None
    assert found.answers == (answer(0),)


async def test_closing_waits_for_what_is_under_way(store: Store, second: Store) -> None:
    tasks = [asyncio.ensure_future(store.people.rename(ANI.id, f"Ani {n}")) for n in range(50)]
    await asyncio.sleep(0)
    await store.close()
    assert all(await asyncio.gather(*tasks))
    person = (await second.people.state(ANI.id)).person
    assert person is not None
    assert person.name.startswith("Ani ")


async def test_a_closed_store_says_so(store: Store) -> None:
    await store.close()
    await store.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        await store.people.state(ANI.id)
    with pytest.raises(StoreUnavailable, match="closed"):
        await store.people.rename(ANI.id, "X")


async def test_an_open_store_answers_a_ping(store: Store) -> None:
    before = store.database.round_trips
    await store.ping()
    assert store.database.round_trips == before + 1
