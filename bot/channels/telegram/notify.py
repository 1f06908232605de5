"""Messages that nobody asked for: each is sent once, and how that ended is told.

Nothing is repeated here. A message that Telegram certainly has not taken is given back, to be
tried later; one of which the answer was lost is not, as it may stand in the chat already
(platform fact P5).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from telegram.error import BadRequest, InvalidToken, NetworkError

from bot import logs
from bot.channels.telegram.draw import Drawer, Unreachable, nobody_there
from bot.channels.telegram.failures import Flooded
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.retry import may_repeat
from bot.channels.telegram.wire import Wire
from bot.screens.outgoing import Outcome
from bot.screens.screen import Reply

log = logging.getLogger(__name__)

LONGEST: Final = 2.0
"""Seconds to wait for a place. A pause that Telegram orders, for all or for one chat, is longer,
and nothing waits for it: neither other people's notices nor the program's end."""


class Notifier:
    """A :class:`bot.screens.outgoing.Messenger`. ``unreachable`` is told of who has left."""

    def __init__(
        self, wire: Wire, drawer: Drawer, limits: Limits, unreachable: Unreachable
    ) -> None:
        self._wire = wire
        self._drawer = drawer
        self._limits = limits
        self._unreachable = unreachable
        self._under_way: set[asyncio.Task[Outcome]] = set()
        self.ready = False

    async def room(self) -> bool:
        """See :class:`~bot.screens.outgoing.Messenger`."""
        return await self._limits.room(LONGEST)

    def send(self, person: int, reply: Reply, wanted: Callable[[], bool]) -> asyncio.Task[Outcome]:
        """See :class:`~bot.screens.outgoing.Messenger`."""
        self._limits.take_room()
        task = asyncio.create_task(self._send(person, reply, wanted))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def finish(self) -> None:
        """Nothing new is sent; wait for what is under way, so that its end is known."""
        self.ready = False
        if self._under_way:
            await asyncio.wait(self._under_way)

    async def _send(self, person: int, reply: Reply, wanted: Callable[[], bool]) -> Outcome:
        try:
            body = {**self._drawer.body(reply), "chat_id": person}
            if not self.ready or not await self._limits.turn(
                person, new=False, wanted=wanted, longest=LONGEST
            ):
                return "later"
            await self._wire.call("sendMessage", body)
        except Exception as error:  # noqa: BLE001  # every kind is logged in _refused
            return await self._refused(person, error)
        return "sent"

    async def _refused(self, person: int, error: Exception) -> Outcome:
        who = logs.person(person)
        if isinstance(error, Flooded):
            log.info("flood limit: no notices for %g s", error.seconds)
            self._limits.unasked_flooded(error.seconds)
            return "later"
        if nobody_there(error):
            await self._report(person)
            return "blocked"
        if isinstance(error, InvalidToken):
            return "later"  # the poll says aloud that the token is not accepted
        if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
            log.warning("a notice to %s: %s", who, error)
            return "later" if may_repeat(error, twice=False) else "uncertain"
        log.error("a notice to %s was refused", who, exc_info=error)
        return "failed"

    async def _report(self, person: int) -> None:
        try:
            await self._unreachable(person)
        except Exception:
            log.exception("%s could not be marked unreachable", logs.person(person))
