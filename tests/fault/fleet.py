"""The workers of one run: one that polls, or one or several behind a balancer."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from random import Random

from tests.fault.balancer import Balancer
from tests.fault.process import Bot
from tests.ports import free_ports


class Fleet:
    """Build it with :func:`serving`."""

    def __init__(self, bots: list[Bot], dice: Random) -> None:
        self.bots = bots
        self._dice = dice

    @property
    def kills(self) -> int:
        """How often any was killed."""
        return sum(bot.kills for bot in self.bots)

    @property
    def ends(self) -> Counter[int]:
        """Exit codes of all."""
        return sum((bot.ends for bot in self.bots), Counter())

    @property
    def log(self) -> list[str]:
        """What all of them logged."""
        return [line for bot in self.bots for line in bot.log]

    def any(self) -> Bot:
        """One of them."""
        return self._dice.choice(self.bots)

    async def until_ready(self) -> None:
        """Wait until all serve."""
        for bot in self.bots:
            await bot.until_ready()


@asynccontextmanager
async def serving(
    door: str, settings: Mapping[str, str], workers: int, dice: Random
) -> AsyncIterator[Fleet]:
    """The workers, supervised until the end of the block."""
    if door == "poll":
        async with _supervised([Bot(door, settings, dice)]) as bots:
            yield Fleet(bots, dice)
        return
    ports = free_ports(workers)
    async with Balancer(ports, dice) as balancer:
        web = {"WEBHOOK_URL": f"http://127.0.0.1:{balancer.port}", "WEB_HOST": "127.0.0.1"}
        made = [Bot(door, {**settings, **web, "PORT": str(port)}, dice) for port in ports]
        async with _supervised(made) as bots:
            yield Fleet(bots, dice)


@asynccontextmanager
async def _supervised(bots: list[Bot]) -> AsyncIterator[list[Bot]]:
    tasks = [asyncio.create_task(bot.supervise()) for bot in bots]
    try:
        yield bots
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
