"""One answer counts once: a double tap, two devices, a forged step, somebody else's attempt."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.quiz.attempt import Attempt
from bot.screens.incoming import Incoming, Sender, Tap
from bot.service.buttons import Choose, Next, Send, encode
from tests.dialogues.stage import CAST, ServiceDoor, World

REGISTER = ("/start lain", "[Saya setuju]", "[Bahasa Indonesia]", "[PNS]")


@pytest.fixture
async def door(tmp_path: Path, url: str) -> AsyncIterator[ServiceDoor]:
    async with World.make(tmp_path, url).app() as app:
        door = ServiceDoor(app)
        for name in ("Ani", "Budi"):
            for line in REGISTER:
                await door.act(name, line)
            await door.act(name, "[Modul uji]")
        yield door


async def attempt_of(door: ServiceDoor, name: str) -> Attempt:
    state = await door.app.store.people.state(CAST[name])
    assert state.attempt is not None
    return state.attempt


async def tap(door: ServiceDoor, name: str, data: str) -> str:
    sender = Sender(CAST[name], name)
    reply = await door.app.handle(Incoming(sender, Tap(data)))
    assert reply.screen is not None
    return door.app.wording.message(reply.screen, "id").html


async def test_twenty_taps_at_once_store_one_answer_and_all_show_it(door: ServiceDoor) -> None:
    attempt = await attempt_of(door, "Ani")
    data = [encode(Choose(attempt.id, 0, place % 3)) for place in range(20)]
    screens = await asyncio.gather(*(tap(door, "Ani", one) for one in data))
    answered = await attempt_of(door, "Ani")
    assert len(answered.answers) == 1
    assert len(set(screens)) == 1
    assert "Mengapa?" in screens[0]


async def test_a_second_tap_with_another_choice_changes_nothing(door: ServiceDoor) -> None:
    attempt = await attempt_of(door, "Ani")
    first = await tap(door, "Ani", encode(Choose(attempt.id, 0, 1)))
    again = await tap(door, "Ani", encode(Choose(attempt.id, 0, 2)))
    assert first == again
    assert (await attempt_of(door, "Ani")).answers[0].chosen == (attempt.items[0].order[1],)


@pytest.mark.parametrize("step", [1, 3, 4, 99])
async def test_a_step_that_is_not_due_is_not_answered(door: ServiceDoor, step: int) -> None:
    attempt = await attempt_of(door, "Ani")
    assert "Soal 1/4" in await tap(door, "Ani", encode(Choose(attempt.id, step, 0)))
    assert (await attempt_of(door, "Ani")).answers == ()


async def test_somebody_elses_attempt_cannot_be_answered_or_seen(door: ServiceDoor) -> None:
    attempt = await attempt_of(door, "Ani")
    for action in (Choose(attempt.id, 0, 0), Send(attempt.id, 0, 1), Next(attempt.id)):
        assert "Soal 1/4" in await tap(door, "Budi", encode(action))
    assert (await attempt_of(door, "Ani")).answers == ()
    assert (await attempt_of(door, "Budi")).answers == ()


async def test_two_taps_on_begin_give_one_attempt(door: ServiceDoor) -> None:
    for line in ("/start lain", "[Saya setuju]", "[Bahasa Indonesia]", "[PNS]"):
        await door.act("Citra", line)
    [begin] = [label.data for label in door.labels["Citra"] if "Modul uji" in label.text]
    screens = await asyncio.gather(*(tap(door, "Citra", begin) for _ in range(10)))
    assert len(set(screens)) == 1
