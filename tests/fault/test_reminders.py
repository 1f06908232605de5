"""The sender is killed in the middle, more than once, on a bad line: nobody is reminded twice, and
in the end it is known of every reminder what became of it."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path
from random import Random

from bench.reminders import FIRST, fill
from bot.store.store import open_store
from tests.cli.run import ROOT, Shell
from tests.daylight import clock, shift
from tests.loopback import Kind, LoopbackServer
from tests.store.raw import execute

SEED = 20_240_929
PEOPLE = 150
LEASE = 11_000  # ms after which the next sender may begin
RETRY = 61_000
DAY = 86_400_000
IN_HAND = 75  # what one sender has claimed or sent without knowing how it ended, at most


class Sender:
    """``run_bot.py remind`` as a process, at a time of day when people may be reminded."""

    def __init__(self, shell: Shell, server: LoopbackServer) -> None:
        self._shell = shell
        self._server = server
        self.by = shift()

    async def start(self) -> asyncio.subprocess.Process:
        settings = {
            "BOT_TOKEN": self._server.token,
            "BOT_API_URL": self._server.url,
            "NOTICES_PER_SECOND": "100",
            "CLOCK_SHIFT_MS": str(self.by),
            "LOG_LEVEL": "WARNING",
        }
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.daylight", "remind"),
            env={**self._shell.environment(), **settings},
            cwd=ROOT,
            stderr=asyncio.subprocess.PIPE,
        )

    async def killed_after(self, sent: int) -> None:
        """A run that ends when so many more messages have come."""
        calls = self._server.calls
        wanted = calls.counts["sendMessage"] + sent
        process = await self.start()
        await calls.arrives("sendMessage", wanted, 60.0)
        process.send_signal(signal.SIGKILL)
        await process.wait()
        self.by += LEASE

    async def until_done(self) -> None:
        """A run to its end."""
        process = await self.start()
        _, log = await process.communicate()
        assert process.returncode == 0, log


async def states(shell: Shell, kind: str) -> dict[int, str]:
    store = await open_store(shell.settings["DATABASE_URL"])
    query = f"SELECT person, state FROM notices WHERE kind = '{kind}'"
    found = {row["person"]: row["state"] for row in await execute(store.database, query)}
    await store.close()
    return found


async def test_killed_again_and_again_it_reminds_nobody_twice(tmp_path: Path) -> None:
    shell, dice = Shell(tmp_path), Random(SEED)
    async with LoopbackServer() as server:
        sender = Sender(shell, server)
        store = await open_store(shell.settings["DATABASE_URL"])
        await fill(store, PEOPLE, clock(sender.by), module="uji", consent="uji-1")
        await store.close()
        people = [server.person(FIRST + number, start=True) for number in range(PEOPLE)]
        server.faults.seed(SEED)
        server.faults.sometimes(0.03, Kind.DROP_AFTER, Kind.DROP_BEFORE, method="sendMessage")
        server.faults.too_many("sendMessage", times=2)
        for _ in range(2):
            await sender.killed_after(dice.randrange(5, 60))
        await sender.until_done()
        sender.by += RETRY
        await sender.until_done()

        first = await states(shell, "remind.opening")
        assert len(first) == PEOPLE
        assert set(first.values()) <= {"sent", "uncertain"}
        doubtful = {person for person, state in first.items() if state == "uncertain"}
        assert 0 < len(doubtful) <= 2 * IN_HAND
        for person in people:
            assert len(person.chat.messages) in ({0, 1} if person.id in doubtful else {1})

        server.faults.clear()
        before = len(server.calls.of("sendMessage"))
        sender.by += 16 * DAY
        await sender.until_done()
        assert set((await states(shell, "remind.half")).values()) == {"sent"}
        order = [call.chat_id for call in server.calls.of("sendMessage")[before:]]
        assert set(order[: len(doubtful)]) == doubtful
        assert len(set(order)) == len(order) == PEOPLE
