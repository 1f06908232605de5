"""getUpdates: acknowledgement, long polling, conflicts, expiry."""

import asyncio
from typing import Any

from telegram import Bot

from tests.loopback import LoopbackServer, Person

from .conftest import Caller, button, inline


async def texts(call: Caller, **params: Any) -> list[str]:
    _, answer = await call("getUpdates", **params)
    return [update["message"]["text"] for update in answer["result"]]


async def ids(call: Caller, **params: Any) -> list[int]:
    _, answer = await call("getUpdates", **params)
    return [update["update_id"] for update in answer["result"]]


async def test_what_is_not_acknowledged_is_delivered_again(call: Caller, ani: Person) -> None:
    await ani.send("satu")
    await ani.send("dua")
    assert await texts(call) == ["satu", "dua"]
    assert await texts(call) == ["satu", "dua"]


async def test_what_is_acknowledged_is_gone_for_good(call: Caller, ani: Person) -> None:
    await ani.send("satu")
    await ani.send("dua")
    first, _second = await ids(call)
    assert await texts(call, offset=first + 1) == ["dua"]
    assert await texts(call, offset=0) == ["dua"]


async def test_update_ids_grow_by_one(call: Caller, ani: Person) -> None:
    await ani.send("satu")
    await ani.send("dua")
    first, second = await ids(call)
    assert second == first + 1


async def test_a_batch_has_at_most_a_hundred_updates(call: Caller, ani: Person) -> None:
    for number in range(120):
        await ani.send(str(number))
    assert len(await ids(call)) == 100
    assert len(await ids(call, limit=500)) == 100
    assert len(await ids(call, limit=7)) == 7


async def test_a_negative_offset_forgets_all_but_the_newest(call: Caller, ani: Person) -> None:
    for word in ("satu", "dua", "tiga"):
        await ani.send(word)
    assert await texts(call, offset=-1) == ["tiga"]
    assert await texts(call) == ["tiga"]


async def test_a_long_poll_returns_as_soon_as_something_happens(
    server: LoopbackServer, call: Caller, ani: Person
) -> None:
    waiting = asyncio.create_task(texts(call, timeout=30))
    await server.calls.arrives("getUpdates")
    await ani.send("Hai")
    assert await waiting == ["Hai"]


async def test_of_two_pollers_the_older_gets_a_conflict(
    server: LoopbackServer, call: Caller
) -> None:
    older = asyncio.create_task(call("getUpdates", timeout=30))
    await server.calls.arrives("getUpdates")
    newer = await call("getUpdates")
    status, answer = await older
    assert newer[0] == 200
    assert status == 409
    assert answer["description"] == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )


async def test_polling_is_a_conflict_while_a_webhook_is_set(call: Caller) -> None:
    await call("setWebhook", url="http://127.0.0.1:1/hook")
    status, answer = await call("getUpdates")
    assert status == 409
    assert answer["description"] == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await call("deleteWebhook")
    assert (await call("getUpdates"))[0] == 200


async def test_only_wanted_kinds_arrive_and_the_wish_is_remembered(
    call: Caller, ani: Person
) -> None:
    await call("getUpdates", allowed_updates=["callback_query"])
    await ani.send("Hai")
    assert await ids(call) == []
    await call("getUpdates", allowed_updates=[])
    await ani.send("Hai lagi")
    assert await texts(call) == ["Hai lagi"]


async def test_taps_are_forgotten_after_150_seconds_and_messages_after_a_day(
    server: LoopbackServer, call: Caller, ani: Person
) -> None:
    await call("sendMessage", chat_id=7001, text="?", reply_markup=inline([button("Ya")]))
    await ani.send("Hai")
    await ani.tap("Ya")
    server.clock.advance(150)
    assert len(await ids(call)) == 2
    server.clock.advance(1)
    assert await texts(call) == ["Hai"]
    assert ani.last.labels == ["Ya"]
    server.clock.advance(86_400)
    assert await texts(call) == []


async def test_stopping_the_server_lets_a_poll_go(call: Caller, server: LoopbackServer) -> None:
    waiting = asyncio.create_task(call("getUpdates", timeout=50))
    await server.calls.arrives("getUpdates")
    await server.stop()
    assert (await waiting)[1] == {"ok": True, "result": []}


async def test_the_framework_reads_the_updates(bot: Bot, ani: Person) -> None:
    await ani.send("/start DEMO")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "/start DEMO"
    assert await bot.get_updates(offset=update.update_id + 1) == ()
