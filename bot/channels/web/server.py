"""uvicorn in our own event loop: it serves, and what else the process does is not its affair."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from bot.channels.web.connection import Connection
from bot.errors import SettingsError

_BACKLOG = 1024
_KEEP_ALIVE = 75  # seconds; Telegram and proxies come back on the same connection
_MOST_CONNECTIONS = 1000  # beyond that 503: Telegram opens 100, monitoring a few
_GIVE_UP = 4  # seconds after which requests that do not end are dropped


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one. Raises SettingsError with what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol must be named: asyncio turns Nagle's algorithm off only where it is, and with
    # it on, a body that follows its headers waits 40 ms for the other side's delayed ACK.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"PORT {port} on WEB_HOST {host} cannot be used ({error.strerror}): "
            "choose another, or stop the program that has it"
        ) from None
    return listener


class _Uvicorn(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone: the program has one way to stop, and this server is a part."""
        yield


class Server:
    """An ASGI application on a socket that listens already."""

    def __init__(self, app: ASGIApp, listener: socket.socket) -> None:
        self._listener = listener
        self._uvicorn = _Uvicorn(
            uvicorn.Config(
                app,
                http=Connection,
                lifespan="off",
                ws="none",
                proxy_headers=False,  # nothing here depends on who asks
                server_header=False,
                access_log=False,
                log_config=None,
                log_level="warning",
                limit_concurrency=_MOST_CONNECTIONS,
                timeout_keep_alive=_KEEP_ALIVE,
                timeout_graceful_shutdown=_GIVE_UP,
            )
        )
        self._task: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """Where it listens."""
        found: int = self._listener.getsockname()[1]
        return found

    def start(self) -> None:
        """Begin to serve."""
        self._task = asyncio.create_task(self._uvicorn.serve(sockets=[self._listener]))

    def refuse(self) -> None:
        """Take no more connections; requests in hand go on."""
        self._uvicorn.should_exit = True

    async def ended(self) -> None:
        """Wait until the requests in hand are answered; cancelling this ends nothing."""
        if self._task is not None:
            await asyncio.shield(self._task)
