"""Follow-ups: planned once, asked when they are due, answered once, stopped by one tap."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.agencies.agency import Agency
from bot.app import App
from bot.quiz.drawing import item_of
from bot.screens.incoming import Incoming, Sender, Tap
from bot.screens.screen import Screen
from bot.service.attempts import followup_plan
from bot.service.attempts.followup import KIND, FollowChoose, FollowMark, FollowSend, FollowSwitch
from bot.service.attempts.followup_notice import tell
from bot.service.attempts.item_report import pooled
from bot.service.buttons import encode
from bot.service.notices.kinds import TELL
from bot.store.followups import FollowUp
from bot.store.notices import Notice
from tests.dialogues.stage import Clock, World
from tests.service.broken import faults
from tests.service.takers import begin, take
from tests.store.raw import execute

DAY = 86_400_000
CALENDAR = """\
stages:
  - id: kampanye
    title: {id: Masa kampanye, en: Campaign}
    begins: 2024-12-01
    basis: {id: Keputusan KPU, en: Decision of the KPU}
    sourced: resmi
"""


@pytest.fixture
def world(tmp_path: Path, url: str) -> World:
    world = World.make(tmp_path, url)
    (world.folder / "calendar.yaml").write_text(CALENDAR)
    return world


@pytest.fixture
def clock(world: World) -> Clock:
    return world.clock


async def planned(app: App) -> list[Notice]:
    columns = "person, id, kind, subject, body, due_at, agency"
    rows = await execute(
        app.store.database, f"SELECT {columns} FROM notices WHERE kind = '{KIND}' ORDER BY due_at"
    )
    return [Notice(*row) for row in rows]


async def days_pass(app: App, clock: Clock, days: int) -> None:
    """The chore runs four times a day, as it may."""
    for _ in range(4 * days):
        clock.now += DAY // 4
        await followup_plan.run(app.desk)


def local(at: int, hours: int = 7) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC) + timedelta(hours=hours)


def html(app: App, screen: Screen | None) -> str:
    assert screen is not None
    return app.wording.message(screen, "id").html


async def asked(app: App, clock: Clock) -> Notice:
    """The follow-up of day 3 of somebody who passed, and got the last question wrong."""
    await take(app, 1, wrong=(3,))
    await days_pass(app, clock, 4)
    [notice] = await planned(app)
    return notice


async def test_one_on_day_3_10_and_30_each_planned_once(app: App, clock: Clock) -> None:
    passed = await take(app, 1)
    assert passed.finished_at is not None
    await days_pass(app, clock, 32)
    await followup_plan.run(app.desk)
    notices = await planned(app)
    assert [one.subject for one in notices] == ["a1:3", "a1:10", "a1:30"]
    days = [(local(one.due_at).date() - local(passed.finished_at).date()).days for one in notices]
    assert days == [3, 10, 30]


async def test_only_who_passed_is_asked_and_never_at_night(app: App, clock: Clock) -> None:
    await app.store.agencies.put([Agency("LAIN", "Badan Lain", zone="WIT")])
    await take(app, 1, name="a1", right=False)
    await take(app, 2, name="a2")
    await take(app, 3, name="a3", agency="LAIN")
    await begin(app, 4, name="a4")
    await days_pass(app, clock, 5)
    notices = {one.person: one for one in await planned(app)}
    assert set(notices) == {2, 3}
    for person, hours in ((2, 7), (3, 9)):
        assert 7 <= local(notices[person].due_at, hours).hour < 20


async def test_who_passes_the_module_again_begins_anew(app: App, clock: Clock) -> None:
    await take(app, 1, name="a1")
    await take(app, 1, name="a2", day=2)
    await days_pass(app, clock, 13)
    assert [one.subject for one in await planned(app)] == ["a2:3", "a2:10"]


async def test_the_question_is_on_what_was_wrong_and_stays_when_it_is_told_again(
    app: App, clock: Clock
) -> None:
    notice = await asked(app, clock)
    first, again = await tell(app.desk, notice), await tell(app.desk, notice)
    assert first == again
    assert TELL[KIND] is tell
    words = html(app, first)
    assert "3 hari sesudah Anda lulus" in words
    one = await app.store.followups.get(1, notice.id)
    attempt = await app.store.attempts.get("a1", 1)
    assert one is not None
    assert attempt is not None
    bank = app.desk.library.current.bank.questions
    wrong = bank[attempt.items[3].scenario]
    assert bank[one.item.scenario].decided.rule == wrong.decided.rule
    assert one.item.scenario != wrong.id
    assert first is not None
    assert first.rows[-1][0].data == encode(FollowSwitch(0))


async def tap(app: App, data: str, person: int = 1) -> str:
    reply = await app.handle(Incoming(Sender(person, "Orang"), Tap(data)))
    return html(app, reply.screen)


async def test_an_answer_counts_once_and_nowhere_else(app: App, clock: Clock, url: str) -> None:
    notice = await asked(app, clock)
    await tell(app.desk, notice)
    before = await app.store.tallies.of_agency("DEMO"), await app.store.attempts.best(1)
    replies = await asyncio.gather(
        *(tap(app, encode(FollowChoose(notice.id, place))) for place in (0, 1, 0, 1))
    )
    assert all("Mengapa?" in words and "tidak dinilai" in words for words in replies)
    one = await app.store.followups.get(1, notice.id)
    assert one is not None
    assert one.answer is not None
    chosen = {words.split("Mengapa?")[0] for words in replies}
    assert len(chosen) == 1  # the second choice is told what the first one was
    after = await app.store.tallies.of_agency("DEMO"), await app.store.attempts.best(1)
    assert before == after
    pool = await pooled(app.store, app.desk.library)
    assert sum(tally.answers for tally in pool.tracks.values()) == 4
    assert await tell(app.desk, notice) is None
    assert await faults(url) == []


async def test_several_are_marked_before_they_are_sent(app: App, clock: Clock) -> None:
    await take(app, 1)
    question = app.desk.library.current.bank.questions["menandai-1"]
    item = item_of(question, Random(1))
    hash_ = app.desk.library.current.hash
    await app.store.followups.ask(FollowUp(1, "n1", "uji", hash_, item, clock.now))
    right = sum(1 << item.order.index(key) for key in question.right)
    assert "☑️" in await tap(app, encode(FollowMark("n1", right)))
    assert "Benar." in await tap(app, encode(FollowSend("n1", right)))
    assert "Mengapa?" in await tap(app, encode(FollowMark("n1", 0)))
    one = await app.store.followups.get(1, "n1")
    assert one is not None
    assert one.answer is not None
    assert (one.answer.points, one.answer.at) == (100, clock.now)


async def test_it_may_be_reported_from_its_feedback(app: App, clock: Clock) -> None:
    notice = await asked(app, clock)
    await tell(app.desk, notice)
    await tap(app, encode(FollowChoose(notice.id, 0)))
    assert "Apa yang keliru" in await tap(app, f"dp:{notice.id}:0")
    assert "tercatat" in await tap(app, f"dr:{notice.id}:0:key")
    assert "Soal susulan" in await tap(app, f"db:{notice.id}:0")
    [waiting] = await app.store.disputes.queue()
    assert waiting.reports == 1


async def test_nobody_reaches_another_persons_question(app: App, clock: Clock) -> None:
    notice = await asked(app, clock)
    await tell(app.desk, notice)
    await take(app, 2, name="a2")
    assert "Tombol itu sudah lama" in await tap(app, encode(FollowChoose(notice.id, 0)), 2)
    assert "Tombol itu sudah lama" in await tap(app, f"dp:{notice.id}:0", 2)


async def test_one_tap_stops_them_and_the_profile_starts_them_again(app: App, clock: Clock) -> None:
    notice = await asked(app, clock)
    assert "tidak dikirim lagi" in await tap(app, encode(FollowSwitch(0)))
    assert await tell(app.desk, notice) is None
    await days_pass(app, clock, 8)
    assert len(await planned(app)) == 1
    reply = await app.handle(Incoming(Sender(1, "Orang"), Tap("g:profile")))
    assert reply.screen is not None
    data = [b.data for row in reply.screen.rows for b in row]
    assert encode(FollowSwitch(1)) in data
    await tap(app, encode(FollowSwitch(1)))
    await days_pass(app, clock, 20)
    assert [one.subject for one in await planned(app)] == ["a1:3", "a1:30"]


async def test_while_an_exam_is_under_way_none_is_answered(app: App, clock: Clock) -> None:
    notice = await asked(app, clock)
    await tell(app.desk, notice)
    days = (clock.now - 1_727_784_000_000) // DAY
    await begin(app, 1, name="u1", kind="ujian", module="ujian", day=days)
    clock.now = 1_727_784_000_000 + days * DAY + 60_000
    assert "Selama ujian" in await tap(app, encode(FollowChoose(notice.id, 0)))
    one = await app.store.followups.get(1, notice.id)
    assert one is not None
    assert one.answer is None


async def test_one_in_the_week_before_a_stage_spread_over_it(app: App, clock: Clock) -> None:
    for person in range(1, 31):
        await take(app, person, name=f"a{person}")
    await take(app, 99, name="a99", right=False)
    await days_pass(app, clock, 61)
    stage = [one for one in await planned(app) if one.subject == "kampanye:2024-12-01"]
    assert sorted(one.person for one in stage) == list(range(1, 31))
    dates = {local(one.due_at).date().isoformat() for one in stage}
    assert min(dates) >= "2024-11-24"
    assert max(dates) < "2024-12-01"
    assert len(dates) >= 4
    clock.now = stage[-1].due_at
    assert "Masa kampanye: mulai 1 Des 2024." in html(app, await tell(app.desk, stage[-1]))


async def test_before_a_stage_that_was_moved_or_has_begun_none_is_asked(
    app: App, clock: Clock
) -> None:
    await take(app, 1)
    await days_pass(app, clock, 60)
    [one] = [one for one in await planned(app) if one.subject == "kampanye:2024-12-01"]
    assert await tell(app.desk, one) is not None
    moved = CALENDAR.replace("2024-12-01", "2024-12-08")
    (app.desk.library._folder / "calendar.yaml").write_text(moved)
    await app.desk.library.reload(app.desk.clock)
    assert await tell(app.desk, one) is None
    await days_pass(app, clock, 7)
    subjects = [one.subject for one in await planned(app) if one.subject.startswith("kampanye")]
    assert subjects == ["kampanye:2024-12-01", "kampanye:2024-12-08"]
    [one] = [one for one in await planned(app) if one.subject == subjects[1]]
    assert await tell(app.desk, one) is not None
    clock.now += 3 * DAY
    assert await tell(app.desk, one) is None


async def test_a_pass_that_does_not_count_any_more_brings_none(app: App, clock: Clock) -> None:
    await take(app, 1, day=-400)
    await days_pass(app, clock, 60)
    assert await planned(app) == []
