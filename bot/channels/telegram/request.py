"""The framework's HTTP layer over one aiohttp session.

python-telegram-bot lets its HTTP layer be replaced through ``BaseRequest``; its own, on httpx,
costs several times the CPU. Only ``telegram.Bot`` is used here. ``Application`` is not needed:
it would bring handlers that keep a conversation in memory (ours is in the store), persistence
by pickle, an in-memory job queue, and a polling loop that acknowledges updates before they are
processed.

The address of every call contains the token, and aiohttp puts addresses into its exceptions.
So no exception of aiohttp leaves this module, neither as text nor as context of another.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

import aiohttp
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.channels.telegram.counts import Counts
from bot.channels.telegram.failures import NotSent, checked, translated
from bot.channels.telegram.their_clock import TheirClock

JsonObject: TypeAlias = dict[str, Any]

_JSON = "application/json"
_encode = json.JSONEncoder(separators=(",", ":")).encode
_UNSET = BaseRequest.DEFAULT_NONE
_KEEP_ALIVE = 30.0  # less than the server's own limit: a connection it closes costs a call


class AiohttpRequest(BaseRequest):
    """One keep-alive session; ``connections`` bounds how many calls are under way at once.

    Long polls need an instance of their own, or a burst of replies could starve them.
    Timeouts are in seconds: ``pool`` waits for a free connection, ``connect`` for a new one,
    ``read`` for the first and every further byte of the answer, ``write`` for an upload.
    ``their_clock`` hears the date of each answer.
    """

    __slots__ = (
        "_addresses",
        "_connections",
        "_counts",
        "_seconds",
        "_session",
        "_their_clock",
        "_timeout",
    )

    def __init__(
        self,
        connections: int = 64,
        *,
        connect: float = 5.0,
        read: float = 10.0,
        write: float = 20.0,
        pool: float = 10.0,
        counts: Counts | None = None,
        their_clock: TheirClock | None = None,
    ) -> None:
        self._connections = connections
        self._seconds = (read, write, connect, pool)
        self._timeout = _timeout(read, write, connect, pool)
        self._counts = counts or Counts()
        self._their_clock = their_clock
        self._addresses: dict[str, URL] = {}
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """What applies when a call names no other."""
        return self._seconds[0]

    async def initialize(self) -> None:
        """Open the session; nothing happens if it is open."""
        if self._session is None or self._session.closed:
            self._session = self._new_session()

    async def shutdown(self) -> None:
        """Close the session and its connections."""
        if self._session is not None:
            await self._session.close()

    async def rebuild(self) -> None:
        """Start again with fresh connections; calls under way fail.

        A pool can wedge for ever while the process looks healthy (platform fact P12).
        """
        old, self._session = self._session, self._new_session()
        if old is not None:
            await old.close()

    def _new_session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=self._connections, keepalive_timeout=_KEEP_ALIVE, ttl_dns_cache=300
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
        )

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = _UNSET,
        write_timeout: Any = _UNSET,
        connect_timeout: Any = _UNSET,
        pool_timeout: Any = _UNSET,
    ) -> tuple[int, bytes]:
        """Make one call. Raises :class:`TelegramError` only, never with the address in it."""
        session = self._session
        if session is None or session.closed:
            raise NotSent("the HTTP session is closed")
        body = _body(request_data)
        given = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        name = url.rpartition("/")[2] if method == "POST" else "file"
        try:
            async with session.request(
                method,
                self._address(url, method),
                data=body,
                timeout=self._timeout_of(given),
                allow_redirects=False,  # the token is part of the address: take it nowhere else
            ) as response:
                payload = await response.read()
        except Exception as error:  # noqa: BLE001  # what passes would be quoted by the framework
            failure = translated(error)
        else:
            self._counts.called(name, response.status)
            if self._their_clock is not None:
                self._their_clock.heard(response.headers.get("Date"))
            return checked(response.status, payload)
        self._counts.called(name, 0)
        raise failure  # out here, so that aiohttp's error does not become its context

    async def effect(self, url: str, parameters: JsonObject) -> None:
        """Make a call for its effect: its result is not decoded. Raises TelegramError."""
        await self._request_wrapper(url, "POST", cast(RequestData, _Plain(parameters)))

    @staticmethod
    def parse_json_payload(payload: bytes) -> JsonObject:
        """Decode an answer; the framework's own version would log what people wrote."""
        try:
            parsed = json.loads(payload)
        except ValueError:
            parsed = None
        if not isinstance(parsed, dict):
            raise NetworkError("the answer is not a JSON object")
        return parsed

    def _address(self, url: str, method: str) -> URL:
        if method != "POST":
            return URL(url)
        address = self._addresses.get(url)
        if address is None:  # one per Bot API method, so this stays small
            address = self._addresses[url] = URL(url)
        return address

    def _timeout_of(self, given: tuple[Any, ...]) -> aiohttp.ClientTimeout:
        if all(seconds is _UNSET for seconds in given):
            return self._timeout
        pairs = zip(given, self._seconds, strict=True)
        return _timeout(*(usual if wanted is _UNSET else wanted for wanted, usual in pairs))


@dataclass(frozen=True, slots=True)
class _Plain:
    """What :func:`_body` needs of a ``RequestData``, which would copy every key of a keyboard."""

    parameters: JsonObject
    contains_files: bool = False


def _timeout(
    read: float | None, write: float | None, connect: float | None, pool: float | None
) -> aiohttp.ClientTimeout:
    """aiohttp has no limit for writing; the total catches an upload that hangs."""
    parts = [part for part in (read, write, connect, pool) if part is not None]
    waiting = None if pool is None or connect is None else pool + connect
    return aiohttp.ClientTimeout(
        total=sum(parts) if len(parts) == 4 else None,
        connect=waiting,
        sock_connect=connect,
        sock_read=read,
    )


def _body(data: RequestData | None) -> aiohttp.BytesPayload | aiohttp.FormData | None:
    """JSON when there is no file, which is cheapest on both ends; else multipart."""
    if data is None:
        return None
    if not data.contains_files:
        parameters = data.parameters
        if not parameters:
            return None
        return aiohttp.BytesPayload(_encode(parameters).encode(), content_type=_JSON)
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime_type) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return form
