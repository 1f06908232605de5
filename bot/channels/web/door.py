"""The end point that Telegram posts updates to: checked, committed, and only then acknowledged.

The framework's own compares the secret letter by letter, logs a wrong one, and acknowledges
before it processes (platform facts P4 and P18).
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from collections.abc import Callable
from hmac import compare_digest
from typing import Any

from starlette.types import Receive, Scope, Send

from bot.channels.web import answers
from bot.channels.web.answers import Answer, give
from bot.channels.web.deliveries import Deliveries

MOST = 256 * 1024  # bytes; the longest message with all its parts is far below
_SECRET = b"x-telegram-bot-api-secret-token"
_JSON = b"application/json"

log = logging.getLogger(__name__)


class Door:
    """An ASGI end point. ``patience`` is how many seconds a body may take to arrive.

    ``ready`` says whether updates can be handled yet. ``refused`` counts by status.
    """

    def __init__(
        self,
        deliveries: Deliveries,
        secret: str,
        *,
        ready: Callable[[], bool],
        patience: float = 10.0,
    ) -> None:
        self._deliveries = deliveries
        self._secret = secret.encode()
        self._ready = ready
        self._patience = patience
        self.refused: Counter[int] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One POST."""
        answer = await self._answer(dict(scope["headers"]), receive)
        if answer.status != answers.DONE.status:
            self._refuse(answer.status)
        await give(send, answer)

    async def _answer(self, headers: dict[bytes, bytes], receive: Receive) -> Answer:
        """The secret first: whoever does not know it costs us no more than this."""
        if not compare_digest(headers.get(_SECRET, b""), self._secret):
            return answers.FORBIDDEN
        if headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != _JSON:
            return answers.NOT_JSON
        if not self._ready():
            return answers.AGAIN
        try:
            async with asyncio.timeout(self._patience):
                body = await _read(headers, receive)
        except TimeoutError:
            return answers.TOO_SLOW
        if body is None:
            return answers.TOO_LARGE
        update = _parsed(body)
        return answers.BROKEN if update is None else await self._deliveries.deliver(update)

    def _refuse(self, status: int) -> None:
        if status == answers.FORBIDDEN.status and not self.refused[status]:
            log.warning("a post without the right secret was refused; the next ones are counted")
        self.refused[status] += 1


async def _read(headers: dict[bytes, bytes], receive: Receive) -> bytes | None:
    """The body; None when it is too large, whatever its length was said to be."""
    said = headers.get(b"content-length", b"")
    if said.isdigit() and int(said) > MOST:
        return None
    body: bytes = b""
    while True:
        message = await receive()
        body += message.get("body", b"")  # none when the client hung up
        if len(body) > MOST:
            return None
        if not message.get("more_body", False):
            return body


def _parsed(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(update, dict) or type(update.get("update_id")) is not int:
        return None
    return update
