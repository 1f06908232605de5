"""The control over HTTP and the server as its own process."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from tests.loopback import LoopbackServer

from .conftest import button, inline

Control = Callable[..., Coroutine[Any, Any, Any]]


@pytest.fixture
async def server() -> AsyncIterator[LoopbackServer]:
    async with LoopbackServer(control=True, lean=True) as running:
        yield running


@pytest.fixture
def control(server: LoopbackServer, http: aiohttp.ClientSession) -> Control:
    async def act(action: str, expect: int = 200, **body: Any) -> Any:
        async with http.post(f"{server.url}/control/{action}", json=body) as answer:
            assert answer.status == expect, await answer.text()
            return await answer.json()

    return act


async def test_a_person_is_played_from_outside(
    server: LoopbackServer, control: Control, bot: Bot
) -> None:
    await control("person", id=1, first_name="Ani", language_code="id")
    await control("send", person=1, text="/start")
    markup = inline([button("Ya", "y")])
    await bot.send_message(1, "Siap?", reply_markup=markup)  # type: ignore[arg-type]
    screen = await control("chat", person=1, after=0, timeout=5)
    assert screen["messages"][-1]["buttons"] == [["Ya", "y"]]
    tap = await control("tap", person=1, button="Ya")
    await bot.answer_callback_query(tap["id"], "Baik")
    screen = await control("chat", person=1)
    assert screen["toasts"] == ["Baik"]
    statistics = await control("statistics", reset=True)
    assert statistics["calls"] == {"getMe": 1, "sendMessage": 1, "answerCallbackQuery": 1}
    assert statistics["statuses"] == {"200": 3}
    assert statistics["tap_to_answer_ms"]["count"] == 1
    assert statistics["action_to_screen_ms"]["count"] == 1
    assert (await control("statistics"))["calls"] == {}


async def test_all_changes_are_read_in_one_stream(control: Control, bot: Bot) -> None:
    for number in (1, 2):
        await control("person", id=number, start=True)
        await bot.send_message(number, f"Hai {number}")
    stream = await control("changes", after=0, timeout=5)
    assert [change["chat_id"] for change in stream["changes"]] == [1, 2]
    waiting = asyncio.create_task(control("changes", after=stream["next"], timeout=5))
    await bot.send_message(1, "Lagi")
    assert [change["text"] for change in (await waiting)["changes"]] == ["Lagi"]


async def test_actions_can_be_sent_in_a_batch(control: Control, bot: Bot) -> None:
    await control("person", id=1, start=True)
    steps = [
        {"action": "send", "person": 1, "text": "satu"},
        {"action": "tap", "person": 1, "button": "Ya"},
        {"action": "forge", "person": 1, "data": "x", "inline": True},
        {"action": "block", "person": 1},
        {"action": "unblock", "person": 1},
    ]
    answers = await control("batch", actions=steps)
    assert [answer["status"] for answer in answers] == [200, 409, 200, 200, 200]
    assert len(await bot.get_updates()) == 4


async def test_trouble_is_planned_from_outside(
    server: LoopbackServer, control: Control, bot: Bot
) -> None:
    await control("fault", kind="error", method="getMyCommands", times=1)
    await control("fault", expect=409, kind="earthquake")
    with pytest.raises(Exception, match="Internal Server Error"):
        await bot.get_my_commands()
    await control("incoming", double_taps=1, redeliver=0.5, shuffle=True, seed=3)
    await control("clear_faults")
    await control("flood", per_chat=1, chat_burst=1)
    assert server.world.flood is not None
    await control("flood")
    assert server.world.flood is None
    before = server.clock.now()
    assert (await control("advance", seconds=100))["now"] >= before + 100


async def test_an_unknown_action_names_the_known_ones(control: Control) -> None:
    assert "send" in (await control("dance", expect=404))["actions"]


async def test_a_lean_server_counts_calls_without_keeping_them(
    server: LoopbackServer, bot: Bot
) -> None:
    server.person(1, start=True)
    for number in range(30):
        await bot.send_message(1, str(number))
    assert len(server.calls) == 0
    assert server.calls.counts["sendMessage"] == 30
    assert len(server.people[1].chat.changes) == 20


async def test_it_runs_as_its_own_process_and_never_prints_the_token(
    http: aiohttp.ClientSession,
) -> None:
    token = "123456:proses-sendiri"
    command = (sys.executable, "-m", "tests.loopback", "--port", "0", "--token", token)
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    async with http.get(f"{url}/bot{token}/getMe") as answer:
        assert (await answer.json())["result"]["id"] == 123456
    process.terminate()
    output, errors = await process.communicate()
    assert token.encode() not in url.encode() + output + errors
