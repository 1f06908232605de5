"""A clock that tests may move, so that nothing has to be waited for."""

import asyncio
import time

from .signals import Signal


class Clock:
    """Wall time that can be set and moved; frozen, it moves only when told."""

    def __init__(self, at: float | None = None, *, frozen: bool = False) -> None:
        self._frozen_at: float | None = None
        self._shift = 0.0 if at is None else at - time.time()
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []
        self._slept = Signal()
        if frozen:
            self._frozen_at = time.time() if at is None else at

    def now(self) -> float:
        """Seconds since 1970."""
        return self._frozen_at if self._frozen_at is not None else time.time() + self._shift

    def freeze(self) -> None:
        """Stop time here; from now on only `advance` and `set` move it."""
        self._frozen_at = self.now()

    def set(self, at: float) -> None:
        """Jump to a moment and wake all who sleep until then."""
        if self._frozen_at is None:
            self._shift = at - time.time()
        else:
            self._frozen_at = at
        for due, sleeper in self._sleepers:
            if due <= at and not sleeper.done():
                sleeper.set_result(None)

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        self.set(self.now() + seconds)

    async def sleepers(self, count: int = 1) -> None:
        """Wait until so many sleep, for example deliveries that will be repeated."""
        found = await self._slept.until(lambda: len(self._sleepers) >= count or None, 5.0)
        assert found, f"fewer than {count} sleep"

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock has moved so far, by itself or by `advance`."""
        loop = asyncio.get_running_loop()
        sleeper: asyncio.Future[None] = loop.create_future()
        entry = (self.now() + seconds, sleeper)
        alarm = None if self._frozen_at is not None else loop.call_later(seconds, _wake, sleeper)
        self._sleepers.append(entry)
        self._slept.notify()
        try:
            await sleeper
        finally:
            self._sleepers.remove(entry)
            if alarm is not None:
                alarm.cancel()


def _wake(sleeper: asyncio.Future[None]) -> None:
    if not sleeper.done():
        sleeper.set_result(None)
