"""``python -m tests.fault``: the long form, for every door and database that is not left out.

It prints its seed; with the same seed everybody decides the same again.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.fault.databases import CrashingServer, Database, Postgres, Sqlite
from tests.fault.report import Plan, Report, table
from tests.fault.run import Run
from tests.fault.trouble import Pace

DOORS = ("poll", "webhook")
DATABASES = ("sqlite", "postgres")
_LOCKED = 2.0  # seconds
_STALL = 3.0
_BETWEEN = (0.2, 2.0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fault", description=__doc__)
    parser.add_argument("--seed", type=int, default=None, help="default: a new one")
    parser.add_argument("--minutes", type=float, default=2.0, help="at least, of each run")
    parser.add_argument("--kills", type=int, default=50, help="at least, in each run")
    parser.add_argument("--learners", type=int, default=50)
    parser.add_argument("--workers", type=int, default=2, help="by webhook")
    parser.add_argument("--door", choices=DOORS, help="default: both")
    parser.add_argument("--database", choices=DATABASES, help="default: both")
    parser.add_argument("--jobs", type=int, default=4, help="how many runs at once")
    parser.add_argument("--log", type=Path, help="a folder for logs and for what people did")
    return parser.parse_args()


class LongForm:
    """All runs that are wanted, some at a time."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._room = asyncio.Semaphore(options.jobs)
        self._under_way: list[Run] = []
        self._began = time.monotonic()

    async def go(self) -> dict[str, Report]:
        """The reports, by name."""
        wanted = combinations(self._options)
        progress = asyncio.create_task(self._progress())
        try:
            reports = await asyncio.gather(*(self._one(*one) for one in wanted))
        finally:
            progress.cancel()
        return {f"{door}/{name}": one for (door, name), one in zip(wanted, reports, strict=True)}

    async def _one(self, door: str, database: str) -> Report:
        async with self._room:
            with tempfile.TemporaryDirectory(prefix="netral-fault-") as name:
                return await self._in_folder(Path(name), door, database)

    async def _in_folder(self, folder: Path, door: str, database: str) -> Report:
        if database == "sqlite":
            return await self._run(door, Sqlite(folder, _LOCKED), folder)
        server = await asyncio.to_thread(CrashingServer)
        try:
            return await self._run(door, Postgres(server, await server.fresh()), folder)
        finally:
            await asyncio.to_thread(server.stop)

    async def _run(self, door: str, database: Database, folder: Path) -> Report:
        options = self._options
        pace = Pace(_BETWEEN, _STALL, options.kills, options.minutes * 60, rounds=2)
        run = Run(
            Plan(options.seed, door, options.learners, pace, workers=options.workers),
            database,
            folder,
        )
        self._under_way.append(run)
        report = await run.go()
        self._under_way.remove(run)
        name = f"{door}-{type(database).__name__.lower()}"
        if options.log is not None:
            await asyncio.to_thread(report.write, options.log / name)
        return report

    async def _progress(self) -> None:
        """A line that is written over, once a second."""
        while True:
            runs = self._under_way
            _say(
                f"\r{time.monotonic() - self._began:4.0f} s  {len(runs)} runs:"
                f" {sum(run.kills for run in runs)} kills,"
                f" {sum(len(run.witness.taps) for run in runs)} taps,"
                f" {sum(run.crowd.results for run in runs)} results    "
            )
            await asyncio.sleep(1.0)


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def combinations(options: argparse.Namespace) -> Sequence[tuple[str, str]]:
    """Which runs are wanted."""
    return [
        (door, database)
        for door in DOORS
        for database in DATABASES
        if options.door in (None, door) and options.database in (None, database)
    ]


def main() -> None:
    """All runs; ends with 1 if anything was found."""
    options = _options()
    options.seed = secrets.randbelow(1 << 30) if options.seed is None else options.seed
    _say(f"seed {options.seed}\n")
    reports = asyncio.run(LongForm(options).go())
    _say("\n")
    for name, report in reports.items():
        for finding in report.findings:
            _say(f"{name}: {finding}\n")
    sys.stdout.write(table(reports) + "\n")
    if any(report.findings for report in reports.values()):
        sys.exit(f"found with --seed {options.seed}")


if __name__ == "__main__":
    main()
