"""``make bench``: all contenders, one after the other, and the table that they make."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import sqlite3
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.contenders import ROOT, SERVER_CORE
from bench.lineup import DATABASES, DOORS, bare, ours, postgres
from bench.measure import PEOPLE, Result, measure

_HEADINGS = (
    "| bot | taps/s | answers/s | taps per CPU s | x PTB | x aiogram | µs CPU per tap"
    " | p50 ms | p95 ms | p99 ms | half load: p95 | p99 | MB |"
)
MARKS = ("<!-- results -->", "<!-- /results -->")


async def run(seconds: float, only: str) -> list[Result]:
    """Measures everyone whose name has ``only`` in it."""
    os.sched_setaffinity(0, {SERVER_CORE})
    results = []
    with postgres() as server:
        everybody = bare() + [
            ours(door, database, await server.fresh()) for database in DATABASES for door in DOORS
        ]
        for i, contender in enumerate(everybody):
            if only in contender.name:
                print(f"{contender.name} ...", file=sys.stderr, flush=True)
                results.append(await measure(contender, seconds, seed=i))
    return results


def table(results: Sequence[Result]) -> str:
    """The results as a Markdown table, with ratios of taps per CPU second."""
    base = {r.name: r.per_cpu for r in results}
    ptb, aiogram = base.get("bare python-telegram-bot"), base.get("bare aiogram")
    lines = [_HEADINGS, "| --- |" + " ---: |" * 12]
    for r in results:
        ratios = [f"{r.per_cpu / one:.2f}" if one else "" for one in (ptb, aiogram)]
        numbers = [
            f"{r.taps:.0f}",
            f"{r.answers:.0f}",
            f"{r.per_cpu:.0f}",
            *ratios,
            f"{r.cpu_us:.0f}",
        ]
        times = [f"{one:.1f}" for one in (r.p50, r.p95, r.p99, r.half_p95, r.half_p99)]
        lines.append(f"| {' | '.join([r.name, *numbers, *times, f'{r.memory:.0f}'])} |")
    return "\n".join(lines)


def surroundings(seconds: float) -> str:
    """The machine and the versions, in one paragraph."""
    versions = ", ".join(
        f"{name} {version(name)}"
        for name in ("python-telegram-bot", "aiohttp", "asyncpg", "uvloop")
    )
    return (
        f"{datetime.now(UTC).date()}: {PEOPLE} people in a closed loop, {seconds:.0f} s each;"
        f" {_processor()}, {os.cpu_count()} cores, one for the server and its people, one for the"
        f" bot; Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions},"
        f" aiogram {_aiogram()}."
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _aiogram() -> str:
    return (ROOT / "bench" / "aiogram.lock").read_text().partition("aiogram==")[2].split()[0]


def main() -> None:
    """Prints the table; with ``--write`` it also goes into bench/README.md."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--only", default="")
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    results = asyncio.run(run(wanted.seconds, wanted.only))
    told = f"{surroundings(wanted.seconds)}\n\n{table(results)}"
    print(told)
    if wanted.write:
        readme = ROOT / "bench" / "README.md"
        before, rest = readme.read_text(encoding="utf-8").split(MARKS[0])
        after = rest.split(MARKS[1])[1]
        readme.write_text(f"{before}{MARKS[0]}\n{told}\n{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
