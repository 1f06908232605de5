"""``migrate``, ``backup``, ``restore``, ``verify`` and ``move``, as an operator runs them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.service.upkeep.audit import CHECKS
from bot.store.migrate import shipped, version
from tests.cli.run import Done, Shell
from tests.databases import PostgresServer
from tests.store.copies import trained, with_programs

NOW = version([shipped()[-1].record])
COUNTS = ["table\trows", "agencies\t2", "units\t3", "people\t7", "attempts\t8", "answers\t30"]


@pytest.fixture
async def used(shell: Shell, url: str, postgres_server: PostgresServer) -> Shell:
    """A shell whose database has seven people who were trained; the seventh is called Rahasia."""
    shell.settings |= {"DATABASE_URL": url, **with_programs(postgres_server)}
    store = await trained(url, 7)
    await store.people.rename(7, "Rahasia")
    await store.rights.renew(7, "uji-1", 20)  # the version of the content that the shell has
    await store.close()
    return shell


def elsewhere(used: Shell, tmp_path: Path) -> str:
    """From here on the shell has an empty SQLite database; gives the address of the old one."""
    before = used.settings["DATABASE_URL"]
    used.settings["DATABASE_URL"] = f"sqlite:///{tmp_path / 'new.db'}"
    return before


def refused(done: Done, *words: str) -> None:
    assert done.code == 2, done
    [line] = done.err.strip().splitlines()
    for word in words:
        assert word in line
    assert done.out == ""


@pytest.mark.bare
def test_migrate_says_from_which_to_which_version(shell: Shell, url: str) -> None:
    shell.settings["DATABASE_URL"] = url
    first = shell.run("migrate").out.splitlines()
    assert first == [
        f"the database was brought up to date: from empty to {NOW}",
        *(f"ran {version([migration.record])}" for migration in shipped()),
    ]
    assert shell.run("migrate").out == f"the database is up to date: {NOW}\n"


def test_a_backup_is_made_restored_and_verified(used: Shell, tmp_path: Path) -> None:
    made = used.run("backup", str(tmp_path / "kept"))
    assert made.code == 0, made
    first, *counts = made.out.splitlines()
    assert first.startswith(f"{tmp_path / 'kept'}: 0.")
    assert first.endswith(f" MB, {NOW}")
    assert counts[: len(COUNTS)] == COUNTS
    elsewhere(used, tmp_path)
    restored = used.run("restore", str(tmp_path / "kept"))
    assert restored.out.splitlines() == [*counts, f"{len(CHECKS)} checks, no fault"]
    assert restored.code == 0
    again = used.run("chat", "--user", "7")
    assert "Selamat datang kembali, Rahasia" in again.out


def test_a_backup_is_not_overwritten_and_a_full_database_not_replaced(
    used: Shell, tmp_path: Path
) -> None:
    path = str(tmp_path / "kept")
    used.run("backup", path)
    refused(used.run("backup", path), "kept", "--force")
    assert used.run("backup", path, "--force").code == 0
    refused(used.run("restore", path), "people 7", "--force")
    assert used.run("restore", path, "--force").code == 0


def test_verify_names_the_fault_by_ids_and_ends_with_1(used: Shell, tmp_path: Path) -> None:
    used.run("backup", str(tmp_path / "kept"))
    elsewhere(used, tmp_path)
    used.run("restore", str(tmp_path / "kept"))
    assert used.run("verify").out == f"{len(CHECKS)} checks, no fault\n"
    with closing(sqlite3.connect(tmp_path / "new.db")) as database, database:
        database.execute("UPDATE attempts SET score = score + 1 WHERE person = 7")
    done = used.run("verify")
    assert done.code == 1
    [line] = done.out.splitlines()
    assert line.startswith("scores: attempt ")
    assert " of person 7: the score is " in line
    assert "Rahasia" not in line
    assert done.err == "1 fault\n"


def test_a_restore_that_does_not_verify_says_so(used: Shell, tmp_path: Path) -> None:
    url = elsewhere(used, tmp_path)
    used.run("move", url, used.settings["DATABASE_URL"])
    with closing(sqlite3.connect(tmp_path / "new.db")) as database, database:
        database.execute("UPDATE answers SET points = 1")
    used.run("backup", str(tmp_path / "kept"))
    done = used.run("restore", str(tmp_path / "kept"), "--force")
    assert done.code == 1
    assert "scores: attempt " in done.out


def test_what_cannot_be_restored_is_told_in_one_line(used: Shell, tmp_path: Path) -> None:
    elsewhere(used, tmp_path)
    (tmp_path / "letter").write_text("no backup")
    refused(used.run("restore", str(tmp_path / "letter")), "letter", "not a backup")
    refused(used.run("restore", str(tmp_path / "nothing")), "No such file")
    refused(used.run("verify"), "there is no database here")
    assert not (tmp_path / "new.db").exists()


def test_a_database_is_moved_and_the_bot_goes_on_there(used: Shell, tmp_path: Path) -> None:
    before = elsewhere(used, tmp_path)
    after = used.settings["DATABASE_URL"]
    done = used.run("move", before, after)
    assert done.code == 0, done
    assert done.out.splitlines()[: len(COUNTS)] == COUNTS
    assert "set DATABASE_URL" in done.out
    assert "Selamat datang kembali, Rahasia" in used.run("chat", "--user", "7").out
    refused(used.run("move", before, after), "not empty", "people 7")
    refused(used.run("move", before, before), "the same")


def test_a_wrong_address_is_told_without_its_password(shell: Shell) -> None:
    url = "mysql://user:Rahasia@host/name"
    done = shell.run("move", url, "sqlite:///x.db")
    refused(done, "sqlite:///", "postgresql://")
    assert "Rahasia" not in done.err


def test_an_older_database_is_neither_verified_nor_moved(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "test.db").touch()
    refused(shell.run("verify"), "empty", "migrate")
    refused(shell.run("move", shell.settings["DATABASE_URL"], "sqlite:///x.db"), "migrate")
    refused(shell.run("backup", "kept"), "not a database of this program")


def test_caring_for_a_database_needs_no_content(used: Shell, tmp_path: Path) -> None:
    used.settings["CONTENT_DIR"] = "nowhere"
    for words in (("migrate",), ("verify",), ("backup", str(tmp_path / "kept"))):
        assert used.run(*words).code == 0
