"""Clock, sleep and dice as one value, so that a test can hold all three."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds that only go forward, a way to wait for them, and a number in [0, 1)."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    random: Callable[[], float] = random.random

    def backoff(self, attempt: int, *, first: float = 1.0, most: float = 60.0) -> float:
        """How long to wait after failure number ``attempt`` (from 0): doubling, with jitter.

        The jitter takes up to half away, so that many workers do not come back at once.
        """
        full = min(most, first * 2.0 ** min(attempt, 30))
        return full * (1 - self.random() / 2)

    async def within(self, seconds: float, work: Awaitable[object]) -> bool:
        """Whether ``work`` ended in time; it is cancelled otherwise, its errors are raised."""
        task = asyncio.ensure_future(work)
        alarm = asyncio.ensure_future(self.sleep(seconds))
        try:
            await asyncio.wait({task, alarm}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                task.result()
            return task.done()
        finally:
            alarm.cancel()
            task.cancel()


REAL = Timing()
