"""The stage of these tests: the loopback server posts to a real uvicorn on a free port."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import aiohttp

from bot.app import App
from bot.channels.telegram.parts import Behind, Channel, Options, build
from bot.channels.telegram.timing import Timing
from bot.channels.web.server import listen
from bot.channels.web.webhook import Webhook
from bot.errors import StoreUnavailable
from bot.serve import behind
from tests.channels.telegram.stage import WORDING, Service, failure, until
from tests.loopback import Clock, LoopbackServer

HEADER = "X-Telegram-Bot-Api-Secret-Token"
SECRET = "only-for-tests_0123456789"


class Worker:
    """One process that serves the webhook, as far as anybody outside can see."""

    def __init__(self, server: LoopbackServer, service: Service, *, secret: str = SECRET) -> None:
        self.server = server
        self.service = service
        self.secret = secret
        self.timing = Timing(server.clock.now, server.clock.sleep, lambda: 0.0)
        self.gone: list[int] = []
        self.pings = 0
        self.store_is_down = False
        self.channel = self._channel()
        listener = listen("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self.webhook = Webhook(
            self.channel, listener, self.url, secret, ping=self._ping, round_trips=lambda: 42
        )
        self.stop = asyncio.Event()
        self.task: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        """Where Telegram posts to."""
        return self.webhook.hook._url

    def start(self) -> asyncio.Task[None]:
        """Begin to serve."""
        self.task = asyncio.create_task(self.webhook.serve(self.stop))
        return self.task

    async def ready(self) -> None:
        """Begin to serve and wait until Telegram delivers here."""
        self.start()
        await until(lambda: self.server.webhook.url == self.address)

    async def end(self) -> None:
        """Stop in order, whatever the test left behind."""
        self.stop.set()
        if self.task is None:
            self.start()
        assert self.task is not None
        await passes(self.server.clock, self.task.done, 1.0)
        self.task.result()

    def _channel(self) -> Channel:
        numbers = count(1)
        return build(
            self.server.token,
            Behind(self.service.handle, failure, self._unreachable),
            WORDING,
            options=Options(api_url=self.server.url),
            timing=self.timing,
            reference=lambda: f"ref-{next(numbers)}",
        )

    async def _unreachable(self, person: int) -> None:
        self.gone.append(person)

    async def _ping(self) -> None:
        self.pings += 1
        if self.store_is_down:
            raise StoreUnavailable("database is locked")


async def passes(clock: Clock, condition: Any, step: float = 0.1) -> float:
    """Let time pass in steps until something holds; how much passed."""
    began = clock.now()
    async with asyncio.timeout(20):
        while not condition():
            for _ in range(20):
                await asyncio.sleep(0)
            if not condition():
                clock.advance(step)
    return clock.now() - began


def message(update_id: int, text: str = "halo", person: int = 7001) -> dict[str, Any]:
    """An update as Telegram posts it."""
    user = {"id": person, "is_bot": False, "first_name": "Ani", "language_code": "id"}
    chat = {"id": person, "type": "private", "first_name": "Ani"}
    said = {"message_id": update_id, "date": 1_760_000_000, "from": user, "chat": chat}
    return {"update_id": update_id, "message": {**said, "text": text}}


class Client:
    """Whoever posts to the end point by hand."""

    def __init__(self, session: aiohttp.ClientSession, url: str, address: str) -> None:
        self.session = session
        self.url = url
        self.address = address

    async def post(
        self,
        json: Any = None,
        *,
        data: Any = None,
        secret: str | None = SECRET,
        headers: Mapping[str, str] | None = None,
        address: str = "",
    ) -> tuple[int, str]:
        """The status and the body of the answer; ``data`` are sent as they are."""
        sent = {} if secret is None else {HEADER: secret}
        if data is not None:
            sent["Content-Type"] = "application/json"
        sent |= headers or {}
        async with self.session.post(
            address or self.address, json=json, data=data, headers=sent
        ) as answer:
            return answer.status, await answer.text()

    async def get(self, path: str) -> tuple[int, str]:
        """The status and the body of a page."""
        async with self.session.get(self.url + path) as answer:
            return answer.status, await answer.text()


@asynccontextmanager
async def client(url: str, address: str = "") -> AsyncIterator[Client]:
    """A client with a connection pool of its own."""
    async with aiohttp.ClientSession() as session:
        yield Client(session, url, address)


@asynccontextmanager
async def posting(app: App, server: LoopbackServer) -> AsyncIterator[Webhook]:
    """The app served by webhook until the end of the block: the third door of the dialogues."""
    options = Options(api_url=server.url, chat_seconds=0)
    channel = build(server.token, behind(app), app.wording, options=options)
    listener = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    webhook = Webhook(
        channel, listener, url, SECRET, ping=app.store.ping, round_trips=app.round_trips
    )
    stop = asyncio.Event()
    task = asyncio.create_task(webhook.serve(stop))
    await server.calls.ends("setWebhook", server.calls.counts["setWebhook"] + 1)
    try:
        yield webhook
    finally:
        stop.set()
        await task


def tap(update_id: int, message_id: int, *, person: int = 7001, query: str = "99") -> Any:
    """A tap as Telegram posts it."""
    user = {"id": person, "is_bot": False, "first_name": "Ani", "language_code": "id"}
    chat = {"id": person, "type": "private", "first_name": "Ani"}
    under = {"message_id": message_id, "date": 1_760_000_000, "chat": chat, "text": "x"}
    told = {"id": query, "from": user, "chat_instance": "1", "data": "more:1", "message": under}
    return {"update_id": update_id, "callback_query": told}


async def greeted(worker: Worker, person: int = 7001) -> None:
    await worker.server.person(person).send("halo")
    await worker.server.person(person).sees()
