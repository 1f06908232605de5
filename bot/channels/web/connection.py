"""A connection of the web server that does not wait for ever for a request."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class Connection(HttpToolsProtocol):
    """uvicorn closes a connection that is idle after an answer, but never one on which nothing came
    yet, or half the head of a request: clients that vanished would add up until they are as many as
    it takes, and Telegram is told 503 from then on.
    """

    patience = 20.0
    """Seconds for the head of a request to be there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._alarm: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody connected."""
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Some bytes came, of one request or several."""
        super().data_received(data)
        if self._alarm is None and self.timeout_keep_alive_task is None and self._between:
            self._expect()

    def on_headers_complete(self) -> None:
        """The head is there; whoever reads the body has their own patience."""
        self._forget()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self._forget()
        super().connection_lost(exc)

    @property
    def _between(self) -> bool:
        """Whether no request is in hand."""
        return self.cycle is None or self.cycle.response_complete

    def _expect(self) -> None:
        self._alarm = self.loop.call_later(self.patience, self.transport.abort)

    def _forget(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
