"""Who was let through, and when."""

from __future__ import annotations

import asyncio

from bot.channels.telegram.limits import Limits
from bot.channels.telegram.timing import Timing
from tests.loopback import Clock


class Turns:
    """Asks for turns and notes when they came."""

    def __init__(self) -> None:
        self.clock = Clock(1000.0, frozen=True)
        self.limits = Limits(Timing(self.clock.now, self.clock.sleep, lambda: 0.0))
        self.came: list[tuple[float, int]] = []
        self.tasks: list[asyncio.Task[bool]] = []

    def ask(self, chat: int, *, new: bool = True) -> asyncio.Task[bool]:
        async def turn() -> bool:
            wanted = await self.limits.turn(chat, new=new)
            self.came.append((round(self.clock.now() - 1000.0, 3), chat))
            return wanted

        task = asyncio.ensure_future(turn())
        self.tasks.append(task)
        return task

    async def run(self, step: float = 0.125) -> None:
        """Let time pass until everybody had a turn."""
        async with asyncio.timeout(10):
            while not all(task.done() for task in self.tasks):
                for _ in range(5):
                    await asyncio.sleep(0)
                if not all(task.done() for task in self.tasks):
                    self.clock.advance(step)
