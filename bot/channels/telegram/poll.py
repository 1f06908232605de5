"""The polling loop: fetch, hand over, acknowledge what is committed.

The framework's own loop acknowledges updates before they are processed and loses them in a
crash (platform fact P4); here the offset of the next poll passes committed updates only.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from telegram.error import Conflict, InvalidToken, TelegramError, TimedOut

from bot.channels.telegram.failures import Flooded
from bot.channels.telegram.incoming import KINDS
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.ledger import Ledger
from bot.channels.telegram.request import JsonObject
from bot.channels.telegram.timing import Timing
from bot.channels.telegram.wire import Wire

log = logging.getLogger(__name__)
_SETTLE = 0.25  # a poll waits so long for slow commits, then the others go on without them
_STALLED = 1.0  # an unconfirmed update makes every poll return at once: do not spin
_CONFLICT = (
    "somebody else receives this bot's updates: another process runs with the same token, "
    "or the token leaked (then revoke it with @BotFather): %s"
)
_REFUSED = "Telegram refuses the token; was it revoked? (%s)"


@dataclass(slots=True)
class Health:
    """When the channel began and when Telegram last answered a poll, by the injected clock."""

    signed_in: bool = False
    started: float = 0.0
    last_success: float | None = None

    @property
    def alive_at(self) -> float:
        """The last sign of life."""
        return self.started if self.last_success is None else self.last_success


@dataclass(frozen=True, slots=True)
class _Polled:
    """An update of a poll. It waits here for the database: the offset does not pass it."""

    ledger: Ledger
    update_id: int
    carries: bool = False

    def done(self, call: JsonObject | None = None) -> None:  # noqa: ARG002  # carries nothing
        self.ledger.commit(self.update_id)

    def postponed(self) -> bool:
        return False


def _stopped() -> bool:
    """Whether this very task is to end, and not only what it waits for."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


class Poller:
    """Fetches updates for ever; ends by cancellation."""

    def __init__(
        self,
        wire: Wire,
        intake: Intake,
        health: Health,
        timing: Timing,
        *,
        seconds: int = 30,
    ) -> None:
        self._wire = wire
        self._intake = intake
        self._health = health
        self._timing = timing
        self._seconds = seconds
        self._ledger = Ledger()
        self._request: asyncio.Task[list[JsonObject]] | None = None
        self._aborted = False
        self._failures = 0
        self.began: float | None = None

    async def run(self) -> None:
        """Poll until cancelled. Nothing that Telegram or the network does ends this loop."""
        while True:
            await self._intake.room()
            try:
                batch = await self._poll()
                fresh = self._take(batch)
            except Exception as error:  # noqa: BLE001  # logged by kind in _failed
                await self._failed(error)
            else:
                await self._settle(_SETTLE if fresh else _STALLED)

    def abort(self) -> None:
        """Give up the poll under way: it counts as timed out."""
        if self._request is not None and not self._request.done():
            self._aborted = True
            self._request.cancel()

    async def acknowledge(self) -> None:
        """Confirm what is committed, without fetching: the last call before the end."""
        offset = self._ledger.offset()
        if offset is None:
            return
        try:
            await self._wire.updates(offset=offset, seconds=0, kinds=KINDS, limit=1)
        except TelegramError as error:
            log.warning("the last acknowledgement failed, some updates come again: %s", error)
        else:
            self._ledger.confirmed()

    async def _poll(self) -> list[JsonObject]:
        """One long poll in a task of its own, so that the watchdog can end it alone."""
        self.began = self._timing.clock()
        poll = self._wire.updates(offset=self._ledger.offset(), seconds=self._seconds, kinds=KINDS)
        self._request = asyncio.create_task(poll)
        try:
            batch = await self._request
        except asyncio.CancelledError:
            if not self._aborted or _stopped():
                raise
            raise TimedOut("the poll took too long and was given up") from None
        finally:
            self._aborted = False
            self.began = None
        self._succeeded()
        return batch

    def _take(self, batch: list[JsonObject]) -> bool:
        fresh = False
        for raw in batch:
            update_id = raw["update_id"]
            if self._ledger.deliver(update_id):
                fresh = True
                self._intake.take(raw, _Polled(self._ledger, update_id))
        return fresh

    async def _settle(self, seconds: float) -> None:
        """Wait for all commits, but not for long: one slow update must not hold up the rest."""
        if self._ledger.in_hand:
            await self._timing.within(seconds, self._ledger.settled.wait())

    def _succeeded(self) -> None:
        self._ledger.confirmed()
        self._health.last_success = self._timing.clock()
        if self._failures:
            log.info("polling works again after %d failures", self._failures)
            self._failures = 0

    async def _failed(self, error: Exception) -> None:
        """Say the first failure of a row aloud, and wait."""
        wait = error.seconds if isinstance(error, Flooded) else self._timing.backoff(self._failures)
        aloud = self._failures == 0
        self._failures += 1
        if isinstance(error, Conflict):
            log.log(logging.ERROR if aloud else logging.DEBUG, _CONFLICT, error)
        elif isinstance(error, InvalidToken):
            log.log(logging.ERROR if aloud else logging.DEBUG, _REFUSED, error)
        elif isinstance(error, TelegramError):
            log.log(logging.WARNING if aloud else logging.DEBUG, "a poll failed: %s", error)
        else:
            log.error("a poll returned what is no list of updates", exc_info=error)
        await self._timing.sleep(wait)
