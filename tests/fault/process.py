"""The bot as a process of its own, kept running as a supervisor would."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from random import Random
from typing import TypeAlias

from tests.cli.run import ROOT

Condition: TypeAlias = Callable[[], bool]

READY = "ready: @"
_LONGEST_LINE = 1 << 22  # a traceback is one line
_LONGEST_START = 60.0


class Bot:
    """Runs of ``run_bot.py``; each end of one is followed by the next. What they log is kept."""

    def __init__(self, door: str, settings: Mapping[str, str], dice: Random) -> None:
        self.log: list[str] = []
        self.ends: Counter[int] = Counter()  # by exit code
        self.kills = 0
        self._door = door
        self._settings = settings
        self._dice = dice
        self._process: asyncio.subprocess.Process | None = None
        self._ready = False
        self._held = False
        self._changed = asyncio.Condition()

    @property
    def pid(self) -> int:
        """The process under way."""
        assert self._process is not None
        return self._process.pid

    async def until_ready(self) -> None:
        """Wait until a run serves."""
        await self._until(lambda: self._ready, "the bot did not become ready")

    async def kill(self, number: signal.Signals = signal.SIGKILL, *, hold: bool = False) -> None:
        """End the run under way; ``hold`` keeps the next one from beginning."""
        self._held = hold
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.send_signal(number)
        self.kills += number == signal.SIGKILL
        await self._until(lambda: self._process is not process, "the bot did not end")

    async def go_on(self) -> None:
        """Let the next run begin."""
        self._held = False
        await self._tell()

    async def supervise(self) -> None:
        """Start it again and again; cancelled, it kills what is left."""
        try:
            while True:
                await self._until(lambda: not self._held, "nobody let the bot go on", None)
                await self._run_once()
        finally:
            if self._process is not None and self._process.returncode is None:
                self._process.kill()

    async def _run_once(self) -> None:
        level = self._dice.choice(("INFO", "DEBUG"))
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(ROOT / "run_bot.py"),
            self._door,
            env={**self._settings, "LOG_LEVEL": level},
            stderr=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE,
        )
        assert process.stderr is not None
        await self._tell()
        async for line in process.stderr:
            self.log.append(line.decode(errors="replace"))
            if READY in self.log[-1]:
                self._ready = True
                await self._tell()
        self.ends[await process.wait()] += 1
        self._process, self._ready = None, False
        await self._tell()

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _until(
        self, holds: Condition, otherwise: str, seconds: float | None = _LONGEST_START
    ) -> None:
        try:
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(holds)
        except TimeoutError:
            last = "".join(self.log[-10:])
            raise AssertionError(f"{otherwise}; the last lines of its log:\n{last}") from None
