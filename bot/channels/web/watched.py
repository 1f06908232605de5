"""Health and metrics beside long polling."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.channels.telegram.parts import Channel
from bot.channels.web.health import Vitals
from bot.channels.web.server import Server
from bot.channels.web.site import site
from bot.service.upkeep.fleet import Fleet


@asynccontextmanager
async def watched(
    channel: Channel,
    listener: socket.socket,
    *,
    ping: Callable[[], Awaitable[None]],
    round_trips: Callable[[], int],
    fleet: Fleet | None = None,
) -> AsyncIterator[Server]:
    """Serve them on a socket that listens, until the end of the block."""
    silent_after = channel.options.rebuild_after
    vitals = Vitals(channel, ping, round_trips, silent_after=silent_after, fleet=fleet)
    server = Server(site(vitals), listener)
    server.start()
    try:
        yield server
    finally:
        server.refuse()
        await server.ended()
