"""When there is no memory, every caller is told so, and nobody waits for a thread that ended."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import asyncio
import contextlib
import sqlite3
import sys

from bot.errors import StoreUnavailable
from bot.store.store import open_store


async def told(call):
    try:
        await call
    except StoreUnavailable as error:
        print(error)


async def main():
    store = await open_store(sys.argv[1])
    with contextlib.suppress(MemoryError):
        sqlite3.connect(":memory:").execute("PRAGMA hard_heap_limit = 1")
    for _ in range(2):
        await told(store.people.set_language(1, "id"))
        await told(store.people.state(1))
    await store.close()


asyncio.run(main())
"""


def test_reads_and_writes_say_so_each_time(tmp_path: Path) -> None:
    """In a process of its own: the limit is the whole process's, and cannot be lifted."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, f"sqlite:///{tmp_path}/netral.db"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) == 4
    assert all(line.endswith("out of memory") for line in lines)
