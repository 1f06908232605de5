"""``run_bot.py`` as a process that serves."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.cli.run import ROOT, Shell


@dataclass(slots=True)
class Bot:
    """A running process and what it said so far."""

    process: asyncio.subprocess.Process
    lines: list[str]

    async def says(self, words: str) -> str:
        """The first line with these words."""
        assert self.process.stderr is not None
        async with asyncio.timeout(30):
            while line := (await self.process.stderr.readline()).decode():
                self.lines.append(line)
                if words in line:
                    return line
        raise AssertionError("".join(self.lines))

    async def ends(self, number: int = signal.SIGTERM) -> int:
        """Its exit code after a signal."""
        self.process.send_signal(number)
        assert self.process.stderr is not None
        async with asyncio.timeout(30):
            self.lines.append((await self.process.stderr.read()).decode())
            return await self.process.wait()


@asynccontextmanager
async def running(shell: Shell, command: str = "webhook") -> AsyncIterator[Bot]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(ROOT / "run_bot.py"), command),
        env=shell.environment(),
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Bot(process, [])
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
