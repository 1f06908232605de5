"""The short form: a few learners, every kind of trouble once, and the whole audit.

``make fault`` is the long one. Both databases are attacked at the same time, as most of a run is
waiting: each chat gets one screen a second.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.fault.databases import CrashingServer, Database, Postgres, Sqlite
from tests.fault.report import Plan
from tests.fault.run import Run
from tests.fault.trouble import Pace

SEED = 20_240_214
PACE = Pace(between=(0.1, 0.5), stall=0.3, kills=1, seconds=0.0, polite=False)


@pytest.mark.parametrize("door", ["poll", "webhook"])
async def test_no_answer_is_lost_or_counted_twice_whatever_fails(
    door: str, tmp_path: Path, postgres: CrashingServer
) -> None:
    files = [tmp_path / name for name in ("sqlite", "postgres")]
    databases: list[Database] = [
        Sqlite(files[0], seconds=0.5),
        Postgres(postgres, await postgres.fresh()),
    ]
    plan = Plan(SEED, door, learners=6, pace=PACE, patience=3.0, questions=2, to_finish=60.0)
    for folder in files:
        folder.mkdir()
    reports = await asyncio.gather(
        *(Run(plan, each, folder).go() for each, folder in zip(databases, files, strict=True))
    )
    for name, report in zip(("SQLite", "PostgreSQL"), reports, strict=True):
        report.write(tmp_path / "reports" / name)
        assert report.findings == [], f"{name}, seed {SEED}, see {tmp_path}: {report.findings}"
        assert report.numbers["SIGKILL"] >= 2
        assert report.numbers["results seen"] >= plan.learners
