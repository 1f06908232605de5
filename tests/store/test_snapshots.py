"""A snapshot is one moment: it sees nothing that comes later, and changes nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.errors import NewerDatabase, StoreError, StoreUnavailable
from bot.store.database import Args, Step
from bot.store.migrate import Migration, require_current, shipped
from bot.store.snapshot import Snapshot, open_snapshot
from bot.store.sqlite import SqliteDatabase
from bot.store.sqlite_snapshot import SqliteSnapshot
from bot.store.store import Store, open_database, open_store
from bot.store.tables import BATCH, Column
from tests.databases import PostgresServer
from tests.store.cast import ANI, BUDI, answer, begin
from tests.store.copies import files, touch
from tests.store.raw import execute

IDS = [Column("id", "int"), Column("name", "text")]


async def names(snapshot: Snapshot) -> set[object]:
    return {row[1] async for batch in snapshot.rows("people", IDS) for row in batch}


async def test_what_is_written_later_is_not_seen(store: Store, url: str) -> None:
    async with open_snapshot(url) as snapshot:
        assert await store.people.rename(ANI.id, "Ani L.")
        await store.people.add(BUDI)
        assert "Ani" in await names(snapshot)
        assert await snapshot.count("people") == 3
    async with open_snapshot(url) as snapshot:
        assert "Ani L." in await names(snapshot)


async def test_writers_do_not_wait_for_it(store: Store, url: str) -> None:
    await begin(store)
    async with open_snapshot(url) as snapshot:
        await snapshot.count("answers")
        assert await store.attempts.answer("a1", ANI.id, answer(0))


async def test_rows_come_in_batches(store: Store, url: str) -> None:
    many: list[Args] = [{"hash": f"h{n}", "body": b"", "at": n} for n in range(2 * BATCH + 1)]
    await store.database.write(Step("content_put", many))
    columns = [Column("hash", "text")]
    async with open_snapshot(url) as snapshot:
        sizes = [len(batch) async for batch in snapshot.rows("contents", columns)]
        streamed = [len(batch) async for batch in snapshot.stream("audit_contents")]
    assert sizes == streamed == [BATCH, BATCH, 1]


async def test_while_it_holds_nobody_else_writes(store: Store, url: str) -> None:
    async with open_snapshot(url, hold=True):
        waiting = asyncio.ensure_future(store.people.rename(ANI.id, "Ani L."))
        found = await store.people.state(ANI.id)  # reading goes on
        assert found.person == ANI
        assert not waiting.done()
    assert await waiting


async def test_it_does_not_hold_while_another_writes_for_long(store: Store, url: str) -> None:
    async with open_snapshot(url, hold=True):
        if isinstance(store.database, SqliteDatabase):
            path = Path(url.removeprefix("sqlite:///"))
            with pytest.raises(StoreUnavailable, match="locked by another program"):
                await SqliteSnapshot.open(path, hold=True, patience_ms=20)
        else:  # readers that hold do not disturb each other
            async with open_snapshot(url, hold=True) as second:
                assert await second.count("people") == 3


@pytest.mark.bare
async def test_it_changes_nothing_not_even_the_schema(url: str, tmp_path: Path) -> None:
    if url.startswith("sqlite"):
        with pytest.raises(StoreUnavailable, match="there is no database here"):
            async with open_snapshot(url):
                raise AssertionError("unreachable")
        assert files(tmp_path) == set()
        touch(url)
    async with open_snapshot(url) as snapshot:
        assert snapshot.applied == []
        with pytest.raises(StoreError):
            await snapshot.count("people")
    assert sizes(tmp_path) <= {0}


@pytest.mark.bare
async def test_an_older_and_a_newer_database_are_told_from_the_programs_own(url: str) -> None:
    more = Migration(len(shipped()) + 1, "more", "CREATE TABLE more (id BIGINT PRIMARY KEY);")
    async with open_snapshot(await migrated(url, shipped()[:-1])) as snapshot:
        with pytest.raises(StoreError, match="bring it up to date first: migrate"):
            require_current(snapshot.applied, snapshot.where)
    async with open_snapshot(await migrated(url, shipped())) as snapshot:
        require_current(snapshot.applied, snapshot.where)
    async with open_snapshot(await migrated(url, [*shipped(), more])) as snapshot:
        with pytest.raises(NewerDatabase, match="start the newer version"):
            require_current(snapshot.applied, snapshot.where)


async def migrated(url: str, migrations: list[Migration] | tuple[Migration, ...]) -> str:
    await (await open_database(url, migrations)).close()
    return url


def sizes(folder: Path) -> set[int]:
    return {path.stat().st_size for path in folder.iterdir()}


async def test_a_closed_snapshot_says_so(empty: Store, url: str) -> None:
    async with open_snapshot(url) as snapshot:
        pass
    await snapshot.close()
    with pytest.raises((StoreUnavailable, RuntimeError)):
        await snapshot.count("people")


async def test_a_lost_connection_is_told_in_one_line(postgres_server: PostgresServer) -> None:
    url = await postgres_server.fresh()
    store = await open_store(url)
    async with open_snapshot(url) as snapshot:
        await execute(
            store.database,
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE application_name = 'netral-care'",
        )
        with pytest.raises(StoreUnavailable):
            await snapshot.count("people")
    await store.close()


async def test_text_that_cannot_be_read_is_not_repeated(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'netral.db'}"
    store = await open_store(url)
    await execute(
        store.database,
        "INSERT INTO agencies (code, name) VALUES ('A', CAST(x'72616861736961ff' AS TEXT))",
    )
    await store.close()
    async with open_snapshot(url) as snapshot:
        with pytest.raises(StoreError) as caught:
            await snapshot.fetch("agencies_all")
    assert "rahasia" not in str(caught.value)
    assert "\n" not in str(caught.value)
