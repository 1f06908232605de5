"""A server with a frozen clock, a raw caller and the real framework's bot."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from tests.loopback import Clock, LoopbackServer, Person

START = 1_790_000_000.0

Answer = tuple[int, dict[str, Any]]
Caller = Callable[..., Coroutine[Any, Any, Answer]]


@pytest.fixture
async def server() -> AsyncIterator[LoopbackServer]:
    async with LoopbackServer(clock=Clock(START, frozen=True)) as running:
        yield running


@pytest.fixture
def ani(server: LoopbackServer) -> Person:
    return server.person(7001, "Ani", start=True, language_code="id")


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(server: LoopbackServer, http: aiohttp.ClientSession) -> Caller:
    """Call a method with a JSON body: the status and the whole answer."""

    async def caller(method: str, **params: Any) -> Answer:
        address = f"{server.url}/bot{server.token}/{method}"
        async with http.post(address, json=params) as answer:
            return answer.status, await answer.json()

    return caller


@pytest.fixture
async def bot(server: LoopbackServer) -> AsyncIterator[Bot]:
    running = Bot(
        server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot"
    )
    async with running:
        yield running


def inline(*rows: list[dict[str, str]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def button(label: str, data: str = "x") -> dict[str, str]:
    return {"text": label, "callback_data": data}
