"""A thing is told to a person once, however often it is planned."""

from __future__ import annotations

import asyncio

from bot.store.notices import Notice
from bot.store.store import Store
from tests.store.cast import ANI, BUDI
from tests.store.raw import execute


def notice(person: int = ANI.id, id_: str = "n1", subject: str = "k1", due_at: int = 5) -> Notice:
    return Notice(person, id_, "open", subject, "{}", due_at, "DEMO")


async def test_what_is_planned_twice_is_kept_as_it_was_first(store: Store) -> None:
    assert await store.notices.put(notice(), notice(BUDI.id, "n2")) == 2
    assert await store.notices.put(notice(id_="n3", due_at=9), notice(id_="n4", subject="k2")) == 1
    rows = await execute(store.database, "SELECT id, due_at, state FROM notices ORDER BY id")
    assert [tuple(row) for row in rows] == [
        ("n1", 5, "waiting"),
        ("n2", 5, "waiting"),
        ("n4", 5, "waiting"),
    ]


async def test_of_two_workers_that_plan_at_once_one_does(store: Store, second: Store) -> None:
    planned = await asyncio.gather(
        store.notices.put(notice()), second.notices.put(notice(id_="n2"))
    )
    assert sorted(planned) == [0, 1]
