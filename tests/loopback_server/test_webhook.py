"""Delivery by webhook."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot

from tests.loopback import LoopbackServer, Person
from tests.loopback.signals import Signal

from .conftest import Caller, button, inline


@dataclass
class Hook:
    """A bot's end point that answers as planned, then 200."""

    url: str = ""
    answers: list[web.Response] = field(default_factory=list)
    got: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    hold: asyncio.Event | None = None
    arrived: Signal = field(default_factory=Signal)

    async def handle(self, request: web.BaseRequest) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.got.append(await request.json())
        self.arrived.notify()
        if self.hold is not None and "callback_query" in self.got[-1]:
            await self.hold.wait()
        return self.answers.pop(0) if self.answers else web.Response()

    async def has(self, count: int) -> list[dict[str, Any]]:
        enough = await self.arrived.until(lambda: True if len(self.got) >= count else None, 5)
        assert enough, f"only {len(self.got)} arrived"
        return self.got


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    planned = Hook()

    async def handle(request: web.Request) -> web.Response:
        return await planned.handle(request)

    app = web.Application()
    app.router.add_post("/hook", handle)
    async with TestServer(app) as running:
        planned.url = str(running.make_url("/hook"))
        yield planned


@pytest.fixture
def slow(server: LoopbackServer) -> LoopbackServer:
    server.webhook.first_delay = 1.0
    return server


async def test_updates_are_posted_with_the_secret(bot: Bot, ani: Person, hook: Hook) -> None:
    assert await bot.set_webhook(hook.url, secret_token="rahasia_1")
    await ani.send("Hai")
    (update,) = await hook.has(1)
    assert update["message"]["text"] == "Hai"
    assert hook.secrets == ["rahasia_1"]


async def test_what_waited_for_polling_is_posted_and_back(
    bot: Bot, call: Caller, ani: Person, hook: Hook
) -> None:
    await ani.send("satu")
    await bot.set_webhook(hook.url)
    await hook.has(1)
    hook.answers = [web.Response(status=500)]
    await ani.send("dua")
    await hook.has(2)
    await bot.delete_webhook()
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "dua"


async def test_workers_that_set_it_at_the_same_time_get_each_update_in_its_turn(
    server: LoopbackServer, ani: Person, hook: Hook
) -> None:
    await ani.send("satu")
    await asyncio.gather(*(server.webhook.set(hook.url, "", 40) for _ in range(4)))
    await ani.send("dua")

    def texts() -> list[str]:
        return [update["message"]["text"] for update in hook.got]

    assert await hook.arrived.until(lambda: "dua" in texts() or None, 5)
    assert list(dict.fromkeys(texts())) == ["satu", "dua"]


async def test_pending_updates_can_be_dropped(bot: Bot, ani: Person, hook: Hook) -> None:
    await ani.send("satu")
    await bot.set_webhook(hook.url, drop_pending_updates=True)
    await ani.send("dua")
    (update,) = await hook.has(1)
    assert update["message"]["text"] == "dua"


async def test_a_failed_delivery_is_repeated_with_doubling_delay(
    slow: LoopbackServer, bot: Bot, ani: Person, hook: Hook
) -> None:
    hook.answers = [web.Response(status=500), web.Response(status=503)]
    await bot.set_webhook(hook.url)
    await ani.send("Hai")
    await slow.clock.sleepers()
    assert (await bot.get_webhook_info()).last_error_message == (
        "Wrong response from the webhook: 500 Internal Server Error"
    )
    slow.clock.advance(1)
    await hook.has(2)
    await slow.clock.sleepers()
    slow.clock.advance(1.5)
    assert len(hook.got) == 2
    slow.clock.advance(0.5)
    first, second, third = await hook.has(3)
    assert first == second == third


async def test_retry_after_is_honoured(
    slow: LoopbackServer, bot: Bot, ani: Person, hook: Hook
) -> None:
    hook.answers = [web.Response(status=429, headers={"Retry-After": "30"})]
    await bot.set_webhook(hook.url)
    await ani.send("Hai")
    await slow.clock.sleepers()
    slow.clock.advance(29)
    await asyncio.sleep(0)
    assert len(hook.got) == 1
    slow.clock.advance(1)
    await hook.has(2)


async def test_a_dead_end_point_is_noted(server: LoopbackServer, bot: Bot, ani: Person) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    await ani.send("Hai")
    await server.clock.sleepers()
    info = await bot.get_webhook_info()
    assert info.pending_update_count == 1
    assert info.last_error_message


async def test_a_tap_that_hangs_holds_up_only_its_person_s_taps(
    server: LoopbackServer, bot: Bot, call: Caller, ani: Person, hook: Hook
) -> None:
    budi = server.person(7002, "Budi", start=True)
    for person in (ani, budi):
        await call("sendMessage", chat_id=person.id, text="?", reply_markup=inline([button("Ya")]))
    hook.hold = asyncio.Event()
    await bot.set_webhook(hook.url)
    await ani.tap("Ya")
    await ani.tap("Ya")
    await ani.send("Hai")
    await budi.tap("Ya")
    got = await hook.has(3)
    senders = [(update.get("callback_query") or update["message"])["from"]["id"] for update in got]
    assert sorted(senders) == [ani.id, ani.id, budi.id]
    hook.hold.set()
    await hook.has(4)


async def test_a_tap_too_old_is_not_posted_any_more(
    slow: LoopbackServer, bot: Bot, call: Caller, ani: Person, hook: Hook
) -> None:
    await call("sendMessage", chat_id=7001, text="?", reply_markup=inline([button("Ya")]))
    hook.answers = [web.Response(status=500)]
    await bot.set_webhook(hook.url)
    await ani.tap("Ya")
    await slow.clock.sleepers()
    slow.clock.advance(151)
    await ani.send("Hai")
    got = await hook.has(2)
    assert "message" in got[1]


async def test_an_answer_may_carry_a_method_call(
    server: LoopbackServer, bot: Bot, call: Caller, ani: Person, hook: Hook
) -> None:
    await call("sendMessage", chat_id=7001, text="?", reply_markup=inline([button("Ya")]))
    edit = {
        "method": "editMessageText",
        "chat_id": 7001,
        "message_id": ani.last.message_id,
        "text": "Baik",
    }
    hook.answers = [web.json_response(edit)]
    await bot.set_webhook(hook.url)
    await ani.tap("Ya")
    assert (await ani.sees()).text == "Baik"
    assert server.calls.of("editMessageText")[0].outcome == "ok"


async def test_an_accepted_update_can_be_posted_again(
    server: LoopbackServer, bot: Bot, ani: Person, hook: Hook
) -> None:
    server.faults.redeliver()
    await bot.set_webhook(hook.url)
    await ani.send("Hai")
    first, second = await hook.has(2)
    assert first == second


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        (
            {"url": "http://contoh.id/hook"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            {"url": "https://contoh.id", "secret_token": "a b"},
            "secret token contains unallowed characters",
        ),
        ({"url": "https://contoh.id", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_a_bad_webhook_is_refused(call: Caller, params: dict[str, str], reason: str) -> None:
    _, answer = await call("setWebhook", **params)
    assert answer["description"] == f"Bad Request: {reason}"


async def test_setting_a_webhook_ends_a_poll(
    server: LoopbackServer, call: Caller, hook: Hook
) -> None:
    polling = asyncio.create_task(call("getUpdates", timeout=30))
    await server.calls.arrives("getUpdates")
    await call("setWebhook", url=hook.url, allowed_updates=["message"], max_connections=3)
    assert (await polling)[1]["description"] == "Conflict: terminated by setWebhook request"
    _, answer = await call("getWebhookInfo")
    assert answer["result"]["allowed_updates"] == ["message"]
    assert answer["result"]["max_connections"] == 3
    await call("setWebhook", url="")
    _, answer = await call("getWebhookInfo")
    assert answer["result"]["url"] == ""
