"""Flood limits and the clock."""

import asyncio
from typing import Any

import pytest

from tests.loopback import Clock, FloodLimits, LoopbackServer, Person

from .conftest import START, Caller


async def statuses(call: Caller, count: int, chat_id: int = 7001) -> list[int]:
    return [(await call("sendMessage", chat_id=chat_id, text="x"))[0] for _ in range(count)]


async def test_without_limits_nothing_is_refused(call: Caller, ani: Person) -> None:
    assert set(await statuses(call, 50)) == {200}


async def test_a_chat_takes_a_burst_then_one_message_a_second(
    server: LoopbackServer, call: Caller, ani: Person
) -> None:
    server.world.flood = FloodLimits(per_chat=1, chat_burst=3)
    assert await statuses(call, 4) == [200, 200, 200, 429]
    _, answer = await call("sendMessage", chat_id=7001, text="x")
    assert answer["parameters"] == {"retry_after": 1}
    server.clock.advance(1)
    assert await statuses(call, 2) == [200, 429]


async def test_all_chats_together_have_a_limit(server: LoopbackServer, call: Caller) -> None:
    server.world.flood = FloodLimits(overall=10, overall_burst=10)
    found = []
    for number in range(12):
        person = server.person(8000 + number, start=True)
        found += await statuses(call, 1, person.id)
    assert found == [200] * 10 + [429] * 2


async def test_a_group_takes_twenty_messages_a_minute(server: LoopbackServer, call: Caller) -> None:
    group = server.group()
    server.world.flood = FloodLimits(chat_burst=1)
    assert await statuses(call, 2, group.id) == [200, 429]
    server.clock.advance(3)
    assert await statuses(call, 1, group.id) == [200]


async def test_other_methods_are_not_limited(
    server: LoopbackServer, call: Caller, ani: Person
) -> None:
    server.world.flood = FloodLimits(chat_burst=1)
    found: list[Any] = [
        await call("sendChatAction", chat_id=7001, action="typing") for _ in range(5)
    ]
    assert {status for status, _ in found} == {200}


async def test_a_frozen_clock_moves_only_when_told() -> None:
    clock = Clock(START, frozen=True)
    assert clock.now() == START
    sleeper = asyncio.create_task(clock.sleep(10))
    await asyncio.sleep(0)
    clock.advance(9.5)
    await asyncio.sleep(0)
    assert not sleeper.done()
    clock.set(START + 10)
    await sleeper


async def test_a_running_clock_wakes_by_itself_or_by_a_jump() -> None:
    clock = Clock(START)
    assert clock.now() == pytest.approx(START, abs=5)
    await clock.sleep(0.001)
    sleeper = asyncio.create_task(clock.sleep(3600))
    await asyncio.sleep(0)
    clock.advance(3600)
    await sleeper
