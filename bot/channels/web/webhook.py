"""Serving Telegram by webhook, from the first health check to the last acknowledgement."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from bot.channels.telegram.channel import end, introduce, since
from bot.channels.telegram.commands import Profile
from bot.channels.telegram.hook import Hook
from bot.channels.telegram.parts import Channel
from bot.channels.web.deliveries import Deliveries
from bot.channels.web.door import Door
from bot.channels.web.health import Vitals
from bot.channels.web.secret import path_of
from bot.channels.web.server import Server
from bot.channels.web.site import site
from bot.service.upkeep.fleet import Fleet

log = logging.getLogger(__name__)
_FINISH = 3.5  # seconds for what is in hand, so that with the rest all ends within five


class Webhook:
    """The parts of this way in, on a channel and a socket that listens.

    ``url`` is where the world finds us, without the path that ``secret`` adds to it. A worker
    needs no other worker: several may share the address behind a balancer, in any mixture.
    """

    def __init__(
        self,
        channel: Channel,
        listener: socket.socket,
        url: str,
        secret: str,
        *,
        ping: Callable[[], Awaitable[None]],
        round_trips: Callable[[], int],
        fleet: Fleet | None = None,
    ) -> None:
        path = path_of(secret)
        self.channel = channel
        self.deliveries = Deliveries(channel.intake)
        self.hook = Hook(channel.wire, url + path, secret, channel.timing)
        self.door = Door(self.deliveries, secret, ready=lambda: channel.health.signed_in)
        self.vitals = Vitals(
            channel,
            ping,
            round_trips,
            refused=lambda: dict(self.door.refused),
            waiting=lambda: self.hook.waiting,
            fleet=fleet,
        )
        # A proxy may hand on the address's own path or take it away.
        paths = {path, urlsplit(url).path + path}
        self.server = Server(site(self.vitals, self.door, *sorted(paths)), listener)

    async def serve(
        self,
        stop: asyncio.Event,
        *,
        profile: Profile | None = None,
        started: float | None = None,
    ) -> None:
        """Serve until ``stop`` is set. ``started`` is when the process began, by the channel's
        clock. Raises ``SettingsError`` for a refused token.
        """
        self.server.start()
        work = asyncio.create_task(self._work(profile, started))
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({work, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await end(stopping, work)
            await self._finish()
        if not work.cancelled():
            work.result()

    async def _work(self, profile: Profile | None, started: float | None) -> None:
        await self.channel.open()
        await self.hook.set()
        log.info(
            "ready: @%s, webhook on port %d%s",
            self.channel.wire.username,
            self.server.port,
            since(self.channel.timing, started),
        )
        await introduce(self.channel.wire, profile)
        await self.hook.watch()

    async def _finish(self) -> None:
        """Nothing new comes in; what is in hand is committed and drawn, or given back."""
        self.server.refuse()
        if not await self.channel.timing.within(_FINISH, self._emptied()):
            log.warning("stopping with work in hand: uncommitted updates come again")
        self.deliveries.close()
        await self.server.ended()
        await self.channel.close()

    async def _emptied(self) -> None:
        await self.server.ended()
        await self.channel.intake.finish()
