"""What is restored is what was there, in a database that was empty or was to be replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.service.upkeep.audit import audit
from bot.store.backup import backup, restore
from bot.store.migrate import Migration, shipped, version
from bot.store.snapshot import open_snapshot
from bot.store.store import open_database, open_store
from bot.store.tables import tables
from tests.databases import PostgresServer
from tests.store.copies import everything, trained
from tests.store.raw import execute


async def test_what_is_restored_is_what_was_there(
    url: str, other: str, tmp_path: Path, programs: dict[str, str]
) -> None:
    store = await trained(url)
    await backup(url, tmp_path / "kept", programs)
    done = await restore(other, tmp_path / "kept", programs)
    assert done.rows["people"] == 20
    assert await everything(other) == await everything(url)
    async with open_snapshot(other) as snapshot:
        assert [str(fault) async for fault in audit(snapshot)] == []
    await store.close()


async def test_a_target_with_rows_is_left_alone_unless_forced(
    url: str, other: str, tmp_path: Path, programs: dict[str, str]
) -> None:
    await (await trained(url)).close()
    await (await trained(other, 3)).close()
    await backup(url, tmp_path / "kept", programs)
    before = await everything(other)
    with pytest.raises(StoreError, match=r"not empty: .*people 3.*; --force replaces"):
        await restore(other, tmp_path / "kept", programs)
    assert await everything(other) == before
    await restore(other, tmp_path / "kept", programs, force=True)
    assert await everything(other) == await everything(url)


async def test_an_empty_database_that_was_migrated_before_is_filled(
    url: str, other: str, tmp_path: Path, programs: dict[str, str]
) -> None:
    await (await trained(url)).close()
    await backup(url, tmp_path / "kept", programs)
    await (await open_store(other)).close()
    await restore(other, tmp_path / "kept", programs)
    assert await everything(other) == await everything(url)


async def test_a_store_that_is_open_sees_what_was_restored(
    url: str, other: str, tmp_path: Path, programs: dict[str, str]
) -> None:
    await (await trained(url)).close()
    await backup(url, tmp_path / "kept", programs)
    running = await open_store(other)
    assert await running.agencies.all() == []
    await restore(other, tmp_path / "kept", programs)
    assert len(await running.agencies.all()) == 2
    await running.people.rename(1, "Nama Baru")
    await running.close()


async def test_an_older_backup_is_brought_up_to_date(
    url: str, other: str, tmp_path: Path, programs: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The program of tomorrow has one migration more than the backup.
    await (await trained(url)).close()
    await backup(url, tmp_path / "kept", programs)
    later = Migration(
        len(shipped()) + 1,
        "later",
        "CREATE TABLE later (person BIGINT PRIMARY KEY REFERENCES people (id));"
        "INSERT INTO later SELECT id FROM people;",
    )
    tomorrow = (*shipped(), later)
    monkeypatch.setattr("bot.store.filling.shipped", lambda: tomorrow)
    monkeypatch.setattr("bot.store.backup.shipped", lambda: tomorrow)
    done = await restore(other, tmp_path / "kept", programs)
    assert (done.source, done.target) == (version([shipped()[-1].record]), version([later.record]))
    assert set(done.rows) == set(tables(shipped()))
    async with open_snapshot(other) as snapshot:
        assert version(snapshot.applied) == version([later.record])
        assert await snapshot.count("later") == 20


async def test_either_kind_of_backup_goes_into_either_kind_of_database(
    url: str, tmp_path: Path, postgres_server: PostgresServer, programs: dict[str, str]
) -> None:
    await (await trained(url)).close()
    await backup(url, tmp_path / "kept", programs)
    cross = f"sqlite:///{tmp_path}/cross.db"
    if url.startswith("sqlite"):
        cross = await postgres_server.fresh()
    await restore(cross, tmp_path / "kept", programs)
    assert await everything(cross) == await everything(url)


async def test_a_table_of_another_program_is_not_replaced(
    url: str, other: str, tmp_path: Path, programs: dict[str, str]
) -> None:
    await (await trained(url, 2)).close()
    await backup(url, tmp_path / "kept", programs)
    theirs = await open_database(other, [])
    await execute(theirs, "CREATE TABLE people (theirs TEXT)")
    await execute(theirs, "INSERT INTO people VALUES ('kept')")
    with pytest.raises(StoreError, match="the table people is not of this program"):
        await restore(other, tmp_path / "kept", programs, force=True)
    assert [row["theirs"] for row in await execute(theirs, "SELECT * FROM people")] == ["kept"]
    await theirs.close()
