"""Is the process alive, and can it serve: for load balancers and supervisors.

What they are told holds numbers and reasons, nothing of anybody.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.channels.telegram.counts import Counts
from bot.channels.telegram.parts import Channel
from bot.errors import StoreError
from bot.service.upkeep.fleet import Fleet

_PING = 1.0  # seconds for the database to answer
_OLDEST = 30.0  # seconds that an update may be in hand; half of what Telegram waits


@dataclass(frozen=True, slots=True)
class Vitals:
    """What health and metrics are told by. ``silent_after`` is for polling: how many seconds
    without a poll that worked are too many; None when updates come by webhook. ``fleet`` has what
    the worker does as one of several, where it does.
    """

    channel: Channel
    ping: Callable[[], Awaitable[None]]
    round_trips: Callable[[], int]
    silent_after: float | None = None
    refused: Callable[[], dict[int, int]] = field(default=dict)
    waiting: Callable[[], int | None] = field(default=lambda: None)
    fleet: Fleet | None = None

    @property
    def counts(self) -> Counts:
        """The channel's numbers."""
        return self.channel.counts

    def ago(self, moment: float | None) -> float | None:
        """How many seconds lie between a moment of the channel's clock and now."""
        return None if moment is None else round(self.channel.timing.clock() - moment, 3)

    async def unready(self) -> list[str]:
        """Why not; empty when everything is well."""
        health, reasons = self.channel.health, []
        if not health.signed_in:
            reasons.append("not signed in to Telegram yet")
        elif self.silent_after is not None:
            silence = self.channel.timing.clock() - health.alive_at
            if silence > self.silent_after:
                reasons.append(f"no poll has worked for {silence:.0f} s")
        if self.fleet is not None and self.fleet.own_clock.wrong:
            reasons.append(self.fleet.own_clock.told)
        if (trouble := await self._store_trouble()) is not None:
            reasons.append(trouble)
        if self.counts.oldest > _OLDEST:
            reasons.append(f"an update has been in hand for {self.counts.oldest:.0f} s")
        return reasons

    async def _store_trouble(self) -> str | None:
        try:
            if not await self.channel.timing.within(_PING, self.ping()):
                return f"the database did not answer within {_PING:g} s"
        except StoreError as error:
            return f"the database: {error.code}"
        return None
