"""One run: a crowd, a bot, a database, trouble; then calm, the last results, and the audit."""

from __future__ import annotations

import asyncio
import re
import signal
import time
from pathlib import Path
from random import Random

from bot.agencies.agency import Agency, Unit
from bot.store.store import open_store
from tests.cli.run import Shell
from tests.fault import audit, audit_logs, records
from tests.fault.audit_screens import Screens
from tests.fault.audit_tallies import tallies
from tests.fault.crowd import Crowd
from tests.fault.databases import Database
from tests.fault.fleet import Fleet, serving
from tests.fault.report import Plan, Report
from tests.fault.trouble import Trouble
from tests.fault.witness import Witness
from tests.loopback import LoopbackServer

AGENCIES = (
    Agency("DEMO", "Instansi Contoh"),
    Agency("LAIN", "Badan Lain"),
    Agency("KECIL", "Badan Kecil Contoh"),
)
UNITS = (
    Unit("DEMO", "DINKES", "Dinas Kesehatan"),
    Unit("DEMO", "DISDIK", "Dinas Pendidikan"),
    Unit("LAIN", "SEKRET", "Sekretariat"),
)


class Run:
    """Build it, then await :meth:`go`; look at it meanwhile for a line of progress."""

    def __init__(self, plan: Plan, database: Database, folder: Path) -> None:
        self.plan = plan
        self.witness = Witness()
        self.server = LoopbackServer()
        self.witness.watch(self.server)
        self.server.webhook.longest_delay = 1.0  # the real one would make us wait a minute
        self._dice = Random(f"{plan.seed} trouble")
        self._database = database
        self._shell = Shell(folder)
        _shorten(self._shell, plan.questions)
        self.crowd = Crowd(self.server, self.witness, plan.learners, plan.seed, plan.patience)
        self._began = time.monotonic()
        self._fleet: Fleet | None = None

    async def go(self) -> Report:
        """The whole run."""
        await self._set_up()
        plan, dice = self.plan, self._dice
        async with (
            self.server,
            serving(plan.door, self._settings(), plan.workers, dice) as fleet,
        ):
            self._fleet = fleet
            trouble = Trouble(self.server, fleet, self._database, plan.pace, dice)
            await self._storm(trouble)
            report = Report(await self._calm(fleet))
        report.log = fleet.log
        report.findings += await self._audit(report, fleet)
        report.numbers |= self._numbers(fleet, trouble)
        for person in set(re.findall(r"\d{10}", " ".join(report.findings))):
            report.trails[int(person)] = self.witness.trail(int(person))
        return report

    @property
    def kills(self) -> int:
        """How often the bot was killed so far."""
        return 0 if self._fleet is None else self._fleet.kills

    async def _set_up(self) -> None:
        store = await open_store(self._database.url)
        try:
            await store.agencies.put(AGENCIES, UNITS)
        finally:
            await store.close()

    def _settings(self) -> dict[str, str]:
        return {
            **self._shell.environment(),
            "DATABASE_URL": self._database.url,
            "BOT_TOKEN": self.server.token,
            "BOT_API_URL": self.server.url,
        }

    async def _storm(self, trouble: Trouble) -> None:
        stop = asyncio.Event()
        learning = asyncio.create_task(self.crowd.busy(stop))
        trouble.begin()
        raging = asyncio.create_task(trouble.rage())
        try:
            await asyncio.wait({learning, raging}, return_when=asyncio.FIRST_COMPLETED)
            stop.set()
            trouble.end()
            await asyncio.gather(learning, raging)
        finally:
            learning.cancel()
            raging.cancel()

    async def _calm(self, fleet: Fleet) -> list[str]:
        """Everybody finishes, everything is acknowledged, and the bot stops politely."""
        await fleet.until_ready()
        stuck = await self.crowd.finish(self.plan.to_finish)
        findings = [f"{person} cannot reach a result" for person in stuck]
        waiting = self.server.world.updates
        empty = await self.witness.changed.until(
            lambda: None if waiting.pending or waiting.again else True, 30.0
        )
        if empty is None:
            findings.append(f"{len(waiting.pending)} updates are never acknowledged")
        before = fleet.ends[0]
        for bot in fleet.bots:
            await bot.kill(signal.SIGTERM, hold=True)
        if fleet.ends[0] != before + len(fleet.bots):
            findings.append("told to stop, it did not end with 0")
        return findings

    async def _audit(self, report: Report, fleet: Fleet) -> list[str]:
        rows = await records.read(self._database)
        screens = Screens(rows, self.witness)
        found = [
            *audit.stored(rows),
            *audit.Taps(rows, self.witness).findings(),
            *screens.findings(),
            *await tallies(self._database.url, rows),
            *audit_logs.log(fleet.log, self.server.token, self.plan.learners),
            *audit_logs.ends(fleet.ends, fleet.log),
            *await asyncio.to_thread(self._verify),
        ]
        report.numbers = {
            "answers stored": len(rows.answers),
            "attempts": len(rows.attempts),
            "confirmations compared": screens.confirmed,
        }
        return found

    def _verify(self) -> list[str]:
        """What the program's own check of its records says."""
        self._shell.settings["DATABASE_URL"] = self._database.url
        done = self._shell.run("verify")
        return [] if done.code == 0 else [f"verify: {done.out[-800:]}{done.err[-800:]}"]

    def _numbers(self, fleet: Fleet, trouble: Trouble) -> dict[str, int]:
        witness, counted = self.witness, trouble.count
        return {
            "seconds": round(time.monotonic() - self._began),
            "learners": self.plan.learners,
            "workers": len(fleet.bots),
            "SIGKILL": fleet.kills,
            "starts": sum(fleet.ends.values()),
            "taps": len(witness.taps),
            "taps lost in outages": len(witness.lost()),
            "messages": len(witness.said),
            "acknowledged": len(witness.acked),
            "screens seen": len(witness.seen),
            "results seen": self.crowd.results,
            **{f"trouble: {name}": counted[name] for name in sorted(counted)},
        }


def _shorten(shell: Shell, questions: int) -> None:
    """Fewer questions in the module, so that a short run sees whole ones."""
    module = shell.content / "modules" / "uji.yaml"
    head, *topics = module.read_text(encoding="utf-8").split("  - ")
    kept = topics[-questions:]
    module.write_text("  - ".join((head, *kept)), encoding="utf-8")
