"""Whoever tries to get more out of an exam than their own answers, in each way we thought of."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.app import App
from bot.quiz.attempt import Attempt
from bot.quiz.drawing import draw
from bot.quiz.exam import MINUTE, paper
from bot.screens.incoming import Act, Command, Incoming, Sender, Tap
from bot.service.attempts.replay import replay
from bot.service.buttons import (
    Abandon,
    Action,
    Ask,
    Begin,
    Choose,
    Drop,
    ExamRules,
    Go,
    Mark,
    Next,
    Review,
    Send,
    Sit,
    decode,
    encode,
)
from tests.dialogues.stage import CAST, Clock, ServiceDoor, World

REGISTER = ("/start lain", "[Saya setuju]", "[Bahasa Indonesia]", "[PNS]")
TOLD = ("Benar.", "Belum tepat", "Mengapa?", "Yang benar", "⚖️", "Dasar:")


@dataclass
class Room:
    """The exam room: the app, its clock, and a way to tap without the button."""

    app: App
    clock: Clock

    async def does(self, act: Act, name: str = "Ani") -> str:
        reply = await self.app.handle(Incoming(Sender(CAST[name], name), act))
        assert reply.screen is not None
        return self.app.wording.message(reply.screen, "id").html

    async def taps(self, action: Action, name: str = "Ani") -> str:
        return await self.does(Tap(encode(action)), name)

    async def attempt(self, name: str = "Ani") -> Attempt:
        found = (await self.app.store.people.state(CAST[name])).attempt
        assert found is not None
        return found


@pytest.fixture
async def room(tmp_path: Path, url: str) -> AsyncIterator[Room]:
    world = World.make(tmp_path, url)
    async with world.app() as app:
        door = ServiceDoor(app)
        for name in ("Ani", "Budi"):
            for line in (*REGISTER, "[Ujian: Modul resmi]", "[Mulai ujian]"):
                await door.act(name, line)
        yield Room(app, world.clock)


async def test_resuming_draws_nothing_new(room: Room) -> None:
    before = await room.attempt()
    acts: tuple[Act, ...] = (
        Command("start"),
        Command("ujian"),
        Command("kuis"),
        Command("lanjut"),
        *(Tap(encode(one)) for one in (Sit("ujian"), ExamRules("ujian"), Next(before.id))),
    )
    for act in acts:
        assert "Soal 1/4" in await room.does(act)
    assert await room.attempt() == before


async def test_the_items_are_those_of_the_stored_seed(room: Room) -> None:
    attempt, catalog = await room.attempt(), room.app.desk.library.current
    assert attempt.items == draw(catalog.bank, paper(catalog.module("ujian")), attempt.seed, [])


async def test_nothing_starts_the_clock_again(room: Room) -> None:
    room.clock.now += 9 * MINUTE
    for action in (Sit("ujian"), Begin("ujian"), Go("menu"), Sit("ujian")):
        await room.taps(action)
    assert "sisa 1 menit" in await room.does(Command("start"))
    room.clock.now += MINUTE
    assert "Waktu ujian habis" in await room.taps(Sit("ujian"))
    assert (await room.attempt()).score == 0


async def test_an_answer_at_the_deadline_is_too_late(room: Room) -> None:
    attempt = await room.attempt()
    room.clock.now = attempt.started_at + 10 * MINUTE - 1
    await room.taps(Choose(attempt.id, 0, 1))
    room.clock.now += 1
    assert "Waktu ujian habis" in await room.taps(Send(attempt.id, 1, 5))
    ended = await room.attempt()
    assert [answer.chosen for answer in ended.answers] == [("disiplin",), (), (), ()]
    assert (ended.finished_at, ended.score) == (attempt.started_at + 10 * MINUTE, 25)


async def test_a_clock_that_is_over_while_the_tap_is_on_its_way_is_over(room: Room) -> None:
    """The time is looked at again when the answer gets it."""
    attempt = await room.attempt()
    times = iter([attempt.started_at + 10 * MINUTE - 1])
    last = attempt.started_at + 10 * MINUTE
    object.__setattr__(room.app.desk, "clock", lambda: next(times, last))
    assert "Waktu ujian habis" in await room.taps(Choose(attempt.id, 0, 1))
    assert (await room.attempt()).answers[0].chosen == ()


@pytest.mark.parametrize("leave", [Abandon, Drop])
async def test_giving_up_for_easier_questions_costs_an_attempt(
    room: Room, leave: type[Abandon | Drop]
) -> None:
    first = await room.attempt()
    await room.taps(leave(first.id, "ujian"))
    now = await room.attempt()
    if now.kind == "latihan":  # which the button began
        await room.taps(Drop(now.id, "ujian"))
    assert "1 Okt 2024, 20.00" in await room.taps(Sit("ujian"))
    room.clock.now += 60 * MINUTE
    assert "sisa 10 menit" in await room.taps(Sit("ujian"))
    second = await room.attempt()
    assert not {one.scenario for one in first.items} & {one.scenario for one in second.items}
    await room.taps(Drop(second.id, "ujian"))
    room.clock.now += 120 * MINUTE
    assert "2 Okt 2024, 00.00" in await room.taps(Sit("ujian"))


async def test_twenty_taps_on_two_devices_count_one_answer_and_tell_nothing(room: Room) -> None:
    attempt = await room.attempt()
    taps = (room.taps(Choose(attempt.id, 0, place % 4)) for place in range(20))
    screens = await asyncio.gather(*taps)
    assert len((await room.attempt()).answers) == 1
    assert len(set(screens)) == 1
    assert "Soal 2/4" in screens[0]


async def test_twenty_taps_on_begin_give_one_exam(room: Room) -> None:
    attempt = await room.attempt()
    await room.taps(Drop(attempt.id, "ujian"))
    room.clock.now += 60 * MINUTE
    await asyncio.gather(*(room.taps(Sit("ujian")) for _ in range(20)))
    assert len(await room.app.store.attempts.sittings(CAST["Ani"], "ujian", 9)) == 2


async def test_nothing_is_told_of_an_answer_before_the_end(room: Room) -> None:
    attempt = await room.attempt()
    await room.taps(Choose(attempt.id, 0, 0))
    for action in (
        Choose(attempt.id, 0, 1),
        Send(attempt.id, 0, 1),
        Mark(attempt.id, 0, 1),
        Next(attempt.id),
        Review(attempt.id, 0),
        Go("cek"),
        Ask("000000", ""),
    ):
        shown = await room.taps(action)
        assert "Soal 2/4" in shown
        assert not [word for word in TOLD if word in shown]


async def test_the_review_of_an_exam_before_is_closed_during_the_next(room: Room) -> None:
    first = await room.attempt()
    room.clock.now += 10 * MINUTE
    assert "Waktu ujian habis" in await room.taps(Review(first.id, 0))
    assert "Yang benar" in await room.taps(Review(first.id, 0))
    room.clock.now += 60 * MINUTE
    await room.taps(Sit("ujian"))
    assert "Yang benar" not in await room.taps(Review(first.id, 0))


async def test_nobody_reviews_or_leaves_anothers_exam(room: Room) -> None:
    attempt = await room.attempt("Ani")
    room.clock.now += 10 * MINUTE
    for name in ("Ani", "Budi"):
        await room.does(Command("menu"), name)
    assert "Yang benar" in await room.taps(Review(attempt.id, 0), "Ani")
    assert "Menu utama" in await room.taps(Review(attempt.id, 0), "Budi")
    room.clock.now += 60 * MINUTE
    await room.taps(Sit("ujian"), "Ani")
    await room.taps(Drop((await room.attempt("Ani")).id, "ujian"), "Budi")
    assert (await room.attempt("Ani")).finished_at is None


async def test_a_page_that_is_not_there_is_the_first(room: Room) -> None:
    attempt = await room.attempt()
    room.clock.now += 10 * MINUTE
    await room.does(Command("menu"))
    assert await room.taps(Review(attempt.id, 99)) == await room.taps(Review(attempt.id, 0))


async def test_the_buttons_are_the_same_whatever_is_right(room: Room) -> None:
    """They name attempt, step and place; two exams differ in nothing but their ids."""
    catalog = room.app.desk.library.current
    for name in ("Ani", "Budi"):
        attempt = await room.attempt(name)
        state = await room.app.handle(Incoming(Sender(CAST[name], name), Command("start")))
        assert state.screen is not None
        data = [button.data for row in state.screen.rows for button in row]
        count = len(catalog.bank.questions[attempt.items[0].scenario].choices)
        assert [decode(one) for one in data] == [Choose(attempt.id, 0, n) for n in range(count)]


async def test_what_is_stored_of_it_all_comes_out_again_on_replay(room: Room) -> None:
    attempt = await room.attempt()
    await room.taps(Choose(attempt.id, 0, 1))
    room.clock.now += 10 * MINUTE
    await room.does(Command("start"))
    ended, catalog = await room.attempt(), room.app.desk.library.current
    assert list(replay(catalog, ended)) == []
    late = replace(ended.answers[1], chosen=("a",))
    changed = replace(ended, answers=(ended.answers[0], late, *ended.answers[2:]))
    assert list(replay(catalog, changed)) == ["step 1: it was answered after the time was over"]


async def test_only_a_passed_exam_is_a_pass_in_the_tally(room: Room) -> None:
    async def passed() -> int:
        return sum(one.passed for one in await room.app.store.tallies.modules_of("LAIN"))

    exam = await room.attempt()
    await room.taps(Drop(exam.id, "ujian"))
    await room.taps(Begin("ujian"))
    catalog = room.app.desk.library.current
    while (practice := await room.attempt()).finished_at is None:
        item = practice.items[practice.next_step]
        [right] = catalog.bank.questions[item.scenario].right
        await room.taps(Choose(practice.id, practice.next_step, item.order.index(right)))
    assert (practice.kind, practice.score, practice.passed) == ("latihan", 100, False)
    assert await passed() == 0
    room.clock.now += 60 * MINUTE
    await room.taps(Sit("ujian"))
    while (exam := await room.attempt()).finished_at is None:
        item = exam.items[exam.next_step]
        places = [item.order.index(key) for key in catalog.bank.questions[item.scenario].right]
        several = catalog.bank.questions[item.scenario].several
        bits = sum(1 << place for place in places)
        step = exam.next_step
        await room.taps(Send(exam.id, step, bits) if several else Choose(exam.id, step, places[0]))
    assert (exam.kind, exam.score, exam.passed) == ("ujian", 100, True)
    assert await passed() == 1
