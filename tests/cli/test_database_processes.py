"""Several processes at once, and processes that are killed, interrupted, or out of disk."""

from __future__ import annotations

import os
import pty
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import asyncpg
import pytest

from bot.store.store import open_store
from tests.cli.run import ROOT, Shell
from tests.databases import PostgresServer

pytestmark = pytest.mark.bare

LARGE = 40_000_000  # bytes of a database; a backup of it takes long enough to be stopped


def start(
    shell: Shell, *words: str, before: Callable[[], None] | None = None
) -> subprocess.Popen[str]:
    """A command that runs beside the test, and can be interrupted even where we are run in the
    background, which ignores interrupts and hands that down."""

    def prepare() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if before is not None:
            before()

    return subprocess.Popen(
        [sys.executable, str(ROOT / "run_bot.py"), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=shell.environment(),
        preexec_fn=prepare,  # noqa: PLW1509
    )


@pytest.fixture
async def large(shell: Shell, tmp_path: Path) -> Path:
    """A SQLite database that is worth a progress bar."""
    path = tmp_path / "large.db"
    shell.settings["DATABASE_URL"] = f"sqlite:///{path}"
    store = await open_store(shell.settings["DATABASE_URL"])
    for number in range(LARGE // 2_000_000):
        await store.contents.put(f"h{number}", os.urandom(2_000_000), 1)
    await store.close()
    return path


def whole(path: Path) -> bool:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def parts(folder: Path) -> list[Path]:
    return list(folder.glob(".kept.*.part"))


def writes(folder: Path) -> bool:
    return any(part.stat().st_size for part in parts(folder))


def watch(process: subprocess.Popen[str], holds: Callable[[], bool]) -> None:
    """Until it holds or the process has ended; looks once a millisecond, as it needs the core."""
    while not holds():
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.001)
            return


def test_of_many_processes_that_migrate_at_once_each_migration_is_run_by_one(
    shell: Shell, url: str
) -> None:
    shell.settings["DATABASE_URL"] = url
    processes = [start(shell, "migrate") for _ in range(6)]
    said = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0] * 6, said
    ran = [line for out, _ in said for line in out.splitlines() if line.startswith("ran ")]
    assert "ran 0001_first" in ran
    assert len(ran) == len(set(ran))
    assert shell.run("migrate").out.startswith("the database is up to date")


def test_a_killed_backup_leaves_no_file_that_looks_whole(
    shell: Shell, large: Path, tmp_path: Path
) -> None:
    process = start(shell, "backup", str(tmp_path / "kept"))
    watch(process, lambda: writes(tmp_path))
    process.kill()
    process.communicate(timeout=60)
    assert not (tmp_path / "kept").exists() or whole(tmp_path / "kept")
    assert all(part.name.startswith(".") for part in parts(tmp_path))
    assert shell.run("backup", str(tmp_path / "kept"), "--force").code == 0
    assert whole(tmp_path / "kept")


def test_a_killed_backup_leaves_the_old_one(shell: Shell, large: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"the old one")
    process = start(shell, "backup", str(tmp_path / "kept"), "--force")
    watch(process, lambda: bool(parts(tmp_path)))
    process.kill()
    process.communicate(timeout=60)
    old = (tmp_path / "kept").read_bytes() == b"the old one"
    assert old or whole(tmp_path / "kept")


def test_an_interrupted_backup_cleans_up(shell: Shell, large: Path, tmp_path: Path) -> None:
    process = start(shell, "backup", str(tmp_path / "kept"))
    watch(process, lambda: writes(tmp_path))
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert parts(tmp_path) == []
    assert process.returncode == 130, err
    assert err == ""
    assert not (tmp_path / "kept").exists()


@contextmanager
def stuck(
    url: str, shell: Shell, tmp_path: Path, server: PostgresServer
) -> Iterator[subprocess.Popen[str]]:
    """A backup whose pg_dump waits for ever, beside a file that it has begun."""
    program = tmp_path / "bin" / "pg_dump"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\n"
        f'if [ "$1" = --version ]; then exec "{server._bin}/pg_dump" --version; fi\n'
        f'echo $$ > "{tmp_path}/pid.new"; mv "{tmp_path}/pid.new" "{tmp_path}/pid"\n'
        "exec tail -f /dev/null\n"
    )
    program.chmod(0o755)
    shell.settings |= {"DATABASE_URL": url, "PATH": f"{program.parent}:{os.environ['PATH']}"}
    process = start(shell, "backup", str(tmp_path / "kept"))
    watch(process, (tmp_path / "pid").exists)
    yield process
    process.kill()
    process.communicate(timeout=60)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_killed_backup_of_postgresql_leaves_no_file_that_looks_whole(
    shell: Shell, tmp_path: Path, postgres_server: PostgresServer
) -> None:
    url = await postgres_server.fresh()
    await (await open_store(url)).close()
    with stuck(url, shell, tmp_path, postgres_server) as process:
        process.kill()
        process.communicate(timeout=60)
        os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)
    assert not (tmp_path / "kept").exists()
    assert len(parts(tmp_path)) == 1


async def test_an_interrupted_backup_of_postgresql_ends_pg_dump_and_cleans_up(
    shell: Shell, tmp_path: Path, postgres_server: PostgresServer
) -> None:
    url = await postgres_server.fresh()
    await (await open_store(url)).close()
    with stuck(url, shell, tmp_path, postgres_server) as process:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode == 130
    assert not alive(int((tmp_path / "pid").read_text()))
    assert parts(tmp_path) == []


def full_disk() -> None:
    """Files of this process may not grow beyond 300 KB."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))


def test_a_full_disk_stops_a_backup_in_one_line(shell: Shell, large: Path, tmp_path: Path) -> None:
    process = start(shell, "backup", str(tmp_path / "kept"), before=full_disk)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    [line] = err.splitlines()
    assert "the disk" in line
    assert [path.name for path in tmp_path.iterdir() if "kept" in path.name] == []


def test_a_full_disk_stops_a_restore_and_leaves_nothing(
    shell: Shell, large: Path, tmp_path: Path
) -> None:
    shell.run("backup", str(tmp_path / "kept"))
    shell.settings["DATABASE_URL"] = f"sqlite:///{tmp_path / 'new.db'}"
    process = start(shell, "restore", str(tmp_path / "kept"), before=full_disk)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    [line] = err.splitlines()
    assert "the disk" in line
    assert not (tmp_path / "new.db").exists()
    assert shell.run("restore", str(tmp_path / "kept")).code == 1  # the contents are rubbish


def has_rows(folder: Path) -> bool:
    """Whether a restore into a SQLite database has written some of the rows."""
    return sum(path.stat().st_size for path in folder.glob("*-wal")) >= 1_000_000


async def test_a_killed_restore_leaves_the_database_as_it_was(
    shell: Shell, large: Path, tmp_path: Path, url: str
) -> None:
    shell.run("backup", str(tmp_path / "kept"))
    shell.settings["DATABASE_URL"] = url
    store = await open_store(url)
    await store.contents.put("before", b"x", 1)
    process = start(shell, "restore", str(tmp_path / "kept"), "--force")
    assert process.stdout is not None
    if url.startswith("sqlite"):
        watch(process, lambda: has_rows(tmp_path))
    else:
        watching = await asyncpg.connect(url)
        sql = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY%contents%'"
        while process.poll() is None and not await watching.fetchval(sql):
            pass
        await watching.close()
    process.kill()
    process.communicate(timeout=60)
    assert await store.contents.get("before") in (b"x", None)
    kept = await store.contents.get("before") == b"x"
    assert (await store.contents.get("h0") is None) == kept, "all of it or nothing"
    await store.close()


def test_a_folder_that_cannot_be_written_is_told(shell: Shell, large: Path, tmp_path: Path) -> None:
    locked = Path("/proc/self")  # not even root makes files here
    if os.geteuid() != 0:
        locked = tmp_path / "locked"
        locked.mkdir(mode=0o500)
    done = shell.run("backup", str(locked / "kept"))
    assert done.code == 2
    [line] = done.err.splitlines()
    assert str(locked) in line


def seen_on_a_terminal(shell: Shell, *words: str) -> str:
    """What a command shows where its errors go to a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "run_bot.py"), *words],
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env={**shell.environment(), "TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(theirs)
    seen = b""
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:  # Linux says so when nobody is at the other end any more
        pass
    os.close(ours)
    assert process.wait(timeout=60) in (0, 1)
    return seen.decode()


def test_progress_is_drawn_on_a_terminal_only(shell: Shell, large: Path, tmp_path: Path) -> None:
    assert "backup" in seen_on_a_terminal(shell, "backup", str(tmp_path / "kept"))
    checking = seen_on_a_terminal(shell, "verify")
    assert "contents" in checking
    assert "tallies" in checking
    assert shell.run("backup", str(tmp_path / "other")).err == ""
