"""Outgoing calls again after a failure, when that is safe.

The Bot API knows no idempotency key, so a message whose answer was lost may have been sent:
sending it again could show it twice (platform fact P5). Decided by what is known:

- no connection could be made: Telegram has not seen the call, it is repeated;
- the connection broke or the answer did not come in time: only calls that may be done twice
  (edits, answers to taps) are repeated, a new message is not. The screen is a function of the
  stored state, so the person gets it with the next /start or tap;
- a 5xx is an answer that says "failed" and is repeated, but not 504: there the gateway lost
  the answer.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import BadRequest, NetworkError

from bot.channels.telegram.failures import NotSent, ServerError
from bot.channels.telegram.timing import Timing

T = TypeVar("T")

log = logging.getLogger(__name__)
_GATEWAY_TIMEOUT = 504


class Retry:
    """Calls at most ``tries`` times, waiting longer each time."""

    def __init__(self, timing: Timing, *, tries: int = 4, most: float = 10.0) -> None:
        self._timing = timing
        self._tries = tries
        self._most = most

    async def __call__(self, call: Callable[[], Awaitable[T]], *, twice: bool) -> T:
        """What ``call`` returns; ``twice`` says that doing it twice does no harm."""
        attempt = 0
        while True:
            try:
                return await call()
            except NetworkError as error:
                if attempt + 1 >= self._tries or not may_repeat(error, twice=twice):
                    raise
                log.debug("call failed (%s), trying again", error)
            await self._timing.sleep(self._timing.backoff(attempt, first=0.5, most=self._most))
            attempt += 1


def may_repeat(error: NetworkError, *, twice: bool) -> bool:
    """Whether the same call may be made again after this error."""
    if isinstance(error, BadRequest):  # the framework's tree has it below NetworkError
        return False
    if twice or isinstance(error, NotSent):
        return True
    return isinstance(error, ServerError) and error.status != _GATEWAY_TIMEOUT
