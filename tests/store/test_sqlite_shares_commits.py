"""On SQLite, what waits together is committed together, and readers never wait."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StoreError, StoreUnavailable
from bot.store import migrate
from bot.store.database import Args, Step
from bot.store.sqlite import SqliteDatabase
from bot.store.store import Store
from tests.store.cast import ANI, answer, begin, settle
from tests.store.raw import teach

IMPATIENT_MS = 20


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "netral.db"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[SqliteDatabase]:
    database = await SqliteDatabase.open(path, migrate.shipped())
    yield database
    await database.close()


@pytest.fixture
async def store(database: SqliteDatabase) -> Store:
    store = Store(database)
    await settle(store)
    return store


@pytest.fixture
async def impatient(store: Store, path: Path) -> AsyncIterator[Store]:
    """A second program, which waits only briefly for locks."""
    database = await SqliteDatabase.open(path, migrate.shipped(), patience_ms=IMPATIENT_MS)
    yield Store(database)
    await database.close()


@pytest.fixture
def intruder(store: Store, path: Path) -> Iterator[sqlite3.Connection]:
    """Another program on the same file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def trace(database: SqliteDatabase) -> list[str]:
    """What the writer runs from now on."""
    statements: list[str] = []
    database._threads[0]._connection.set_trace_callback(statements.append)
    return statements


async def test_two_hundred_writes_at_once_share_their_commits(
    store: Store, database: SqliteDatabase, intruder: sqlite3.Connection
) -> None:
    # While another program holds the lock, the writer has its first batch and the rest queues.
    intruder.execute("BEGIN IMMEDIATE")
    statements = trace(database)
    writes = [asyncio.ensure_future(store.people.rename(ANI.id, f"Ani {n}")) for n in range(200)]
    await asyncio.sleep(0)
    intruder.execute("ROLLBACK")
    assert all(await asyncio.gather(*writes))
    assert sum(statement.startswith("UPDATE people") for statement in statements) == 200
    assert statements.count("COMMIT") <= 2


async def test_a_read_does_not_wait_for_a_write(store: Store, intruder: sqlite3.Connection) -> None:
    await begin(store)
    intruder.execute("BEGIN IMMEDIATE")
    intruder.execute("UPDATE people SET name = 'not committed'")
    waiting = asyncio.ensure_future(store.attempts.answer("a1", ANI.id, answer(0)))
    await asyncio.sleep(0)
    state = await store.people.state(ANI.id)
    assert state.person == ANI
    assert not waiting.done()
    intruder.execute("ROLLBACK")
    assert await waiting


async def test_a_tap_does_not_wait_for_a_long_read(store: Store, database: SqliteDatabase) -> None:
    reading, may_end = threading.Event(), threading.Event()

    def slow() -> int:
        reading.set()
        return int(may_end.wait(60))

    database._threads[2]._connection.create_function("slow", 0, slow)
    teach(database, "tally_national", "SELECT slow() AS slow", long=True)
    long = asyncio.ensure_future(database.fetch("tally_national"))
    await asyncio.to_thread(reading.wait, 60)
    assert (await store.people.state(ANI.id)).person == ANI
    assert not long.done()
    may_end.set()
    assert [row["slow"] for row in await long] == [1]


async def test_a_locked_database_is_unavailable_and_nothing_is_lost(
    impatient: Store, intruder: sqlite3.Connection
) -> None:
    begun = await begin(impatient)
    intruder.execute("BEGIN IMMEDIATE")
    tries = [impatient.attempts.answer("a1", ANI.id, answer(0, key)) for key in "abc"]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [StoreUnavailable] * 3
    assert "locked" in str(outcomes[0])
    assert (await impatient.people.state(ANI.id)).attempt == begun
    intruder.execute("ROLLBACK")
    assert await impatient.attempts.answer("a1", ANI.id, answer(0))


async def test_a_full_disk_is_unavailable_and_small_things_still_fit(
    store: Store, database: SqliteDatabase
) -> None:
    connection = database._threads[0]._connection
    [pages] = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 3}").fetchall()
    outcomes = await asyncio.gather(
        store.contents.put("large", bytes(1_000_000), 1),
        store.people.rename(ANI.id, "Ani L."),
        return_exceptions=True,
    )
    assert isinstance(outcomes[0], StoreUnavailable)
    assert "disk is full" in str(outcomes[0])
    assert await store.contents.get("large") is None
    assert await store.people.rename(ANI.id, "Ani L.")


async def test_a_connection_that_broke_does_not_stop_the_writer(
    store: Store, database: SqliteDatabase
) -> None:
    connection = database._threads[0]._connection
    connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreUnavailable, match="read-only"):
        await store.people.rename(ANI.id, "X")
    connection.execute("PRAGMA query_only = OFF")
    assert await store.people.rename(ANI.id, "Ani L.")


async def test_a_commit_that_fails_leaves_the_writer_ready(
    store: Store, database: SqliteDatabase
) -> None:
    def refuse(action: int, what: str | None, *_: str | None) -> int:
        committing = action == sqlite3.SQLITE_TRANSACTION and what == "COMMIT"
        return sqlite3.SQLITE_DENY if committing else sqlite3.SQLITE_OK

    connection = database._threads[0]._connection
    connection.set_authorizer(refuse)
    with pytest.raises(StoreError):
        await store.people.rename(ANI.id, "X")
    connection.set_authorizer(None)
    assert (await store.people.state(ANI.id)).person == ANI
    assert await store.people.rename(ANI.id, "Ani L.")


async def test_a_unit_that_reads_first_lets_nobody_write_in_between(
    store: Store, database: SqliteDatabase, path: Path
) -> None:
    refusals: list[str] = []

    def meddle() -> int:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as intruder:
            try:
                intruder.execute("UPDATE people SET name = 'meddled'")
            except sqlite3.OperationalError as error:
                refusals.append(str(error))
        return 1

    database._threads[0]._connection.create_function("meddle", 0, meddle)
    teach(database, "look", "SELECT meddle() FROM people WHERE id = :id")
    who: Args = {"id": ANI.id}
    await database.write(Step("look", who), Step("person_rename", {**who, "name": "Ani L."}))
    assert refusals == ["database is locked"]


async def test_what_is_committed_is_on_the_disk(store: Store, database: SqliteDatabase) -> None:
    for thread in database._threads:
        [mode] = thread._connection.execute("PRAGMA synchronous").fetchone()
        [journal] = thread._connection.execute("PRAGMA journal_mode").fetchone()
        [keys] = thread._connection.execute("PRAGMA foreign_keys").fetchone()
        assert (mode, journal, keys) == (2, "wal", 1)


async def test_a_unit_crosses_to_the_writer_once(store: Store, database: SqliteDatabase) -> None:
    await begin(store, answered=2)
    before = database.round_trips
    assert await store.attempts.answer_and_finish("a1", ANI.id, answer(2), 100, True, 300)
    assert database.round_trips == before + 1


async def test_a_refused_unit_leaves_the_others_of_its_commit(
    store: Store, database: SqliteDatabase, intruder: sqlite3.Connection
) -> None:
    intruder.execute("BEGIN IMMEDIATE")
    units = [store.people.rename(ANI.id, "Ani L."), store.people.move(ANI.id, "TIADA")]
    waiting = asyncio.gather(*units, return_exceptions=True)
    await asyncio.sleep(0)
    intruder.execute("ROLLBACK")
    renamed, moved = await waiting
    assert renamed is True
    assert isinstance(moved, StoreError)
