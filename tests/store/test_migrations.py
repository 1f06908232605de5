"""The schema is the sum of its migrations, and a migration that shipped never changes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.errors import NewerDatabase, StoreError, StoreUnavailable
from bot.store import migrate
from bot.store.database import Database
from bot.store.migrate import Migration, due, read
from bot.store.store import Store, open_database
from tests.store.cast import ANI, DEMO
from tests.store.raw import execute
from tests.store.snapshot import FOLDER, file_for, schema_of

pytestmark = pytest.mark.bare

NEXT = len(migrate.shipped()) + 1
ADD_TABLE = Migration(NEXT, "add_notes", "CREATE TABLE notes (id BIGINT PRIMARY KEY, note TEXT);")
BROKEN = Migration(
    NEXT + 1, "broken", "CREATE TABLE half (id BIGINT); CREATE TABLE half (id BIGINT);"
)


async def recorded(database: Database) -> list[str]:
    return [row["name"] for row in await execute(database, migrate.READ_RECORD)]


async def test_the_schema_is_the_sum_of_the_migrations(empty: Store) -> None:
    expected = file_for(empty.database).read_text(encoding="utf-8")
    found = await schema_of(empty.database)
    assert found == expected, "if this is meant: python -m tests.store.snapshot"


def test_a_migration_that_shipped_never_changes() -> None:
    shipped = [f"{m.number:04}_{m.name} {m.checksum}" for m in migrate.shipped()]
    known = (FOLDER / "migrations.txt").read_text(encoding="utf-8").splitlines()
    assert shipped == known, "write a new migration; add its line to tests/store/schema"


async def test_each_migration_is_recorded(empty: Store) -> None:
    rows = await execute(empty.database, migrate.READ_RECORD)
    assert [tuple(row) for row in rows] == [m.record for m in migrate.shipped()]


async def test_opening_again_changes_nothing(store: Store, url: str) -> None:
    again = await open_database(url, migrate.shipped())
    assert await recorded(again) == [m.name for m in migrate.shipped()]
    assert (await Store(again).people.state(ANI.id)).person == ANI
    await again.close()


async def test_a_new_migration_runs_on_a_database_in_use(store: Store, url: str) -> None:
    newer = await open_database(url, [*migrate.shipped(), ADD_TABLE])
    assert await execute(newer, "SELECT * FROM notes") == []
    assert (await recorded(newer))[-1] == "add_notes"
    assert await Store(newer).agencies.get("DEMO") == DEMO
    await newer.close()


async def test_a_newer_database_is_refused_in_one_line(empty: Store, url: str) -> None:
    newer = await open_database(url, [*migrate.shipped(), ADD_TABLE])
    await newer.close()
    with pytest.raises(NewerDatabase, match=r"add_notes.* start the newer version") as caught:
        await open_database(url, migrate.shipped())
    assert "\n" not in str(caught.value)


async def test_a_migration_that_fails_leaves_nothing_of_itself(empty: Store, url: str) -> None:
    before = await schema_of(empty.database)
    with pytest.raises(StoreError) as caught:
        await open_database(url, [*migrate.shipped(), ADD_TABLE, BROKEN])
    assert not isinstance(caught.value, StoreUnavailable)
    assert (await recorded(empty.database))[-1] == "add_notes"
    after = await schema_of(empty.database)
    assert "notes" in after
    assert "half" not in after
    assert before != after


async def test_many_workers_may_start_at_once(url: str) -> None:
    migrations = [*migrate.shipped(), ADD_TABLE]
    databases = await asyncio.gather(*(open_database(url, migrations) for _ in range(8)))
    assert await recorded(databases[-1]) == [m.name for m in migrations]
    for database in databases:
        await database.close()


def test_what_is_done_is_not_due() -> None:
    one, two = Migration(1, "one", "SELECT 1"), Migration(2, "two", "SELECT 2")
    assert due([], [one, two]) == [one, two]
    assert due([one.record], [one, two]) == [two]
    assert due([one.record, two.record], [one, two]) == []


def test_a_changed_migration_is_refused() -> None:
    made_with = Migration(1, "one", "SELECT 1")
    with pytest.raises(StoreError, match="0001_one differs"):
        due([made_with.record], [Migration(1, "one", "SELECT 1 ")])


def test_the_checksum_is_the_same_on_every_system(tmp_path: Path) -> None:
    for folder, end in (("unix", b"\n"), ("windows", b"\r\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "0001_one.sql").write_bytes(b"SELECT 1;" + end)
    assert read(tmp_path / "unix")[0].checksum == read(tmp_path / "windows")[0].checksum


@pytest.mark.parametrize("name", ["0002_gap.sql", "0001-dash.sql", "first.sql", "0001_.sql"])
def test_a_wrong_file_name_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("SELECT 1;")
    with pytest.raises(ValueError, match="0001_what_for"):
        read(tmp_path)
