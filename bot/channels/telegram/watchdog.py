"""Looks after the polling loop: a poll can hang for ever while the process looks healthy."""

from __future__ import annotations

import logging

from bot.channels.telegram.poll import Health, Poller
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.timing import Timing
from bot.errors import NetralError

log = logging.getLogger(__name__)
_LOOK_EVERY = 5.0


class TelegramSilent(NetralError):
    """Telegram could not be reached for too long; a supervisor should start the program anew."""

    code = "telegram-silent"


class Watchdog:
    """Ends polls that hang, renews the session, and stops the program in the end.

    All in seconds: ``poll_limit`` for one poll, ``rebuild_after`` and ``stop_after`` since the
    last poll that worked.
    """

    def __init__(
        self,
        poller: Poller,
        session: AiohttpRequest,
        health: Health,
        timing: Timing,
        *,
        poll_limit: float = 60.0,
        rebuild_after: float = 180.0,
        stop_after: float = 900.0,
    ) -> None:
        self._poller = poller
        self._session = session
        self._health = health
        self._timing = timing
        self._poll_limit = poll_limit
        self._rebuild_after = rebuild_after
        self._stop_after = stop_after
        self._rebuilt = 0.0

    async def run(self) -> None:
        """Watch for ever. Raises :class:`TelegramSilent`."""
        while True:
            await self._timing.sleep(_LOOK_EVERY)
            await self.look()

    async def look(self) -> None:
        """Look once."""
        now = self._timing.clock()
        silence = now - self._health.alive_at
        if silence >= self._stop_after:
            raise TelegramSilent(
                f"no poll has worked for {silence / 60:.0f} minutes: check the network and whether "
                "another process polls with this token; stopping so that it can be restarted"
            )
        if silence >= self._rebuild_after and now - self._rebuilt >= self._rebuild_after:
            self._rebuilt = now
            log.warning("no poll has worked for %.0f s, opening new connections", silence)
            self._poller.abort()
            await self._session.rebuild()
        began = self._poller.began
        if began is not None and now - began >= self._poll_limit:
            self._poller.abort()
