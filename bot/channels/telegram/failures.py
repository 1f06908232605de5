"""What can go wrong with a call, told apart by whether it may be made again."""

from __future__ import annotations

import json

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut

_FLOODED = 429
_BROKEN = 500


class NotSent(NetworkError):
    """No connection could be made: Telegram has not seen the call, so it may be repeated."""


class ServerError(NetworkError):
    """Telegram, or a gateway before it, answered with a status of 500 or more."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the server answered {status}")
        self.status = status


class Flooded(TelegramError):
    """Too many calls: nothing was done, and the same may be asked after ``seconds``."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"too many requests, retry after {seconds:g} s")
        self.seconds = seconds


def translated(error: Exception) -> TelegramError:
    """What happened, by the kind of the error alone: its text holds the address."""
    kind = type(error).__name__
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return NotSent(f"no connection to the server ({kind})")
    if isinstance(error, aiohttp.InvalidURL):
        return NotSent(f"the address of the Bot API server is not valid ({kind})")
    if isinstance(error, TimeoutError):
        return TimedOut(f"the server did not answer in time ({kind})")
    return NetworkError(f"the connection broke before the answer ({kind})")


def checked(status: int, payload: bytes) -> tuple[int, bytes]:
    """The framework drops the status of a 5xx and deprecates its flood error: do both here."""
    if status >= _BROKEN:
        raise ServerError(status)
    if status == _FLOODED:
        raise Flooded(_retry_after(payload))
    return status, payload


def _retry_after(payload: bytes) -> float:
    try:
        return max(1.0, float(json.loads(payload)["parameters"]["retry_after"]))
    except (ValueError, KeyError, TypeError):
        return 5.0  # a proxy refused: it says nothing
