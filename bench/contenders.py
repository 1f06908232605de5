"""Who is measured: a process on a core of its own, and what it uses."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from bench import slices

ROOT = Path(__file__).parent.parent
BOT_CORE = 1
SERVER_CORE = 0
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Contender:
    """``command`` is run with ``settings``; ``ours`` decides what its people do."""

    name: str
    command: tuple[str, ...]
    settings: dict[str, str]
    ours: bool


@dataclass(frozen=True, slots=True)
class Usage:
    """CPU seconds since its start, and resident memory in MB."""

    cpu: float
    memory: float


class Running:
    """A contender's process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(
        cls, contender: Contender, settings: dict[str, str], *, slice_ms: float = 0.0
    ) -> Running:
        """Starts it on the bot's core; with ``slice_ms``, that is its turn there."""

        def place() -> None:
            os.sched_setaffinity(0, {BOT_CORE})
            if slice_ms:
                slices.keep(slice_ms)

        process = await asyncio.create_subprocess_exec(
            *contender.command,
            env={**os.environ, "PYTHONPATH": str(ROOT), **settings, **contender.settings},
            cwd=ROOT,
            stdout=asyncio.subprocess.DEVNULL,
            preexec_fn=place,
        )
        return cls(process)

    def usage(self) -> Usage:
        """What it has used so far. Raises RuntimeError when it has ended; it said why on stderr."""
        if self._process.returncode is not None:
            raise RuntimeError(f"a bot ended by itself with {self._process.returncode}")
        folder = Path(f"/proc/{self._process.pid}")
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
        pages = int((folder / "statm").read_text().split()[1])
        return Usage(
            (int(fields[11]) + int(fields[12])) / _TICK,
            pages * os.sysconf("SC_PAGE_SIZE") / 1e6,
        )

    async def end(self) -> None:
        """Stops it."""
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        await self._process.wait()


def python(environment: str) -> str:
    """The interpreter of a virtual environment of this checkout, or this one."""
    path = ROOT / environment / "bin" / "python"
    return str(path) if path.exists() else sys.executable
