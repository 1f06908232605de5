"""Opening a file: what is missing is made, and what cannot be used is told in one line."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import NetralError, SettingsError, StoreError, StoreUnavailable
from bot.store import migrate, sqlite
from bot.store.address import sqlite_path
from bot.store.store import open_store


def url(path: Path) -> str:
    return f"sqlite:///{path}"


async def refusal(path: Path, kind: type[NetralError] = StoreUnavailable) -> str:
    with pytest.raises(kind) as caught:
        await open_store(url(path))
    words = str(caught.value)
    assert "\n" not in words
    assert str(path) in words
    return words


async def test_the_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "netral.db"
    store = await open_store(url(path))
    await store.close()
    assert path.is_file()


async def test_a_relative_address_begins_where_the_program_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = await open_store("sqlite:///data/netral.db")
    await store.close()
    assert (tmp_path / "data" / "netral.db").is_file()


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("sqlite:///netral.db", "netral.db"),
        ("sqlite:////srv/netral.db", "/srv/netral.db"),
        ("sqlite:///a%20b.db", "a b.db"),
        ("sqlite:///./x/netral.db", "x/netral.db"),
    ],
)
def test_three_slashes_are_relative_and_four_absolute(address: str, path: str) -> None:
    assert sqlite_path(address) == Path(path)


@pytest.mark.parametrize(
    "address", ["sqlite://", "sqlite:///", "sqlite://netral.db", "mysql://x/y", "netral.db", ""]
)
async def test_another_address_is_a_wrong_setting(address: str) -> None:
    with pytest.raises(SettingsError, match=r"^DATABASE_URL: expected sqlite:///"):
        await open_store(address)


async def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    await refusal(tmp_path / "file" / "netral.db")


async def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    locked = Path("/proc/self")  # not even root makes files here
    if os.geteuid() != 0:
        locked = tmp_path / "locked"
        locked.mkdir(mode=0o500)
    assert "cannot be opened" in await refusal(locked / "netral.db")


async def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    await refusal(tmp_path)


async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader, this is not a database. " * 100)
    before = path.read_bytes()
    assert "not a SQLite database" in await refusal(path, StoreError)
    assert path.read_bytes() == before


async def test_a_newer_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "netral.db"
    store = await open_store(url(path))
    await store.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO migrations VALUES (9999, 'from_the_future', 'x')")
    assert "9999_from_the_future" in await refusal(path, StoreError)


async def test_an_open_store_needs_no_lock_to_open_again(tmp_path: Path) -> None:
    path = tmp_path / "netral.db"
    first = await open_store(url(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as intruder:
        intruder.execute("BEGIN IMMEDIATE")
        second = await open_store(url(path))
        await second.ping()
    await asyncio.gather(first.close(), second.close())


async def test_opening_waits_for_a_program_that_reads_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real = tmp_path / "netral.db", sqlite.connect
    reader = real(path, 0)
    reader.execute("CREATE TABLE other (x)")
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM other").fetchall()

    def watched(path: Path, patience_ms: int) -> sqlite3.Connection:
        connection = real(path, patience_ms)
        connection.set_trace_callback(end_reading)
        return connection

    def end_reading(statement: str) -> None:
        if statement == "BEGIN EXCLUSIVE":
            reader.execute("ROLLBACK")

    monkeypatch.setattr(sqlite, "connect", watched)
    database = await sqlite.SqliteDatabase.open(path, migrate.shipped(), patience_ms=20)
    assert len(await database.fetch("ping")) == 1
    await database.close()
    reader.close()


async def test_nothing_is_left_running_after_the_end(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    store = await open_store(url(tmp_path / "netral.db"))
    started = {t for t in set(threading.enumerate()) - before if t.name.startswith("store-")}
    assert len(started) == 3
    await store.close()
    assert not any(thread.is_alive() for thread in started)
