"""On PostgreSQL, a connection may be lost at any moment: nothing is stored twice for it."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest

from bot.errors import SettingsError, StoreUnavailable
from bot.store import migrate
from bot.store.database import Step
from bot.store.postgres import PostgresDatabase
from bot.store.store import Store, open_store
from tests.databases import PostgresServer
from tests.store.cast import ANI, answer, begin, settle
from tests.store.raw import execute, teach

# A sequence counts even what is rolled back: so the first try is cut off and the second is not.
CUT_ONCE = "CASE WHEN nextval('tries') = 1 THEN pg_terminate_backend(pg_backend_pid()) END"
ADD = "INSERT INTO agencies (code, name) VALUES ('NEW', 'New')"
CUT_WHILE_ADDING = (
    f"INSERT INTO agencies (code, name) SELECT 'NEW', coalesce({CUT_ONCE} || '', 'x')"
)


@pytest.fixture
async def url(postgres_server: PostgresServer) -> str:
    return await postgres_server.fresh()


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    store = await open_store(url)
    await settle(store)
    await execute(store.database, "CREATE SEQUENCE tries")
    yield store
    await store.close()


async def cut_all(url: str) -> None:
    """End every connection but ours, and wait until they are gone."""
    connection = await asyncpg.connect(url)
    gone = await connection.fetch(
        "SELECT pg_terminate_backend(pid, 5000) AS gone FROM pg_stat_activity"
        " WHERE application_name = 'netral'"
    )
    await connection.close()
    assert gone
    assert all(row["gone"] for row in gone)


async def test_a_server_that_stands_still_does_not_keep_anybody_from_closing(url: str) -> None:
    store = await open_store(url)
    [row] = await execute(store.database, "SELECT pg_backend_pid() AS pid")
    os.kill(row["pid"], signal.SIGSTOP)
    try:
        await store.close()
    finally:
        os.kill(row["pid"], signal.SIGCONT)


async def tries(store: Store) -> int:
    [row] = await execute(store.database, "SELECT last_value FROM tries")
    return int(row["last_value"])


async def known(store: Store) -> bool:
    return await store.agencies.get("NEW") is not None


async def test_a_cut_connection_is_healed_between_operations(store: Store, url: str) -> None:
    begun = await begin(store)
    await cut_all(url)
    assert (await store.people.state(ANI.id)).attempt == begun
    assert await store.attempts.answer("a1", ANI.id, answer(0))


async def test_all_cut_connections_are_healed_at_once(store: Store, url: str) -> None:
    await asyncio.gather(*(store.ping() for _ in range(20)))
    await cut_all(url)
    states = await asyncio.gather(*(store.people.state(ANI.id) for _ in range(20)))
    assert [state.person for state in states] == [ANI] * 20


async def test_a_repeatable_write_is_healed(store: Store, url: str) -> None:
    await cut_all(url)
    assert await store.people.rename(ANI.id, "Ani L.")


async def test_a_read_that_is_cut_off_is_run_again(store: Store) -> None:
    teach(store.database, "cut", f"SELECT {CUT_ONCE} AS x")
    assert len(await store.database.fetch("cut")) == 1
    assert await tries(store) == 2


async def test_a_read_is_run_again_only_once(store: Store) -> None:
    teach(store.database, "cut", "SELECT nextval('tries'), pg_terminate_backend(pg_backend_pid())")
    with pytest.raises(StoreUnavailable):
        await store.database.fetch("cut")
    assert await tries(store) == 2


async def test_a_write_that_was_cut_off_before_its_commit_is_run_again(store: Store) -> None:
    teach(store.database, "add", ADD)
    teach(store.database, "cut", f"SELECT {CUT_ONCE} AS x")
    await store.database.write(Step("add", {}), Step("cut", {}))
    assert await known(store)
    assert await tries(store) == 2


async def test_a_write_that_may_have_committed_is_not_run_again(store: Store) -> None:
    teach(store.database, "add", CUT_WHILE_ADDING)
    with pytest.raises(StoreUnavailable):
        await store.database.write(Step("add", {}))
    assert await tries(store) == 1
    assert not await known(store)


async def test_several_steps_cut_off_in_their_commit_are_not_run_again(store: Store) -> None:
    # A deferred trigger runs inside COMMIT.
    await execute(
        store.database,
        "CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM nextval('tries'), pg_terminate_backend(pg_backend_pid());"
        " RETURN NULL; END $$",
    )
    await execute(
        store.database,
        "CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON agencies DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION cut()",
    )
    teach(store.database, "add", ADD)
    with pytest.raises(StoreUnavailable):
        await store.database.write(Step("add", {}), Step("ping", {}))
    assert await tries(store) == 1


async def test_a_repeatable_write_that_may_have_committed_is_run_again(store: Store) -> None:
    teach(store.database, "add", CUT_WHILE_ADDING, repeatable=True)
    await store.database.write(Step("add", {}))
    assert await tries(store) == 2
    assert await known(store)


async def test_a_write_that_the_server_rolled_back_is_run_again(store: Store) -> None:
    teach(
        store.database,
        "clash",
        "DO $$ BEGIN IF nextval('tries') = 1 THEN RAISE SQLSTATE '40P01'; END IF; END $$",
    )
    await store.database.write(Step("clash", {}))
    assert await tries(store) == 2


async def test_a_refused_write_is_not_run_again(store: Store) -> None:
    teach(
        store.database,
        "refuse",
        "DO $$ BEGIN PERFORM nextval('tries'); RAISE SQLSTATE '23514'; END $$",
    )
    with pytest.raises(Exception, match="refuse: CheckViolationError 23514"):
        await store.database.write(Step("refuse", {}))
    assert await tries(store) == 1


async def test_a_full_disk_can_be_tried_again_later(store: Store) -> None:
    teach(store.database, "full", "DO $$ BEGIN RAISE SQLSTATE '53100'; END $$")
    with pytest.raises(StoreUnavailable, match="DiskFullError"):
        await store.database.write(Step("full", {}))


async def test_an_end_that_loses_to_abandoning_stores_nothing(store: Store, url: str) -> None:
    begun = await begin(store, answered=2)
    rival = await asyncpg.connect(url)
    async with rival.transaction():
        await rival.execute("UPDATE attempts SET finished_at = 350")
        ending = asyncio.ensure_future(
            store.attempts.answer_and_finish("a1", ANI.id, answer(2), 100, True, 400)
        )
        while not await rival.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"):
            pass  # until the end waits for us
    assert not await ending
    assert (await store.people.state(ANI.id)).attempt == replace(begun, finished_at=350)
    await rival.close()


async def test_no_more_connections_than_asked_for(url: str) -> None:
    database = await PostgresDatabase.open(url, migrate.shipped(), size=2)
    teach(database, "mine", "SELECT pg_backend_pid() AS pid")
    rows = await asyncio.gather(*(database.fetch("mine") for _ in range(20)))
    await database.close()
    assert 1 <= len({row["pid"] for [row] in rows}) <= 2


async def test_a_write_of_several_steps_counts_its_round_trips(store: Store) -> None:
    await begin(store, answered=2)
    before = store.database.round_trips
    assert await store.attempts.answer_and_finish("a1", ANI.id, answer(2), 100, True, 300)
    assert store.database.round_trips == before + 5  # BEGIN, three statements, COMMIT


async def test_a_missing_database_is_a_wrong_setting(postgres_server: PostgresServer) -> None:
    url = postgres_server.url.replace("/postgres?", "/missing?")
    with pytest.raises(SettingsError, match="create it first"):
        await open_store(url)


async def test_a_refused_user_is_a_wrong_setting(postgres_server: PostgresServer) -> None:
    url = postgres_server.url.replace("postgres@", "nobody-here@")
    with pytest.raises(SettingsError, match="the server refused the user"):
        await open_store(url)


@pytest.mark.parametrize(
    ("harm", "mend"),
    [
        ("ALTER ROLE netral NOLOGIN", "ALTER ROLE netral LOGIN"),
        ("ALTER TABLE people RENAME TO gone", "ALTER TABLE gone RENAME TO people"),
        ("REVOKE ALL ON people FROM netral", "GRANT ALL ON people TO netral"),
    ],
)
async def test_while_somebody_works_at_the_database_everything_waits(
    store: Store, url: str, harm: str, mend: str
) -> None:
    """A start would end with SettingsError; a worker that serves gives nothing up."""
    schema = parse_qs(urlsplit(url).query)["search_path"][0]
    await execute(store.database, "DROP ROLE IF EXISTS netral")
    await execute(store.database, "CREATE ROLE netral LOGIN")
    await execute(store.database, f"GRANT ALL ON SCHEMA {schema} TO netral")
    await execute(store.database, f"GRANT ALL ON ALL TABLES IN SCHEMA {schema} TO netral")
    ours = await open_store(url.replace("postgres@", "netral@", 1))
    try:
        await execute(store.database, harm)
        await cut_all_of(store, "netral")
        with pytest.raises(StoreUnavailable):
            await ours.people.state(ANI.id)
        with pytest.raises(StoreUnavailable):
            await ours.people.rename(ANI.id, "Ani L.")
        await execute(store.database, mend)
        assert await ours.people.rename(ANI.id, "Ani L.")
    finally:
        await ours.close()
        await execute(store.database, "DROP OWNED BY netral")
        await execute(store.database, "DROP ROLE netral")


async def cut_all_of(store: Store, role: str) -> None:
    await execute(
        store.database,
        f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = '{role}'",
    )


async def test_a_connection_to_a_standby_is_exchanged_for_one_that_stores(store: Store) -> None:
    """After a fail-over a pool may have found the server that only reads."""
    await execute(store.database, "SET default_transaction_read_only = on")
    begun = await begin(store)
    assert (await store.people.state(ANI.id)).attempt == begun
