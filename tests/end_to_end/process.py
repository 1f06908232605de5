"""The bot as a process of its own, before the loopback server."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from tests.cli.run import ROOT, Shell
from tests.loopback import LoopbackServer, Person

POLL = (str(ROOT / "run_bot.py"), "poll")


class Bot:
    """One run of ``run_bot.py poll``; what it logs is kept."""

    def __init__(self, shell: Shell, program: Sequence[str] = POLL) -> None:
        self._shell = shell
        self._program = program
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._heard = asyncio.Condition()
        self.log: list[str] = []

    async def start(self) -> None:
        """Starts and waits until it is ready."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *self._program,
            env=self._shell.environment(),
            stderr=asyncio.subprocess.PIPE,
        )
        self._reader = asyncio.create_task(self._read())
        await self.says("ready")

    async def says(self, word: str) -> str:
        """The next line of the log with that word, from now on or since the start."""

        def found() -> str | None:
            return next((line for line in self.log if word in line), None)

        async with asyncio.timeout(20), self._heard:
            await self._heard.wait_for(lambda: found() is not None)
        return found() or ""

    def send(self, number: signal.Signals) -> None:
        """Sends a signal to the process."""
        assert self._process is not None
        self._process.send_signal(number)

    async def end(self, number: signal.Signals) -> int:
        """Ends the process with a signal; its exit code."""
        assert self._process is not None
        assert self._reader is not None
        if self._process.returncode is None:
            self.send(number)
        code = await self._process.wait()
        await self._reader
        return code

    async def _read(self) -> None:
        assert self._process is not None
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            async with self._heard:
                self.log.append(line.decode())
                self._heard.notify_all()


@asynccontextmanager
async def bot(
    shell: Shell, server: LoopbackServer, program: Sequence[str] = POLL
) -> AsyncIterator[Bot]:
    """A running bot; stopped politely if the test did not end it."""
    shell.settings |= {"BOT_TOKEN": server.token, "BOT_API_URL": server.url, "CHAT_SECONDS": "0"}
    running = Bot(shell, program)
    await running.start()
    try:
        yield running
    finally:
        await running.end(signal.SIGTERM)


async def register(person: Person, link: str = "/start demo") -> None:
    """From the link to the menu."""
    await person.send(link)
    await person.sees(containing="Selamat datang di Netral")
    for label, seen in (
        ("✅ Saya setuju", "Pilih bahasa"),
        ("Bahasa Indonesia", "status kepegawaian"),
        ("PNS", "unit"),
        ("Unit saya tidak ada di daftar", "Menu utama"),
    ):
        await person.tap(label)
        await person.sees(containing=seen)


async def answer(person: Person) -> str:
    """Answers the question on the screen somehow; gives what is then to be seen."""
    labels = person.last.labels
    if "📨 Kirim" in labels:
        await person.tap(0)
        await person.sees(containing="Tandai")
        await person.tap("📨 Kirim")
    else:
        await person.tap(0)
    return (await person.sees(containing="Mengapa?")).text


async def onward(person: Person) -> str:
    """From the feedback to what comes next."""
    await person.tap(0)
    return (await person.sees()).text


def folder_of(shell: Shell) -> Path:
    """Where the shell's files are."""
    return shell.content.parent
