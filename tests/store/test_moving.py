"""Moving from one database to another: everything or nothing, and nobody writes meanwhile."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path

import pytest

from bot.errors import NewerDatabase, SettingsError, StoreError, StoreUnavailable
from bot.service.upkeep.audit import audit
from bot.store import filling
from bot.store.address import sqlite_path
from bot.store.database import Step
from bot.store.migrate import Migration, shipped, version
from bot.store.move import move
from bot.store.progress import Progress
from bot.store.snapshot import open_snapshot
from bot.store.store import open_database, open_store
from bot.store.tables import tables
from tests.databases import PostgresServer
from tests.store.copies import everything, files, trained
from tests.store.raw import execute, teach

MORE = Migration(len(shipped()) + 1, "more", "CREATE TABLE more (id BIGINT PRIMARY KEY);")


@pytest.fixture
async def across(url: str, tmp_path: Path, postgres_server: PostgresServer) -> str:
    """An empty database of the other kind."""
    if url.startswith("sqlite"):
        return await postgres_server.fresh()
    return f"sqlite:///{tmp_path}/across.db"


async def test_everything_is_moved_and_counted(url: str, across: str) -> None:
    store = await trained(url, 30)
    told: dict[str, int] = {}
    done = await move(url, across, progress=lambda what, n, _total: told.update({what: n}))
    assert await everything(across) == await everything(url)
    assert done.rows == {table: len(rows) for table, rows in (await everything(url)).items()}
    assert told["answers"] == told["answers ="] == done.rows["answers"]
    await store.close()


async def test_what_was_moved_stands_the_audit_and_goes_on(url: str, across: str) -> None:
    await (await trained(url)).close()
    await move(url, across)
    async with open_snapshot(across) as snapshot:
        assert [str(fault) async for fault in audit(snapshot)] == []
    store = await open_store(across)
    assert await store.attempts.abandon("b4", 4, 1000)
    await store.close()


async def test_it_may_go_to_the_same_kind(url: str, other: str) -> None:
    await (await trained(url)).close()
    await move(url, other)
    assert await everything(other) == await everything(url)


async def test_odd_values_arrive_as_they_were(url: str, across: str) -> None:
    store = await trained(url, 3)
    odd = "tab\t newline\n \\N \\. \\\\ 'quote' \"two\" {curly} é 😀 \u202e \x7f"
    await store.people.rename(1, odd)
    await store.contents.put("all", bytes(range(256)), 2**62)
    await store.contents.put("none", b"", 0)
    await store.close()
    await move(url, across)
    copied = await open_store(across)
    person = (await copied.people.state(1)).person
    assert person is not None
    assert person.name == odd
    assert await copied.contents.get("all") == bytes(range(256))
    assert await copied.contents.get("none") == b""
    await copied.close()


async def test_the_source_stays_as_it_is(url: str, across: str) -> None:
    await (await trained(url)).close()
    before = await everything(url)
    await move(url, across)
    assert await everything(url) == before


async def test_nobody_writes_to_the_source_meanwhile(url: str, across: str) -> None:
    store = await trained(url)
    writing: list[asyncio.Future[bool]] = []

    def begin_to_write(what: str, _done: int, _total: int | None) -> None:
        if not writing:
            writing.append(asyncio.ensure_future(store.people.rename(1, "too late")))
        assert not writing[0].done()

    await move(url, across, progress=begin_to_write)
    assert await writing[0]
    assert "too late" not in str((await everything(across))["people"])
    await store.close()


async def test_a_target_with_rows_is_refused(url: str, across: str) -> None:
    await (await trained(url)).close()
    await (await trained(across, 1)).close()
    before = await everything(across)
    with pytest.raises(StoreError, match=r"not empty: agencies 2, .*people 1"):
        await move(url, across)
    assert await everything(across) == before


@pytest.mark.bare
async def test_an_older_source_is_to_be_migrated_first(url: str, across: str) -> None:
    await (await open_database(url, shipped()[:-1])).close()
    with pytest.raises(StoreError, match="bring it up to date first: migrate"):
        await move(url, across)


async def test_a_newer_source_or_target_is_refused(url: str, across: str) -> None:
    await (await trained(url, 1)).close()
    await (await open_database(across, [*shipped(), MORE])).close()
    with pytest.raises(NewerDatabase, match="start the newer version"):
        await move(url, across)
    with pytest.raises(NewerDatabase, match="start the newer version"):
        await move(across, url)


async def test_one_and_the_same_database_is_refused(url: str) -> None:
    await (await trained(url, 1)).close()
    with pytest.raises(SettingsError, match="the same"):
        await move(url, url)


@pytest.mark.bare
async def test_a_source_that_is_not_there_leaves_no_target(across: str, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="there is no database here"):
        await move(f"sqlite:///{tmp_path}/no.db", across)
    assert files(tmp_path) == set()


class Broke(Exception):
    """What a test raises in the middle."""


def breaking_off(at: str) -> Progress:
    def told(what: str, _done: int, _total: int | None) -> None:
        if what == at:
            raise Broke

    return told


async def test_broken_off_anywhere_nothing_is_half_moved(
    url: str, across: str, tmp_path: Path
) -> None:
    """The last moment comes first, where the target has no tables yet. A SQLite target never has
    any; in PostgreSQL they stay, as to make them each time would be most of what this does."""
    await (await trained(url)).close()
    for moment in ("answers =", *tables(shipped())):
        with pytest.raises(Broke):
            await move(url, across, progress=breaking_off(moment))
        assert "across.db" not in files(tmp_path), moment
        assert not any((await everything(across)).values()), moment
        if across.startswith("sqlite"):
            sqlite_path(across).unlink()
    await move(url, across)
    assert await everything(across) == await everything(url)


async def test_cancelled_in_the_middle_nothing_is_half_moved(url: str, across: str) -> None:
    await (await trained(url)).close()
    moving: asyncio.Future[object] = asyncio.ensure_future(asyncio.sleep(0))

    def cancel(what: str, _done: int, _total: int | None) -> None:
        if what == "attempts":
            moving.cancel()

    moving = asyncio.ensure_future(move(url, across, progress=cancel))
    with pytest.raises(asyncio.CancelledError):
        await moving
    assert not any((await everything(across)).values())


async def test_what_is_stored_otherwise_is_found_and_undone(
    url: str, across: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Only a sum can tell that a value changed on its way in.
    await (await trained(url)).close()
    script = shipped()[0].script
    if across.startswith("sqlite"):
        script = script.replace("granted_at BIGINT", "granted_at TEXT")
    else:
        script += SLY
    sly = Migration(1, "first", script)
    monkeypatch.setattr(filling, "due", lambda *_: [])
    monkeypatch.setattr(filling, "shipped", lambda: (sly, *shipped()[1:]))
    with pytest.raises(StoreError, match="offices: 1 rows were read and 1 stored, or not the same"):
        await move(url, across)
    assert not any((await everything(across)).values())


SLY = """
CREATE FUNCTION sly() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN NEW.granted_at = 666; RETURN NEW; END $$;
CREATE TRIGGER sly BEFORE INSERT ON offices FOR EACH ROW EXECUTE FUNCTION sly();
"""


async def test_a_sign_that_postgresql_cannot_keep_is_named_by_its_row(
    tmp_path: Path, postgres_server: PostgresServer
) -> None:
    url, across = f"sqlite:///{tmp_path}/netral.db", await postgres_server.fresh()
    store = await trained(url, 3)
    await store.people.rename(2, "Budi\0Rahasia")
    await store.close()
    with pytest.raises(StoreError, match=r"people: .*the sign NUL.* of id 2$") as caught:
        await move(url, across)
    assert "Rahasia" not in str(caught.value)
    assert not any((await everything(across)).values())


async def test_a_value_that_postgresql_cannot_keep_is_not_repeated(
    tmp_path: Path, postgres_server: PostgresServer
) -> None:
    url, across = f"sqlite:///{tmp_path}/netral.db", await postgres_server.fresh()
    store = await trained(url, 3)
    await execute(store.database, "UPDATE answers SET points = 'rahasia' WHERE person = 1")
    await store.close()
    with pytest.raises(StoreError, match="answers") as caught:
        await move(url, across)
    assert not isinstance(caught.value, StoreUnavailable)
    assert "rahasia" not in str(caught.value)


async def test_many_rows_are_moved_in_batches(url: str, across: str) -> None:
    store = await open_store(url)
    insert = "INSERT INTO agencies (code, name) VALUES (:code, 'x')"
    teach(store.database, "many", insert)
    await store.database.write(Step("many", [{"code": f"A{n}"} for n in range(5000)]))
    await store.close()
    told: list[int] = []
    await move(
        url, across, progress=lambda what, n, _: told.append(n) if what == "agencies" else None
    )
    assert told == [0, 2000, 4000, 5000]
    assert all(b - a <= 2000 for a, b in itertools.pairwise(told))
    assert len((await everything(across))["agencies"]) == 5000


def test_the_version_is_told_with_its_name() -> None:
    assert version([]) == "empty"
    assert version([(1, "first", "x"), (2, "second", "y")]) == "0002_second"
