"""Telling Telegram where to post updates, and looking now and then whether it still does."""

from __future__ import annotations

import logging

from telegram import WebhookInfo
from telegram.error import TelegramError

from bot.channels.telegram.incoming import KINDS
from bot.channels.telegram.request import JsonObject
from bot.channels.telegram.timing import Timing
from bot.channels.telegram.wire import Wire

MOST_AT_ONCE = 100  # connections; as many as Telegram opens
_LOOK_EVERY = 300.0

log = logging.getLogger(__name__)


class Hook:
    """The webhook of this bot. ``waiting`` is how many updates Telegram held at the last look."""

    def __init__(self, wire: Wire, url: str, secret: str, timing: Timing) -> None:
        self._wire = wire
        self._url = url
        self._secret = secret
        self._timing = timing
        self._told = ""
        self.waiting: int | None = None

    async def set(self) -> None:
        """Register, trying again for as long as it takes.

        Only when something differs: workers that start together do not undo each other's, and
        deliveries under way are not disturbed.
        """
        attempt = 0
        while not await self._ensure():
            await self._timing.sleep(self._timing.backoff(attempt))
            attempt += 1

    async def watch(self) -> None:
        """Look for ever. A webhook that vanished is set again; one elsewhere is only reported:
        two deployments with one token must not take it from each other all day.
        """
        while True:
            await self._timing.sleep(_LOOK_EVERY)
            await self.look()

    async def look(self) -> None:
        """Look once."""
        try:
            info = await self._wire.get_webhook_info()
        except TelegramError as error:
            log.warning("cannot ask Telegram about the webhook: %s", error)
            return
        self.waiting = info.pending_update_count
        if not info.url:
            log.warning("the webhook was taken down, perhaps by a process that polls; set again")
            await self._ensure()
        elif info.url != self._url:
            log.error("updates are delivered to another address: does the token run elsewhere?")
        else:
            self._tell(info)

    async def _ensure(self) -> bool:
        try:
            info = await self._wire.get_webhook_info()
            self.waiting = info.pending_update_count
            if not self._same(info):
                # Not ``set_webhook``: it would write the secret to the framework's DEBUG lines.
                await self._wire.call("setWebhook", self._wanted())
                log.info("the webhook is set")
        except TelegramError as error:
            log.warning("the webhook cannot be set yet: %s", error)
            return False
        return True

    def _wanted(self) -> JsonObject:
        return {
            "url": self._url,
            "max_connections": MOST_AT_ONCE,
            "allowed_updates": KINDS,
            "secret_token": self._secret,
        }

    def _same(self, info: WebhookInfo) -> bool:
        """The secret is not told, but a new one changes the address."""
        return (
            info.url == self._url
            and info.max_connections == MOST_AT_ONCE
            and set(info.allowed_updates) == set(KINDS)
        )

    def _tell(self, info: WebhookInfo) -> None:
        """A delivery that failed, once: Telegram's view of what no line here can show."""
        failed = f"{info.last_error_date} {info.last_error_message}"
        if info.last_error_message and failed != self._told:
            self._told = failed
            log.warning(
                "Telegram could not deliver (%s); %d updates wait there",
                info.last_error_message,
                info.pending_update_count,
            )
