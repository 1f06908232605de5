"""Exams and practice in any order of taps, waits and restarts: what must hold, holds after each."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app import App
from bot.quiz.attempt import Attempt
from bot.quiz.exam import MINUTE, deadline
from bot.screens.incoming import Act, Command, Incoming, Sender, Tap
from bot.service.attempts.replay import replay
from bot.service.buttons import Action, Begin, Choose, Drop, Next, Review, Send, Sit, encode
from bot.service.jakarta import JAKARTA
from tests.dialogues.stage import CAST, ServiceDoor, World

REGISTER = ("/start lain", "[Saya setuju]", "[Bahasa Indonesia]", "[PNS]")
ANI = CAST["Ani"]
Move: TypeAlias = tuple[str, int]

moves = st.lists(
    st.tuples(
        st.sampled_from(
            ("sit", "drop", "begin", "choose", "send", "twice", "wait", "look", "review", "restart")
        ),
        st.integers(0, 7),
    ),
    min_size=5,
    max_size=40,
)
WAITS = (1, 4, 9, 10, 30, 60, 61, 600)  # minutes


@dataclass
class Watch:
    """Everything that was ever seen of her attempts, by id."""

    first: dict[str, Attempt] = field(default_factory=dict)
    last: dict[str, Attempt] = field(default_factory=dict)

    def see(self, attempt: Attempt, app: App, now: int) -> None:
        """What is fixed stays, what is told is final, and no answer is late."""
        first = self.first.setdefault(attempt.id, attempt)
        last = self.last.get(attempt.id, attempt)
        fixed = (attempt.seed, attempt.started_at, attempt.kind, attempt.content)
        assert fixed == (first.seed, first.started_at, first.kind, first.content)
        assert attempt.answers[: len(last.answers)] == last.answers
        if last.finished_at is not None:
            assert attempt == last
        if attempt.kind == "ujian":
            self._exam(attempt, first, app, now)
        self.last[attempt.id] = attempt

    @staticmethod
    def _exam(attempt: Attempt, first: Attempt, app: App, now: int) -> None:
        exam = app.desk.library.current.module(attempt.module).exam
        assert exam is not None
        end = deadline(exam, attempt)
        assert attempt.items == first.items
        assert all(one.at < end for one in attempt.answers if one.chosen)
        assert attempt.finished_at is not None or now < end
        assert attempt.finished_at is None or attempt.finished_at <= end

    def count_by_day(self, app: App) -> None:
        """No more a day than allowed, and each after the rest."""
        exam = app.desk.library.current.module("ujian").exam
        assert exam is not None
        sat = [one for one in self.last.values() if one.kind == "ujian"]
        days = [_day(one.started_at) for one in sat]
        assert all(days.count(day) <= exam.per_day for day in days)
        for one, other in pairwise(sat):
            rest = exam.cool_down_minutes * MINUTE
            assert one.finished_at is not None
            assert other.started_at >= one.finished_at + rest


def _day(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, JAKARTA).date().isoformat()


def act_of(move: Move, attempt: Attempt | None) -> Act:
    """What a move does where she stands now."""
    what, n = move
    id_, step = ("none", 0) if attempt is None else (attempt.id, attempt.next_step)
    taps: dict[str, Action] = {
        "sit": Sit("ujian"),
        "drop": Drop(id_, "ujian"),
        "choose": Choose(id_, step, n % 4),
        "twice": Choose(id_, step, n % 4),
        "send": Send(id_, step, n),
        "review": Review(id_, n),
        "begin": Begin("ujian") if n < 2 else Next(id_),
    }
    if what == "begin" and n > 3:
        return Command("kuis")
    return Tap(encode(taps[what])) if what in taps else Command("start")


async def play(folder: Path, script: Sequence[Move]) -> None:
    world, watch = World.make(folder), Watch()
    remaining = list(script)
    registered = False
    while remaining or not registered:
        async with world.app() as app:
            if not registered:
                door = ServiceDoor(app)
                for line in REGISTER:
                    await door.act("Ani", line)
                registered = True
            while remaining:
                move = remaining.pop(0)
                if move[0] == "restart":
                    break
                await one(world, app, watch, move)
            watch.count_by_day(app)


async def one(world: World, app: App, watch: Watch, move: Move) -> None:
    if move[0] == "wait":
        world.clock.now += WAITS[move[1]] * MINUTE
        return
    before = (await app.store.people.state(ANI)).attempt
    incoming = Incoming(Sender(ANI, "Ani"), act_of(move, before))
    times = 3 if move[0] == "twice" else 1
    replies = await asyncio.gather(*(app.handle(incoming) for _ in range(times)))
    assert all(reply.screen is not None and reply.screen.rows for reply in replies)
    attempt = (await app.store.people.state(ANI)).attempt
    if attempt is not None:
        watch.see(attempt, app, world.clock.now)
        assert list(replay(app.desk.library.current, attempt)) == []
        assert attempt.passed in (None, False) or attempt.kind == "ujian" or attempt.module == "uji"


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
@given(moves)
def test_whatever_is_done_in_whatever_order(script: list[Move]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder), script))
