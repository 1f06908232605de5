"""A file that is no whole backup of this program is told in one line, and changes nothing."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import BackupError, NetralError, NewerDatabase, StoreError
from bot.store.backup import backup, restore
from bot.store.database import Database
from bot.store.migrate import Migration, shipped
from bot.store.store import open_database, open_store
from tests.databases import PostgresServer
from tests.store.copies import everything, files, trained
from tests.store.raw import execute, teach

MORE = Migration(len(shipped()) + 1, "more", "CREATE TABLE more (id BIGINT PRIMARY KEY);")


async def refused(url: str, path: Path, programs: dict[str, str], kind: type[NetralError]) -> str:
    with pytest.raises(kind) as caught:
        await restore(url, path, programs)
    words = str(caught.value)
    assert "\n" not in words
    assert str(path) in words
    return words


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
async def test_a_file_that_was_cut_off_leaves_the_database_as_it_was(
    url: str, other: str, tmp_path: Path, programs: dict[str, str], share: float
) -> None:
    await (await trained(url, 60)).close()
    await backup(url, tmp_path / "kept", programs)
    raw = (tmp_path / "kept").read_bytes()
    (tmp_path / "cut").write_bytes(raw[: int(len(raw) * share)])
    await (await trained(other, 2)).close()
    before = await everything(other)
    with pytest.raises(BackupError, match="damaged or") as caught:
        await restore(other, tmp_path / "cut", programs, force=True)
    assert "\n" not in str(caught.value)
    assert await everything(other) == before


async def test_a_file_in_which_bytes_changed_is_refused(
    url: str, other: str, tmp_path: Path, programs: dict[str, str]
) -> None:
    await (await trained(url, 60)).close()
    await backup(url, tmp_path / "kept", programs)
    raw = bytearray((tmp_path / "kept").read_bytes())
    for place in range(len(raw) // 3, len(raw) // 3 + 4000):
        raw[place] ^= 0x5A
    (tmp_path / "changed").write_bytes(raw)
    with pytest.raises(StoreError):
        await restore(other, tmp_path / "changed", programs)
    assert not any((await everything(other)).values())


@pytest.mark.parametrize(
    "raw", [b"", b"x", b"SQLite format 3\0", b"PGDMP", b"PGDMP\x01\x10\x00" * 9]
)
@pytest.mark.bare
async def test_a_file_that_is_no_backup_is_told_in_one_line(
    url: str, tmp_path: Path, programs: dict[str, str], raw: bytes
) -> None:
    (tmp_path / "letter").write_bytes(raw)
    await refused(url, tmp_path / "letter", programs, BackupError)
    assert files(tmp_path) == {"letter"}, "the database was not made"


async def test_a_file_that_is_not_there_is_told(
    url: str, tmp_path: Path, programs: dict[str, str]
) -> None:
    assert "No such file" in await refused(url, tmp_path / "no", programs, BackupError)
    await refused(url, tmp_path, programs, BackupError)


async def test_a_backup_from_a_newer_version_is_told(
    url: str, other: str, tmp_path: Path, programs: dict[str, str]
) -> None:
    await (await trained(url, 2)).close()
    await backup_of_newer(url, tmp_path / "kept", programs)
    words = await refused(other, tmp_path / "kept", programs, NewerDatabase)
    assert "newer version of the program" in words
    assert not any((await everything(other)).values())


async def backup_of_newer(url: str, path: Path, programs: dict[str, str]) -> None:
    """What the next version of the program would write."""
    database = await open_database(url, [*shipped(), MORE])
    await dump(database, url, path, programs)
    await database.close()


async def dump(database: Database, url: str, path: Path, programs: dict[str, str]) -> None:
    """A backup by other means than ours."""
    if url.startswith("sqlite"):
        teach(database, "raw", f"VACUUM INTO '{path}'")
        await database.fetch("raw")
        return
    schema = url.rpartition("=")[2]
    command = ["pg_dump", "--format=custom", f"--schema={schema}", f"--file={path}"]
    command.append(f"--dbname={url.partition('&')[0]}")
    await asyncio.to_thread(subprocess.run, command, env=programs, check=True)


async def test_an_archive_that_lacks_the_rows_of_a_table_is_refused(
    postgres_server: PostgresServer, tmp_path: Path, programs: dict[str, str]
) -> None:
    url, other = await postgres_server.fresh(), await postgres_server.fresh()
    await (await trained(url, 3)).close()
    command = ["pg_dump", "--format=custom", "--exclude-table-data=*.invitations"]
    command += [f"--schema={url.rpartition('=')[2]}", f"--file={tmp_path / 'kept'}"]
    command.append(f"--dbname={url.partition('&')[0]}")
    await asyncio.to_thread(subprocess.run, command, env=programs, check=True)
    words = await refused(other, tmp_path / "kept", programs, BackupError)
    assert "invitations: its rows are missing" in words
    assert not any((await everything(other)).values())


@pytest.mark.bare
async def test_a_backup_of_another_program_is_told(
    url: str, other: str, tmp_path: Path, programs: dict[str, str]
) -> None:
    theirs = await open_database(url, [])
    await execute(theirs, "CREATE TABLE people (theirs TEXT)")
    await dump(theirs, url, tmp_path / "kept", programs)
    await theirs.close()
    assert "of this program" in await refused(other, tmp_path / "kept", programs, BackupError)


async def test_a_newer_database_is_neither_backed_up_nor_replaced(
    url: str, other: str, tmp_path: Path, programs: dict[str, str]
) -> None:
    await (await trained(other, 2)).close()
    await backup(other, tmp_path / "kept", programs)
    await (await open_database(url, [*shipped(), MORE])).close()
    with pytest.raises(NewerDatabase):
        await backup(url, tmp_path / "newer", programs)
    with pytest.raises(NewerDatabase, match="start the newer version"):
        await restore(url, tmp_path / "kept", programs, force=True)
    assert not (tmp_path / "newer").exists()


async def test_the_database_itself_is_not_taken_for_its_backup(tmp_path: Path) -> None:
    path = tmp_path / "netral.db"
    store = await trained(f"sqlite:///{path}", 1)
    (tmp_path / "link").symlink_to(path)
    for name in ("netral.db", "netral.db-wal", "link"):
        with pytest.raises(BackupError, match="this is the database itself"):
            await backup(f"sqlite:///{path}", tmp_path / name, {}, force=True)
    with pytest.raises(BackupError, match="this is the database itself"):
        await restore(f"sqlite:///{path}", path, {}, force=True)
    await store.close()


async def test_a_database_in_use_is_not_taken_for_a_backup(tmp_path: Path) -> None:
    store = await trained(f"sqlite:///{tmp_path}/netral.db", 1)
    words = await refused(f"sqlite:///{tmp_path}/new.db", tmp_path / "netral.db", {}, BackupError)
    assert "in use" in words
    await store.close()


async def test_nothing_in_a_forged_file_is_run(tmp_path: Path) -> None:
    store = await trained(f"sqlite:///{tmp_path}/netral.db", 2)
    await execute(
        store.database,
        "CREATE TRIGGER sly AFTER INSERT ON people BEGIN DELETE FROM agencies; END",
    )
    await execute(store.database, "CREATE TABLE more (x TEXT)")
    await backup(f"sqlite:///{tmp_path}/netral.db", tmp_path / "kept", {})
    await store.close()
    done = await restore(f"sqlite:///{tmp_path}/new.db", tmp_path / "kept", {})
    assert done.rows["agencies"] == 2
    copied = await open_store(f"sqlite:///{tmp_path}/new.db")
    names = await execute(copied.database, "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    assert names == []
    await copied.close()


async def test_a_backup_that_lacks_a_column_is_refused(tmp_path: Path) -> None:
    store = await trained(f"sqlite:///{tmp_path}/netral.db", 2)
    await execute(store.database, "ALTER TABLE people DROP COLUMN reachable_at")
    await backup(f"sqlite:///{tmp_path}/netral.db", tmp_path / "kept", {})
    await store.close()
    with pytest.raises(StoreError, match="reachable_at"):
        await restore(f"sqlite:///{tmp_path}/new.db", tmp_path / "kept", {})
    assert not (tmp_path / "new.db").exists()


async def test_rows_that_break_a_rule_are_not_restored(tmp_path: Path) -> None:
    path = tmp_path / "netral.db"
    await (await trained(f"sqlite:///{path}", 2)).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO answers VALUES (99, 'a99', 0, '[]', 0, 1)")
    await backup(f"sqlite:///{path}", tmp_path / "kept", {})
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        await restore(f"sqlite:///{tmp_path}/new.db", tmp_path / "kept", {})
    assert not (tmp_path / "new.db").exists()
