"""What one worker does as one of several: it follows the content, and sends when it is its turn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.screens.outgoing import Messenger
from bot.service.attempts import shortages
from bot.service.desk import Desk
from bot.service.notices.shift import Shift
from bot.service.own_clock import OwnClock
from bot.service.upkeep.following import Following


@dataclass(frozen=True, slots=True)
class Fleet:
    """The parts, for whoever runs them and whoever tells of them."""

    following: Following
    shift: Shift
    own_clock: OwnClock

    @classmethod
    def of(cls, desk: Desk, messenger: Messenger) -> Fleet:
        """Those of a worker that serves."""
        following = Following(desk.library, desk.store.contents)
        return cls(following, Shift(desk, messenger), desk.own_clock)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Both in the background until the end of the block."""
        await shortages.warn(self.following.library)
        async with self.following.at_work(), self.shift.at_work():
            yield
