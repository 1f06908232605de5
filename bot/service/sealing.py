"""The sealer: enters completions into the ledger, beside the answering of people.

A finished attempt waits in the store until it has its entry, so nothing is lost in a crash. Each
worker seals what its own people finish as soon as it is told, and sweeps the whole store when it
begins and every minute after. Within an agency, those that ended first are entered first; between
agencies it goes round in turns, a batch each, so that a busy agency does not hold up the others.
One batch at a time is under way in a worker.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from bot.errors import StoreError, StoreUnavailable
from bot.service.ledger import seal_batch
from bot.store.store import Store

log = logging.getLogger(__name__)

EVERY_S: Final = 60.0
"""Seconds from one sweep to the next, when nobody finishes anything."""


class Sealer:
    """``clock`` gives ms since 1970 UTC."""

    def __init__(self, store: Store, clock: Callable[[], int], *, every_s: float = EVERY_S) -> None:
        self._store, self._clock, self._every_s = store, clock, every_s
        self._turns: dict[str, None] = {}  # agencies, in the order of their turns
        self._news = asyncio.Event()
        self._stopping = False

    def wake(self, agency: str) -> None:
        """Somebody of this agency finished. Returns at once."""
        self._turns.setdefault(agency)
        self._news.set()

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Seals in the background until the end of the block; what it was told of is done then."""
        task = asyncio.create_task(self._work(), name="sealer")
        try:
            yield
        finally:
            self._stopping = True
            self._news.set()
            await task

    async def sweep(self) -> None:
        """Seal everything that waits, of every agency, or say in the log why not."""
        try:
            for agency in await self._store.ledger.unsealed_agencies():
                self._turns.setdefault(agency)
        except StoreError as error:
            log.warning("the ledger is not swept now: %s", error)
        await self._take_turns()

    async def _work(self) -> None:
        await self.sweep()
        while not self._stopping:
            try:
                await asyncio.wait_for(self._news.wait(), self._every_s)
            except TimeoutError:
                await self.sweep()
            self._news.clear()
            await self._take_turns()

    async def _take_turns(self) -> None:
        """One batch for each agency in turn; when stopping, for each that waits one more."""
        while self._turns:
            agency = next(iter(self._turns))
            del self._turns[agency]
            if await self._batch(agency) and not self._stopping:
                self._turns.setdefault(agency)  # perhaps more waits: at the end of the line

    async def _batch(self, agency: str) -> bool:
        """Whether something was sealed. What failed is found again by the next sweep."""
        try:
            return await seal_batch(self._store, agency, self._clock()) > 0
        except StoreUnavailable as error:
            log.warning("the ledger of %s waits: %s", agency, error)
        except Exception:
            log.exception("the ledger of %s cannot be continued", agency)
        return False
