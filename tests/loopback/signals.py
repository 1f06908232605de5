"""Waiting for something to become true, woken by whoever changes it."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Signal:
    """Wakes all who wait for a change; they look again and go on waiting if need be."""

    __slots__ = ("_waiters",)

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        """Tell everybody that something changed."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def until(self, look: Callable[[], T | None], seconds: float) -> T | None:
        """What `look` finds, or None when it found nothing in time."""
        try:
            async with asyncio.timeout(seconds):
                while (found := look()) is None:
                    await self._change()
        except TimeoutError:
            return None
        return found

    async def _change(self) -> None:
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await waiter
        finally:
            self._waiters.discard(waiter)
