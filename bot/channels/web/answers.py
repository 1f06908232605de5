"""What the webhook's end point may answer: a status, headers and a body."""

from __future__ import annotations

from typing import NamedTuple

from starlette.types import Send

_EMPTY = (b"content-length", b"0")
_RETRY_SECONDS = b"2"


class Answer(NamedTuple):
    """One answer, ready to be sent."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...] = (_EMPTY,)
    body: bytes = b""


DONE = Answer(200)
AGAIN = Answer(503, (_EMPTY, (b"retry-after", _RETRY_SECONDS)))
"""Not done, and not our last word: Telegram posts the update again after these seconds."""
BROKEN = Answer(400)
FORBIDDEN = Answer(401)
TOO_SLOW = Answer(408, (_EMPTY, (b"connection", b"close")))
TOO_LARGE = Answer(413, (_EMPTY, (b"connection", b"close")))
NOT_JSON = Answer(415)


def with_call(call: bytes) -> Answer:
    """Done, and Telegram is asked to make this call (JSON) for us."""
    length = (b"content-length", str(len(call)).encode())
    return Answer(200, ((b"content-type", b"application/json"), length), call)


async def give(send: Send, answer: Answer) -> None:
    """Send it."""
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body})
