"""``make reminders``: a campaign's reminders for 100,000 people, planned and sent.

The bot is ``run_bot.py remind`` on a core of its own, by day. It may send as fast as it can, unless
``--rate 25`` says otherwise; then the server enforces Telegram's limits. Prints what it took, and
ends with 1 when somebody got none or two, or when the bot used more memory than it may.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from bench.contenders import BOT_CORE, ROOT, SERVER_CORE
from bot.agencies.campaign import Campaign
from bot.agencies.people import Person
from bot.app import DEMO
from bot.store.store import Store, open_store
from bot.store.trail import Trace
from tests.databases import PostgresServer
from tests.daylight import clock, shift
from tests.loopback import FloodLimits, LoopbackServer

LIMIT = 150.0  # MB
FIRST = 7_000_000
_DAY = 86_400_000
_TOGETHER = 2_000


async def fill(
    store: Store, people: int, now: int, *, module: str = "dasar", consent: str = "v1"
) -> None:
    """An agency with so many people, and its campaign for a module, which began this morning."""
    begins = now - now % _DAY - 7 * 3_600_000
    await store.agencies.put([DEMO])
    known = [_person(FIRST + number, consent, begins - _DAY) for number in range(people)]
    for done in range(0, people, _TOGETHER):
        await asyncio.gather(*map(store.people.add, known[done : done + _TOGETHER]))
    campaign = Campaign(
        *(DEMO.code, "bench", module, begins, begins + 30 * _DAY, begins),
        months=12,
        late_days=30,
        renew_days=30,
        created_at=begins,
    )
    line = Trace(DEMO.code, now, "bench", 0, "campaign.create", "{}")
    assert await store.campaigns.create(campaign, line)


def _person(number: int, consent: str, at: int) -> Person:
    return Person(number, f"Orang {number}", consent, at, "id", "pns", DEMO.code, None, at)


async def run(people: int, rate: int, url: str) -> bool:
    """Whether everybody got one, within the memory."""
    os.sched_setaffinity(0, {SERVER_CORE})
    by = shift()
    store = await open_store(url)
    await fill(store, people, clock(by))
    flood = FloodLimits() if rate <= 25 else None
    async with LoopbackServer(lean=True, flood=flood) as server:
        for number in range(people):
            server.person(FIRST + number, start=True)
        began = time.monotonic()
        process = await _remind(server, url, rate, by)
        memory = await _watched(process, server)
        seconds = time.monotonic() - began
        messages = [len(person.chat.messages) for person in server.people.values()]
        floods = server.calls.counts["sendMessage"] - sum(messages)
    states = {one.state: one.n for one in await store.reminders.deliveries(DEMO.code)}
    await store.close()
    print(
        f"\n{people} people, {states}: {seconds:.0f} s, {people / seconds:.0f} a second,"
        f" at most {memory:.1f} MB; {floods} refused; messages for one person:"
        f" {min(messages)} to {max(messages)}"
    )
    return min(messages) == max(messages) == 1 and memory <= LIMIT and process.returncode == 0


async def _remind(
    server: LoopbackServer, url: str, rate: int, by: int
) -> asyncio.subprocess.Process:
    settings = {
        "BOT_TOKEN": server.token,
        "BOT_API_URL": server.url,
        "DATABASE_URL": url,
        "CHAT_SECONDS": "0",
        "NOTICES_PER_SECOND": str(rate),
        "CLOCK_SHIFT_MS": str(by),
        "LOG_LEVEL": "WARNING",
    }
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.daylight", "remind"),
        env={**os.environ, "PYTHONPATH": str(ROOT), **settings},
        cwd=ROOT,
        preexec_fn=lambda: os.sched_setaffinity(0, {BOT_CORE}),
    )


async def _watched(process: asyncio.subprocess.Process, server: LoopbackServer) -> float:
    """The most memory it ever had, in MB."""
    most = 0.0
    while process.returncode is None:
        most = max(most, _peak(process.pid))
        print(f"\r{server.calls.counts['sendMessage']:>8} sent {most:6.1f} MB", end="", flush=True)
        try:
            async with asyncio.timeout(0.5):
                await process.wait()
        except TimeoutError:
            continue
    return most


def _peak(pid: int) -> float:
    """Of a process that is over it is 0."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except FileNotFoundError:
        return 0.0
    peaks = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    return peaks[0] * 1024 / 1e6 if peaks else 0.0


def main() -> None:
    """Runs it and judges."""
    parser = argparse.ArgumentParser(prog="python -m bench.reminders")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rate", type=int, default=9_999, help="most messages a second")
    parser.add_argument("--postgres", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = PostgresServer(durable=True) if wanted.postgres else None
        url = asyncio.run(server.fresh()) if server else f"sqlite:///{folder}/bench.db"
        try:
            good = asyncio.run(run(wanted.people, wanted.rate, url))
        finally:
            if server:
                server.stop()
    if not good:
        sys.exit("not everybody got one, or it took too much memory")


if __name__ == "__main__":
    main()
