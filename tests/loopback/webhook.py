"""Delivery by webhook: in order within a lane, repeated until accepted.

A lane is one person for taps and one chat for all else, as on the official server, so that a
slow or failing update holds up only its own lane.
"""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from .clock import Clock
from .params import Params
from .updates import Pending, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LONGEST_RETRY_AFTER = 3600.0
DEFAULT_CONNECTIONS = 40

Lane = tuple[str, int]


class Webhook:
    """Where updates are posted to, and what waits to be posted."""

    def __init__(self, updates: UpdateQueue, clock: Clock) -> None:
        self.url = ""
        self.secret = ""
        self.connections = DEFAULT_CONNECTIONS
        self.first_delay = 0.05  # the real server begins with a second
        self.longest_delay = 60.0
        self.last_error = ""
        self.last_error_date = 0
        self.attempts = 0
        self.perform: Callable[[str, Params], Awaitable[object]] | None = None
        self._updates = updates
        self._clock = clock
        self._lanes: dict[Lane, deque[Pending]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._free = asyncio.Semaphore(DEFAULT_CONNECTIONS)
        self._changing = asyncio.Lock()  # workers that start together all set the webhook

    async def set(self, url: str, secret: str, connections: int) -> None:
        """Deliver there from now on, beginning with what is waiting."""
        async with self._changing:
            await self._stop()
            self.url, self.secret, self.connections = url, secret, connections
            self._free = asyncio.Semaphore(connections)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=connections),
                timeout=aiohttp.ClientTimeout(total=60),
            )
            self._updates.on_push = self._feed
            for update in list(self._updates.pending.values()):
                self._feed(update)

    async def remove(self) -> None:
        """Stop delivering; what was not accepted stays for polling."""
        async with self._changing:
            await self._stop()

    async def _stop(self) -> None:
        self._updates.on_push = None
        self.url = self.secret = self.last_error = ""
        others = [task for task in self._tasks if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        self._lanes.clear()
        if self._session is not None:
            await self._session.close()
            self._session = None

    def info(self) -> dict[str, Any]:
        """What getWebhookInfo tells."""
        info: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending),
        }
        if self.url:
            info |= {"max_connections": self.connections, "ip_address": "127.0.0.1"}
        if self.last_error:
            info |= {
                "last_error_date": self.last_error_date,
                "last_error_message": self.last_error,
            }
        if self._updates.allowed:
            info["allowed_updates"] = sorted(self._updates.allowed)
        return info

    def _feed(self, update: Pending) -> None:
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[update.lane] = deque([update])
        task = asyncio.get_running_loop().create_task(self._drain(update.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, name: Lane) -> None:
        """Deliver one lane until it is empty."""
        lane = self._lanes[name]
        delay = self.first_delay
        while lane and self.url:
            if not self._updates.is_alive(lane[0]):
                lane.popleft()
                continue
            wanted_wait = await self._post(lane[0])
            if wanted_wait is None:
                self._accepted(lane.popleft())
                delay = self.first_delay
            else:
                await self._clock.sleep(wanted_wait or delay)
                delay = min(delay * 2, self.longest_delay)
        if self._lanes.get(name) is lane:
            del self._lanes[name]

    def _accepted(self, update: Pending) -> None:
        self._updates.done(update.update_id)
        again, self._updates.again = self._updates.again, []
        for repeated in again:
            self._updates.pending[repeated.update_id] = repeated
            self._feed(repeated)

    async def _post(self, update: Pending) -> float | None:
        """None if accepted, else how long the bot wants us to wait (0: it does not say)."""
        if self._session is None:
            return 0.0
        self.attempts += 1
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers[SECRET_HEADER] = self.secret
        try:
            async with (
                self._free,
                self._session.post(self.url, data=update.body, headers=headers) as answer,
            ):
                body = await answer.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            self._note(str(error) or type(error).__name__)
            return 0.0
        if 200 <= answer.status < 300:
            await self._obey(answer.content_type, body)
            return None
        self._note(f"Wrong response from the webhook: {answer.status} {answer.reason}")
        asked = answer.headers.get("Retry-After", "")
        return min(float(asked), LONGEST_RETRY_AFTER) if asked.isdigit() else 0.0

    async def _obey(self, content_type: str, body: bytes) -> None:
        """Do the method call an answer may carry; its result is told to nobody."""
        if not body or content_type != "application/json" or self.perform is None:
            return
        try:
            values = json.loads(body)
        except ValueError:
            return
        if isinstance(values, dict) and isinstance(method := values.pop("method", None), str):
            await self.perform(method, Params(values))

    def _note(self, error: str) -> None:
        self.last_error = error
        self.last_error_date = int(self._clock.now())
