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
from contextlib import asynccontextmanager, suppress
from math import inf
from typing import Final

from bot.errors import StoreError, StoreUnavailable
from bot.service.ledger.entering import BATCH, seal_batch
from bot.store.store import Store

log = logging.getLogger(__name__)

EVERY_S: Final = 60.0
"""Seconds from one sweep to the next, however many people finish something meanwhile."""


GATHER_S: Final = 1.0
"""Seconds in which completions gather, where many people are served: a batch costs as much as one
entry, and workers that seal the same agency at the same moment undo each other's."""


class Sealer:
    """``clock`` gives ms since 1970 UTC; ``gather_s`` is how long news waits for more."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], int],
        *,
        every_s: float = EVERY_S,
        gather_s: float = 0.0,
    ) -> None:
        self._store, self._clock = store, clock
        self._every_s, self._gather_s = every_s, gather_s
        self._turns: dict[str, None] = {}  # agencies, in the order of their turns
        self._news = asyncio.Event()
        self._stop = asyncio.Event()

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
            self._stop.set()
            self._news.set()
            await task

    async def sweep(self) -> None:
        """Seal everything that waits, of every agency, or say in the log why not."""
        await self._look()
        await self._take_turns()

    async def _look(self) -> None:
        try:
            for agency in await self._store.ledger.unsealed_agencies():
                self._turns.setdefault(agency)
        except StoreError as error:
            log.warning("the ledger is not swept now: %s", error)
        except Exception:
            log.exception("the ledger cannot be swept")

    async def _work(self) -> None:
        clock = asyncio.get_running_loop().time
        while True:
            await self._look()
            due = clock() + self._every_s
            await self._take_turns(due)  # not for ever, however much news keeps coming
            while not self._stop.is_set() and clock() < due:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), max(0.0, due - clock()))
                    await self._gather()
                self._news.clear()
                await self._take_turns(due)
            if self._stop.is_set():
                return await self._take_turns()

    async def _gather(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), self._gather_s)

    async def _take_turns(self, until: float = inf) -> None:
        """One batch for each agency in turn; when stopping, for each that waits one more.

        ``until`` is when to leave the rest, by the clock of the event loop.
        """
        clock = asyncio.get_running_loop().time
        while self._turns and (self._stop.is_set() or clock() < until):
            agency = next(iter(self._turns))
            del self._turns[agency]
            if await self._batch(agency) and not self._stop.is_set():
                self._turns.setdefault(agency)  # at the end of the line

    async def _batch(self, agency: str) -> bool:
        """Whether more may wait: the batch was full. What failed is found by the next sweep."""
        try:
            return await seal_batch(self._store, agency, self._clock()) >= BATCH
        except StoreUnavailable as error:
            log.warning("the ledger of %s waits: %s", agency, error)
        except Exception:
            log.exception("the ledger of %s cannot be continued", agency)
        return False
