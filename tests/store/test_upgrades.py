"""A database of the first release opens in every later one, and everything in it is still there."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import asyncpg
import pytest

from bot.agencies.agency import Office
from bot.agencies.people import Person
from bot.agencies.tally import Count
from bot.service.upkeep.audit import audit
from bot.store.migrate import Migration, Upgrade, shipped, version
from bot.store.snapshot import open_snapshot
from bot.store.store import Store, open_database, open_store
from bot.store.tables import Column
from bot.store.upgrade import upgrade
from tests.store.cast import trace
from tests.store.raw import execute
from tests.store.snapshot import FOLDER, file_for, schema_of

pytestmark = pytest.mark.bare

FIRST = (FOLDER / "first_release.sql").read_text(encoding="utf-8")
AFTER_IT = [version([migration.record]) for migration in shipped()[1:]]
_INSERT = re.compile(r"^INSERT INTO (\w+) \(([\w, ]+)\) VALUES$", re.MULTILINE)


@pytest.fixture
async def first(url: str) -> str:
    """The address of a database of the first release."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.executescript(FIRST)
    else:
        connection = await asyncpg.connect(url)
        await connection.execute(re.sub(r"X'([0-9a-f]*)'", r"'\\x\1'", FIRST))
        await connection.close()
    return url


def kept() -> dict[str, set[str]]:
    """The rows of the first release by table, each as text, as SQLite reads them."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(FIRST)
        return {
            table: {repr(row) for row in connection.execute(f"SELECT {columns} FROM {table}")}
            for table, columns in _INSERT.findall(FIRST)
        }


async def test_every_row_of_the_first_release_is_still_there(first: str) -> None:
    await (await open_store(first)).close()
    expected = kept()
    assert len(expected) == 9
    assert all(expected.values())
    async with open_snapshot(first) as snapshot:
        for table, names in _INSERT.findall(FIRST):
            columns = [Column(name, "text") for name in names.split(", ")]
            found = {repr(row) async for batch in snapshot.rows(table, columns) for row in batch}
            assert expected[table] <= found, table


async def test_it_has_the_schema_of_a_new_one(first: str) -> None:
    upgraded = await open_store(first)
    expected = file_for(upgraded.database).read_text(encoding="utf-8")
    assert await schema_of(upgraded.database) == expected
    await upgraded.close()


async def test_the_people_and_what_they_did_are_as_they_were(first: str) -> None:
    store = await open_store(first)
    citra = await store.people.state(9_000_000_003)
    assert citra.person == Person(
        9_000_000_003,
        "Citra Contoh",
        "2024-10",
        1_730_000_000_000,
        "en",
        "pns",
        "LAIN",
        "SATU",
        1_730_000_000_005,
    )
    assert citra.attempt is not None
    assert (citra.attempt.id, citra.attempt.next_step) == ("Cx-_0000001", 2)
    assert await store.offices.of(1004) == [Office(1004, "DEMO", "petugas")]
    assert Count("KEU", "uji", 1, 1, 1, 1) in await store.tallies.of_agency("DEMO")
    await store.close()


async def test_what_was_open_can_go_on(first: str) -> None:
    store = await open_store(first)
    found = (await store.people.state(9_000_000_003)).attempt
    assert found is not None
    assert await store.attempts.abandon(found.id, found.person, 1_730_000_009_000)
    at = 1_730_000_000_100
    offered = await store.offices.invitation("c" * 64, at)
    assert offered is not None
    assert await store.offices.redeem(offered, 1002, None, at, trace("t", offered.agency))
    await store.close()


async def test_everything_in_it_stands_the_audit(first: str) -> None:
    await (await open_store(first)).close()
    async with open_snapshot(first) as snapshot:
        assert [str(fault) async for fault in audit(snapshot)] == []


async def test_upgrading_says_from_which_to_which_version(first: str) -> None:
    now = version([shipped()[-1].record])
    assert await upgrade(first) == Upgrade("0001_first", now, tuple(AFTER_IT))
    assert await upgrade(first) == Upgrade(now, now, ())


async def test_a_new_database_comes_from_nothing(url: str) -> None:
    done = await upgrade(url)
    assert done.before == "empty"
    assert done.ran == ("0001_first", *AFTER_IT)


async def test_a_later_migration_finds_the_rows_of_the_first_release(first: str) -> None:
    later = Migration(
        len(shipped()) + 1,
        "later",
        "CREATE TABLE later (person BIGINT PRIMARY KEY REFERENCES people (id));"
        "INSERT INTO later SELECT id FROM people;",
    )
    database = await open_database(first, [*shipped(), later])
    assert len(await execute(database, "SELECT person FROM later")) == 7
    assert (await Store(database).people.state(1001)).person is not None
    await database.close()
