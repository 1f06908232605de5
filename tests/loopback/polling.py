"""getUpdates: long polling, one poller at a time."""

import asyncio

from .errors import conflict
from .updates import Pending, UpdateQueue

MAX_BATCH = 100
MAX_TIMEOUT = 50
OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Polling:
    """At most one request waits; a newer one ends it with a conflict."""

    def __init__(self, updates: UpdateQueue) -> None:
        self._updates = updates
        self._waiting: asyncio.Future[None] | None = None
        self._closed = False

    def wake(self) -> None:
        """Something is there for whoever waits."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def close(self) -> None:
        """Let the last request go: the server stops."""
        self._closed = True
        self.wake()

    def end_other(self, reason: str) -> None:
        """Refuse the request that waits, if one does."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(conflict(reason))
        self._waiting = None

    async def poll(self, offset: int, limit: int, timeout: int) -> list[Pending]:  # noqa: ASYNC109
        """Confirm what is below the offset, then return what is there or comes in time."""
        self.end_other(OTHER_POLLER)
        if offset < 0:
            self._updates.keep_last(-offset)
        else:
            self._updates.acknowledge(offset)
        limit = limit if 0 < limit <= MAX_BATCH else MAX_BATCH
        batch = self._updates.take(limit)
        if batch or timeout <= 0 or self._closed:
            return batch
        loop = asyncio.get_running_loop()
        waiting = self._waiting = loop.create_future()
        alarm = loop.call_later(min(timeout, MAX_TIMEOUT), _expire, waiting)
        try:
            await waiting
        finally:
            alarm.cancel()
            if self._waiting is waiting:
                self._waiting = None
        return self._updates.take(limit)


def _expire(waiting: asyncio.Future[None]) -> None:
    if not waiting.done():
        waiting.set_result(None)
