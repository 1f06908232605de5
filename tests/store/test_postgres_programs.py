"""PostgreSQL's own programs: the right version, the password never on a command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import BackupError
from bot.store.backup import backup, restore
from bot.store.postgres_programs import Program, address, complaint, find, require
from bot.store.store import open_store
from tests.databases import PostgresServer
from tests.store.copies import files, trained

SECRET = "Rahasia-4711"
TELLS = """echo "$@" > "$0.line"
echo "$PGPASSWORD" > "$0.password"
echo "pg_dump: error: it broke" >&2
exit 1"""


def program(folder: Path, name: str, version: str, then: str = "exit 1") -> dict[str, str]:
    """An environment in which a program says that version, and then does that."""
    path = folder / "bin" / name
    path.parent.mkdir(exist_ok=True)
    said = f'#!/bin/sh\nif [ "$1" = --version ]; then echo "{version}"; exit; fi\n{then}\n'
    path.write_text(said, encoding="utf-8")
    path.chmod(0o755)
    return {"PATH": str(path.parent)}


@pytest.mark.parametrize(
    ("url", "clean", "password"),
    [
        ("postgresql://u:p%40ss@h:5432/n", "postgresql://u@h:5432/n", "p@ss"),
        ("postgresql://u@h/n", "postgresql://u@h/n", None),
        ("postgresql://h/n", "postgresql://h/n", None),
        ("postgres://u:@h/n", "postgres://u@h/n", ""),
        ("postgresql://u:p@/n?host=/run", "postgresql://u@/n?host=%2Frun", "p"),
        ("postgresql://u@/n?password=p&host=h", "postgresql://u@/n?host=h", "p"),
        ("postgresql://u@h/n?search_path=s&sslmode=require", None, None),
        ("postgresql://u:p@h1:1,h2:2/n", "postgresql://u@h1:1,h2:2/n", "p"),
        ("postgresql://u:p@h", "postgresql://u@h", "p"),
        ("postgresql://u:p@h?sslmode=require", "postgresql://u@h?sslmode=require", "p"),
    ],
)
def test_the_password_goes_from_the_address_into_the_environment(
    url: str, clean: str | None, password: str | None
) -> None:
    given, environment = address(url, {"PATH": "/bin"})
    assert given == (clean or "postgresql://u@h/n?sslmode=require")
    assert environment["PATH"] == "/bin"
    assert environment.get("PGPASSWORD") == password


def test_the_password_of_the_environment_stays_when_the_address_has_none() -> None:
    assert address("postgresql://u@h/n", {"PGPASSWORD": "p"})[1] == {"PGPASSWORD": "p"}
    assert address("postgresql://u:q@h/n", {"PGPASSWORD": "p"})[1] == {"PGPASSWORD": "q"}


async def test_no_password_is_on_a_command_line_or_in_an_error(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    url = await postgres_server.fresh()
    await (await open_store(url)).close()
    environment = program(tmp_path, "pg_dump", "pg_dump (PostgreSQL) 99.1", TELLS)
    with pytest.raises(BackupError) as caught:
        await backup(
            url.replace("postgres@", f"postgres:{SECRET}@"), tmp_path / "kept", environment
        )
    assert str(caught.value) == "pg_dump: error: it broke"
    line, password = ((tmp_path / "bin" / f"pg_dump.{end}") for end in ("line", "password"))
    assert "--dbname=postgresql://postgres@/postgres?host=" in line.read_text(encoding="utf-8")
    assert SECRET not in line.read_text(encoding="utf-8")
    assert password.read_text(encoding="utf-8").strip() == SECRET
    assert files(tmp_path) == {"bin"}


async def test_an_older_pg_dump_than_the_server_is_refused(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    url = await postgres_server.fresh()
    await (await open_store(url)).close()
    old = program(tmp_path, "pg_dump", "pg_dump (PostgreSQL) 9.6.24")
    with pytest.raises(BackupError, match=r"pg_dump is of PostgreSQL 9 and the server of \d\d;"):
        await backup(url, tmp_path / "kept", old)
    assert files(tmp_path) == {"bin"}


async def test_without_pg_dump_it_is_said_what_to_install(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    url = await postgres_server.fresh()
    await (await open_store(url)).close()
    with pytest.raises(BackupError, match="pg_dump is not on PATH; install"):
        await backup(url, tmp_path / "kept", {"PATH": str(tmp_path)})
    assert files(tmp_path) == set()


async def test_an_archive_of_a_newer_pg_dump_is_told(
    postgres_server: PostgresServer, tmp_path: Path, programs: dict[str, str]
) -> None:
    url = await postgres_server.fresh()
    await (await trained(url, 2)).close()
    await backup(url, tmp_path / "kept", programs)
    raw = bytearray((tmp_path / "kept").read_bytes())
    raw[6] = 200  # the minor version of the format
    (tmp_path / "kept").write_bytes(raw)
    with pytest.raises(BackupError, match="made by a newer pg_dump"):
        await restore(f"sqlite:///{tmp_path}/new.db", tmp_path / "kept", programs)
    assert files(tmp_path) == {"kept"}


def test_the_first_on_path_is_taken(tmp_path: Path) -> None:
    environment = program(tmp_path, "pg_dump", "pg_dump (PostgreSQL) 18.6 (Debian 18.6-1)")
    assert find("pg_dump", environment) == Program(str(tmp_path / "bin" / "pg_dump"), 18)


@pytest.mark.parametrize("said", ["", "something else", "pg_dump (PostgreSQL) devel"])
def test_what_does_not_say_its_version_is_refused(tmp_path: Path, said: str) -> None:
    with pytest.raises(BackupError, match="which version"):
        find("pg_dump", program(tmp_path, "pg_dump", said))


def test_what_does_not_run_is_refused(tmp_path: Path) -> None:
    environment = program(tmp_path, "pg_dump", "x")
    (tmp_path / "bin" / "pg_dump").write_bytes(b"\0\0\0\0")
    with pytest.raises(BackupError, match="pg_dump"):
        find("pg_dump", environment)


def test_a_newer_program_than_the_server_will_do() -> None:
    require(Program("pg_dump", 18), 18)
    require(Program("pg_dump", 19), 18)
    with pytest.raises(BackupError, match="install the client programs of PostgreSQL 18"):
        require(Program("pg_dump", 17), 18)


def test_the_line_with_the_error_is_told() -> None:
    assert complaint(b"note\npg_dump: error: it broke\nhint: x\n") == "pg_dump: error: it broke"
    assert complaint(b"only this\n") == "only this"
    assert complaint(b"") == "no reason given"
    assert len(complaint(b"x" * 1000)) == 300
