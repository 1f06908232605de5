"""What goes wrong is told without names, ids, answers or passwords."""

from __future__ import annotations

import traceback
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import NetralError, SettingsError, StoreError, StoreUnavailable
from bot.store.database import Step
from bot.store.store import Store, open_store
from tests.store.cast import attempt, trace
from tests.store.raw import teach

SECRET = "Siti-Rahasia-4711"


def told(caught: pytest.ExceptionInfo[NetralError]) -> str:
    return "".join(traceback.format_exception(caught.value))


UNIT = {
    "code": "X",
    "name": "X",
    "parent": None,
    **dict.fromkeys(("kind", "zone", "province", "headcount")),
}


@pytest.mark.parametrize(
    ("query", "args"),
    [
        ("person_rename", {"id": 1, "name": SECRET + "\ud83d"}),
        ("person_rename", {"id": SECRET, "name": "x"}),
        ("content_put", {"hash": SECRET, "body": b"", "at": None}),
        ("unit_add", {**UNIT, "agency": SECRET}),
    ],
)
async def test_a_refused_value_is_not_repeated(
    store: Store, query: str, args: dict[str, str | int | bytes | None]
) -> None:
    if query == "person_rename":
        teach(store.database, "person_rename", "UPDATE people SET id = :id, name = :name")
    with pytest.raises(StoreError) as caught:
        await store.database.write(Step(query, args))
    assert SECRET not in told(caught)
    assert query in str(caught.value)
    assert type(caught.value) is StoreError, "trying again would not help"


async def test_a_taken_key_is_not_repeated(store: Store) -> None:
    await store.trail.add(trace(SECRET))
    with pytest.raises(StoreError) as caught:
        await store.trail.add(trace(SECRET))
    assert SECRET not in told(caught)
    assert "trail_add" in str(caught.value)


async def test_a_fault_in_a_statement_names_the_statement(store: Store) -> None:
    teach(store.database, "faulty", "SELECT nothing_of_the_kind FROM people")
    with pytest.raises(StoreError, match="faulty") as caught:
        await store.database.fetch("faulty")
    assert not isinstance(caught.value, StoreUnavailable)


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://netral:{SECRET}@127.0.0.1:1/netral",
        f"postgresql://netral:{SECRET}@127.0.0.1:99999/netral",
        f"mysql://netral:{SECRET}@db.example/netral",
        f"postgresql://netral:{SECRET}@/netral?host=/nowhere",
        f"postgresql://netral:{SECRET}@127.0.0.1:1/netral?sslmode={SECRET}",
        f"sqlite://{SECRET}/file.db",
        SECRET * 3,
    ],
)
async def test_an_address_that_fails_is_told_in_one_line_without_its_password(url: str) -> None:
    with pytest.raises((StoreUnavailable, SettingsError)) as caught:
        await open_store(url)
    assert SECRET not in told(caught)
    assert "\n" not in str(caught.value)


async def test_a_database_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match=r"127\.0\.0\.1:1/netral"):
        await open_store("postgresql://u@127.0.0.1:1/netral")


async def test_an_unknown_person_is_not_repeated(store: Store) -> None:
    stranger = replace(attempt(), person=4000 + 711)
    with pytest.raises(StoreError) as caught:
        await store.attempts.start(stranger)
    assert "4711" not in told(caught)
