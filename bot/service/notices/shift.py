"""Who sends notices: of all workers the one that holds a lease, which it renews while it sends."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final

from bot.errors import StoreError
from bot.screens.outgoing import Messenger
from bot.service.desk import Desk
from bot.service.notices.kinds import TELL, Tell
from bot.service.notices.sending import Sender
from bot.store.outbox import Backlog

log = logging.getLogger(__name__)

LEASE_MS: Final = 10_000
"""So long after a crash another worker takes over."""

IDLE_S: Final = 2.0
"""Seconds to the next look when nothing is due, or when another worker sends."""

_TRIES: Final = 6  # to take the lease: within its length, that of a crashed worker runs out
_LONGEST_S: Final = 60.0  # to wait while Telegram does not take messages


class Shift:
    """One worker's part in the sending."""

    def __init__(self, desk: Desk, messenger: Messenger, tell: Mapping[str, Tell] = TELL) -> None:
        self._desk = desk
        self._messenger = messenger
        self._sender = Sender(desk, messenger, tell)
        self._holder = desk.token()
        self._until = 0  # the lease is ours until then, ms since 1970 UTC
        self._setbacks = 0
        self._stop = asyncio.Event()

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Sends in the background until the end of the block; then the next worker may begin."""
        task = asyncio.create_task(self._work(), name="notices")
        try:
            yield
        finally:
            self.stop()
            await task

    async def _work(self) -> None:
        while not self._stop.is_set():
            await self._sleep(await self.turn())
        await self._sender.finish()
        await self._leave()

    def stop(self) -> None:
        """Send no more than what is claimed."""
        self._stop.set()

    async def until_done(self) -> Counter[str] | None:
        """Send everything that is due, or until :meth:`stop`; how many notices ended in which way.

        None, and nothing is done, while another worker sends. Raises StoreError.
        """
        for _ in range(_TRIES):
            if await self.holds():
                break
            await self._sleep(LEASE_MS / 1000 / (_TRIES - 1))
        else:
            return None
        while not self._stop.is_set() and await self.holds() and await self._sender.batch():
            await self._sleep(self._pause())
        await self._sender.finish()
        await self._leave()
        ends: Counter[str] = Counter()
        for (_, end), number in self._sender.ends.items():
            ends[end] += number
        return ends

    async def turn(self) -> float:
        """Send a batch, if it is for us to do so; how many seconds to wait before the next turn."""
        try:
            if not self._may_send or not await self.holds():
                return IDLE_S
            if await self._sender.batch() == 0:
                return IDLE_S
        except StoreError as error:
            log.warning("notices wait: %s", error)
            self._until = 0  # with the next lease, whatever was claimed is looked through
            return IDLE_S
        except Exception:
            log.exception("notices cannot be sent")
            self._until = 0
            return _LONGEST_S
        return self._pause()

    @property
    def _may_send(self) -> bool:
        """By a clock that is wrong, people would be told things on the wrong day."""
        return self._messenger.ready and not self._desk.own_clock.wrong

    @property
    def sends(self) -> bool:
        """Whether it is this worker that sends, as far as it knows."""
        return self._now < self._until

    @property
    def _now(self) -> int:
        """By the clock that all workers have in common, as their own may differ by minutes."""
        return self._desk.own_clock.common(self._desk.clock())

    @property
    def ends(self) -> Mapping[tuple[str, str], int]:
        """How many notices of which kind this worker ended in which way, since it started."""
        return self._sender.ends

    async def backlog(self) -> Backlog:
        """What waits, of all workers. Raises StoreError."""
        return await self._desk.store.outbox.backlog(self._desk.clock())

    async def holds(self) -> bool:
        """Whether this worker holds the lease now. Raises StoreError."""
        now = self._now
        if LEASE_MS // 2 < self._until - now <= LEASE_MS:  # more: the clock was put back
            return True
        taken = await self._desk.store.leases.take("notices", self._holder, now, now + LEASE_MS)
        if taken and self._until <= now:
            await self._sender.recover()
        self._until = now + LEASE_MS if taken else 0
        return taken

    def _pause(self) -> float:
        """Seconds: none while messages are taken; longer and longer while they are not."""
        self._setbacks = self._setbacks + 1 if self._sender.trouble else 0
        self._sender.trouble = False
        return min(_LONGEST_S, 2.0**self._setbacks) if self._setbacks else 0.0

    async def _leave(self) -> None:
        """Let the next worker begin at once."""
        try:
            now = self._now
            if now < self._until:
                self._until = 0
                await self._desk.store.leases.take("notices", self._holder, now, now)
        except StoreError as error:
            log.info("the lease of the notices runs out by itself: %s", error)

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stop.wait()
        except TimeoutError:
            return
