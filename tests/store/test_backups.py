"""A backup is of one moment of a live database, whole, and only for its owner."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.errors import BackupError, StoreError, StoreUnavailable
from bot.store.backup import Backup, backup, restore
from bot.store.database import Step
from bot.store.migrate import shipped, version
from bot.store.store import open_store
from tests.store.copies import everything, files, touch, trained
from tests.store.raw import execute, teach


async def test_it_says_how_large_it_is_and_what_is_in_it(
    url: str, tmp_path: Path, programs: dict[str, str]
) -> None:
    store = await trained(url)
    done = await backup(url, tmp_path / "kept", programs)
    rows = {table: len(found) for table, found in (await everything(url)).items()}
    assert done == Backup((tmp_path / "kept").stat().st_size, version([shipped()[-1].record]), rows)
    assert rows["answers"] == 20 * 4 + 5 * 2
    await store.close()


async def test_only_its_owner_can_read_it(
    url: str, tmp_path: Path, programs: dict[str, str]
) -> None:
    await (await open_store(url)).close()
    await backup(url, tmp_path / "kept", programs)
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0


async def test_an_old_backup_is_not_overwritten_unless_forced(
    url: str, tmp_path: Path, programs: dict[str, str]
) -> None:
    store = await trained(url, 1)
    (tmp_path / "kept").write_bytes(b"the old one")
    with pytest.raises(BackupError, match="--force"):
        await backup(url, tmp_path / "kept", programs)
    assert (tmp_path / "kept").read_bytes() == b"the old one"
    await backup(url, tmp_path / "kept", programs, force=True)
    assert (tmp_path / "kept").read_bytes() != b"the old one"
    await store.close()


@pytest.mark.bare
async def test_what_is_no_database_of_this_program_is_not_backed_up(
    url: str, tmp_path: Path, programs: dict[str, str]
) -> None:
    if url.startswith("sqlite"):
        with pytest.raises(StoreUnavailable, match="there is no database here"):
            await backup(url, tmp_path / "kept", programs)
        assert files(tmp_path) == set()
        touch(url)
    with pytest.raises(StoreError, match="not a database of this program"):
        await backup(url, tmp_path / "kept", programs)
    assert not (tmp_path / "kept").exists()


async def test_a_backup_while_others_write_is_of_one_moment(
    url: str, other: str, tmp_path: Path, programs: dict[str, str]
) -> None:
    # Each write stores two rows that belong together; no backup may have one without the other.
    store = await open_store(url)
    insert = "INSERT INTO agencies (code, name) VALUES (:code, 'x')"
    teach(store.database, "left", insert)
    teach(store.database, "right", insert)
    written, going = 0, True

    async def write() -> None:
        nonlocal written
        while going:
            written += 1
            await store.database.write(
                Step("left", {"code": f"L{written}"}), Step("right", {"code": f"R{written}"})
            )

    writer = asyncio.ensure_future(write())
    sizes: list[int] = []
    while len(set(sizes)) < 3:  # until it wrote between two backups, twice
        done = await backup(url, tmp_path / "kept", programs, force=True)
        sizes.append(done.rows["agencies"])
        await restore(other, tmp_path / "kept", programs, force=True)
        codes = {str(row[0]) for row in (await everything(other))["agencies"]}
        assert len(codes) == sizes[-1]
        assert {"R" + code[1:] for code in codes if code[0] == "L"} == {
            code for code in codes if code[0] == "R"
        }
    assert not writer.done()
    going = False
    await writer
    assert sizes == sorted(sizes)
    await store.close()


async def test_progress_is_told(url: str, tmp_path: Path, programs: dict[str, str]) -> None:
    store = await trained(url, 2)
    told: list[tuple[str, int, int | None]] = []
    await backup(url, tmp_path / "kept", programs, progress=lambda *how: told.append(how))
    what, done, _ = told[-1]
    assert what == "backup"
    assert done == (tmp_path / "kept").stat().st_size
    await store.close()


async def test_what_was_deleted_is_in_no_later_backup(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/netral.db"
    store = await trained(url, 5)
    await store.people.rename(5, "Rahasia-4711")
    for table in ("consents", "answers", "attempts"):
        await execute(store.database, f"DELETE FROM {table} WHERE person = 5")
    await execute(store.database, "DELETE FROM people WHERE id = 5")
    await backup(url, tmp_path / "kept", {})
    assert b"Rahasia-4711" not in (tmp_path / "kept").read_bytes()
    await store.close()
