"""Trouble on purpose, outgoing and incoming."""

import asyncio
from collections import Counter

import aiohttp
import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter

from tests.loopback import Fault, Kind, LoopbackServer, Person

from .conftest import Caller, button, inline


async def test_429_says_how_long_to_wait(
    server: LoopbackServer, http: aiohttp.ClientSession, ani: Person
) -> None:
    server.faults.too_many("sendMessage", retry_after=7)
    address = f"{server.url}/bot{server.token}/sendMessage"
    async with http.post(address, json={"chat_id": 7001, "text": "x"}) as answer:
        assert answer.status == 429
        assert answer.headers["Retry-After"] == "7"
        body = await answer.json()
    assert body["parameters"] == {"retry_after": 7}
    assert body["description"] == "Too Many Requests: retry after 7"
    assert ani.chat.messages == []


async def test_the_framework_hears_429_as_retry_after(
    server: LoopbackServer, bot: Bot, ani: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # else the framework warns of its own change
    server.faults.too_many("sendMessage", retry_after=7)
    with pytest.raises(RetryAfter, match="Retry in 0:00:07"):
        await bot.send_message(ani.id, "x")
    await bot.send_message(ani.id, "x")


@pytest.mark.parametrize("status", [500, 502])
async def test_a_server_error_has_no_effect(
    server: LoopbackServer, bot: Bot, ani: Person, status: int
) -> None:
    server.faults.error("sendMessage", status=status)
    with pytest.raises(NetworkError):
        await bot.send_message(ani.id, "x")
    assert ani.chat.messages == []
    assert server.calls.failed()[0].outcome == f"fault {status}"


async def test_a_connection_dropped_before_leaves_nothing(
    server: LoopbackServer, bot: Bot, ani: Person
) -> None:
    server.faults.drop_before("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(ani.id, "x")
    assert ani.chat.messages == []


async def test_a_connection_dropped_after_leaves_the_message(
    server: LoopbackServer, bot: Bot, ani: Person
) -> None:
    server.faults.drop_after("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(ani.id, "x")
    assert ani.last.text == "x"
    assert server.calls.failed()[0].outcome == "dropped after the effect"


async def test_a_stalled_call_goes_on_when_released(
    server: LoopbackServer, call: Caller, ani: Person
) -> None:
    stall = server.faults.stall("sendMessage")
    waiting = asyncio.create_task(call("sendMessage", chat_id=7001, text="x"))
    await stall.reached.wait()
    assert ani.chat.messages == []
    stall.release()
    assert (await waiting)[0] == 200


async def test_a_stall_can_last_some_time_of_the_clock(
    server: LoopbackServer, call: Caller, ani: Person
) -> None:
    stall = server.faults.stall("sendMessage", seconds=30)
    waiting = asyncio.create_task(call("sendMessage", chat_id=7001, text="x"))
    await stall.reached.wait()
    server.clock.advance(29)
    assert not waiting.done()
    server.clock.advance(1)
    assert (await waiting)[0] == 200


async def test_tests_can_wait_for_calls(server: LoopbackServer, call: Caller, ani: Person) -> None:
    waiting = asyncio.create_task(server.calls.ends("sendMessage", 2))
    await call("sendMessage", chat_id=7001, text="x")
    assert not waiting.done()
    await call("sendMessage", chat_id=7001, text="")
    assert [one.status for one in await waiting] == [200, 400]
    assert [one.chat_id for one in server.calls[:2]] == [7001, 7001]


async def test_a_fault_counts_skips_and_picks(
    server: LoopbackServer, call: Caller, ani: Person
) -> None:
    server.person(7002, "Budi", start=True)
    server.faults.add(Fault(Kind.ERROR, "sendMessage", chat_id=7001, times=2, after=1))
    statuses = [(await call("sendMessage", chat_id=7001, text="x"))[0] for _ in range(4)]
    assert statuses == [200, 500, 500, 200]
    server.faults.error("sendMessage", times=None)
    server.faults.clear()
    assert (await call("sendMessage", chat_id=7001, text="x"))[0] == 200


async def test_faults_for_all_methods_strike_any(server: LoopbackServer, call: Caller) -> None:
    server.faults.error(None)
    assert (await call("getMe"))[0] == 500
    assert (await call("getMe"))[0] == 200


async def test_the_same_seed_gives_the_same_trouble(server: LoopbackServer, call: Caller) -> None:
    server.faults.sometimes(0.5, Kind.TOO_MANY)
    runs = []
    for _ in range(2):
        server.faults.seed(17)
        runs.append([(await call("getMe"))[0] for _ in range(20)])
    assert runs[0] == runs[1]
    assert set(runs[0]) == {200, 429}


async def test_an_unknown_kind_of_fault_is_a_mistake(server: LoopbackServer) -> None:
    with pytest.raises(ValueError, match="earthquake"):
        server.faults.add(Fault("earthquake"))


async def test_an_acknowledged_update_can_come_again(
    server: LoopbackServer, bot: Bot, ani: Person
) -> None:
    server.faults.redeliver("message")
    await ani.send("Hai")
    (update,) = await bot.get_updates()
    (again,) = await bot.get_updates(offset=update.update_id + 1)
    assert again.update_id == update.update_id
    assert await bot.get_updates(offset=update.update_id + 1) == ()


async def test_updates_can_come_in_any_order(server: LoopbackServer, bot: Bot, ani: Person) -> None:
    server.faults.shuffle()
    for number in range(20):
        await ani.send(str(number))
    order = [update.update_id for update in await bot.get_updates()]
    assert order != sorted(order)
    server.faults.shuffle(on=False)
    order = [update.update_id for update in await bot.get_updates()]
    assert order == sorted(order)


@pytest.mark.parametrize("same_id", [False, True])
async def test_any_tap_can_come_twice(
    server: LoopbackServer, bot: Bot, call: Caller, ani: Person, *, same_id: bool
) -> None:
    server.faults.double_taps(same_id=same_id)
    await call("sendMessage", chat_id=7001, text="?", reply_markup=inline([button("Ya")]))
    await ani.tap("Ya")
    await ani.tap("Ya")
    queries = [update.callback_query for update in await bot.get_updates()]
    assert len(queries) == 3
    assert len(Counter(query.id for query in queries if query)) == (2 if same_id else 3)
