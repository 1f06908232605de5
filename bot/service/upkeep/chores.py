"""Chores: what is done now and then, by whichever worker comes first.

Each chore has a lease that lasts until it is due again, so that of many workers one does it. A
chore is safe to repeat and short: a crash in the middle leaves the rest to the next time.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from bot.errors import StoreError
from bot.service.attempts import followup_plan
from bot.service.desk import Desk
from bot.service.disputes import remarking
from bot.service.notices import reminding
from bot.service.rights import erasing, retention
from bot.service.roster import importing as roster_import
from bot.service.upkeep import folding, pooling

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chore:
    """``every_s`` is how many seconds lie between two runs, over all workers. What goes ``by_date``
    is not done while the clock of the machine may be wrong."""

    name: str
    every_s: float
    run: Callable[[Desk], Awaitable[None]]
    by_date: bool = False


CHORES: Final[Sequence[Chore]] = (
    Chore("erasures", 600, erasing.carry_out, by_date=True),
    Chore("retention", 86_400, retention.forget, by_date=True),
    Chore("remarking", 20, remarking.run),
    Chore("followups", 600, followup_plan.run, by_date=True),
    Chore("reminders", reminding.EVERY_S, reminding.plan, by_date=True),
    Chore("fold", folding.EVERY_S, folding.fold),
    Chore("roster-uploads", 3600, roster_import.forget_old, by_date=True),
    Chore("pool", pooling.EVERY_S, pooling.pool),
)
"""All of them."""

LAST_S: Final = 2.0
"""Seconds that a chore may still take when the worker stops, as it is to end within five."""

CLOCK_S: Final = 1.0
"""Seconds to the next look whether the clock is known to be right."""


class Chores:
    """Does chores as they fall due."""

    def __init__(
        self, desk: Desk, chores: Sequence[Chore] = CHORES, *, last_s: float = LAST_S
    ) -> None:
        self._desk, self._chores, self._last_s = desk, chores, last_s
        self._stopping = asyncio.Event()

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Works in the background until the end of the block. What has begun has ``last_s`` to end;
        the rest of it is left to the next time, as after a crash."""
        tasks = [
            asyncio.create_task(self._repeat(chore), name=f"chore {chore.name}")
            for chore in self._chores
        ]
        try:
            yield
        finally:
            self._stopping.set()
            _, late = await asyncio.wait(tasks, timeout=self._last_s)
            for task in late:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _repeat(self, chore: Chore) -> None:
        while not self._stopping.is_set():
            await self.once(chore)
            try:
                async with asyncio.timeout(chore.every_s if self._may(chore) else CLOCK_S):
                    await self._stopping.wait()
            except TimeoutError:
                continue

    def _may(self, chore: Chore) -> bool:
        return self._desk.own_clock.right or not chore.by_date

    async def once(self, chore: Chore) -> bool:
        """Do it if it is due; whether it was. What goes wrong is told in the log."""
        if not self._may(chore):
            return False
        now, due = self._desk.clock(), False
        until = now + round(chore.every_s * 1000)
        try:
            due = await self._desk.store.leases.take(
                f"chore.{chore.name}", self._desk.token(), now, until
            )
            if due:
                await chore.run(self._desk)
        except StoreError as error:
            log.warning("the chore %s waits: %s", chore.name, error)
            return False
        except Exception:
            log.exception("the chore %s failed", chore.name)
        return due
