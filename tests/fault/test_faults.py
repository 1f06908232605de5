"""The short form: a few learners, every kind of trouble once, and the whole audit.

``make fault`` is the long one. Both doors on both databases are attacked at the same time, as
most of a run is waiting: each chat gets one screen a second.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.fault.databases import CrashingServer, Database, Postgres, Sqlite
from tests.fault.report import Plan, Report
from tests.fault.run import Run
from tests.fault.trouble import Pace

SEED = 20_240_214
PACE = Pace(between=(0.1, 0.4), stall=0.3, kills=1, seconds=0.0, polite=False)
LEARNERS = 5


async def _run(door: str, database: Database, folder: Path) -> Report:
    plan = Plan(SEED, door, LEARNERS, PACE, patience=3.0, questions=2, to_finish=60.0)
    report = await Run(plan, database, folder).go()
    await asyncio.to_thread(report.write, folder / "report")
    return report


async def test_no_answer_is_lost_or_counted_twice_whatever_fails(tmp_path: Path) -> None:
    names = ("poll-sqlite", "poll-postgres", "webhook-sqlite", "webhook-postgres")
    folders = [tmp_path / name for name in names]
    for folder in folders:
        folder.mkdir()
    servers = [await asyncio.to_thread(CrashingServer) for _ in range(2)]  # each is restarted
    try:
        reports = await asyncio.gather(
            _run("poll", Sqlite(folders[0], 0.5), folders[0]),
            _run("poll", Postgres(servers[0], await servers[0].fresh()), folders[1]),
            _run("webhook", Sqlite(folders[2], 0.5), folders[2]),
            _run("webhook", Postgres(servers[1], await servers[1].fresh()), folders[3]),
        )
    finally:
        for server in servers:
            await asyncio.to_thread(server.stop)
    for folder, report in zip(folders, reports, strict=True):
        told = f"seed {SEED}, see {folder / 'report'}: {report.findings}"
        assert report.findings == [], told
        assert report.numbers["SIGKILL"] >= 2
        assert report.numbers["results seen"] >= LEARNERS
