"""Reminders from a campaign to the chat, and the officer's digest, on one stage with a clock."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.agencies.campaign import Campaign
from bot.agencies.offices import Invitation
from bot.screens.incoming import Incoming, Sender, Tap
from bot.service.buttons import encode
from bot.service.notices.days_off import Weekday
from bot.service.notices.reminding import plan
from bot.service.notices.sending import Sender as NoticeSender
from bot.service.officers.traces import trace
from bot.store.campaign_rows import Member
from bot.store.outbox import Claim
from tests.service.posts import DAY, HOUR, MORNING, Post, posts
from tests.service.takers import take

MIDNIGHT = MORNING - 8 * HOUR
"""1 October 2024, a Tuesday, in Jakarta."""


async def campaign(
    post: Post, days: int, *, name: str = "c1", start: int = MIDNIGHT, module: str = "uji"
) -> Campaign:
    """A campaign of DEMO for the module that runs for so many days from ``start``."""
    made = Campaign(
        *("DEMO", name, module, start, start + days * DAY, MIDNIGHT),
        months=12,
        late_days=days,
        renew_days=30,
        created_at=start,
    )
    line = trace(post.app.desk, "DEMO", 0, "campaign.create")
    assert await post.app.store.campaigns.create(made, line)
    return made


async def pass_days(post: Post, days: Sequence[int], *, at: int = MORNING) -> None:
    """On each of these days (from 0), early in the morning and then by day."""
    sender = NoticeSender(post.app.desk, post.notifier)
    for day in days:
        for hour in (-6, 0, 5):
            post.world.clock.now = at + day * DAY + hour * HOUR
            await plan(post.app.desk)
            while await sender.batch():
                pass
        await sender.finish()


async def officer(post: Post, number: int = 7009, unit: str | None = None) -> int:
    post.server.person(number, "Petugas", start=True)
    desk, at = post.app.desk, post.world.clock.now
    line, redeemed = (
        trace(desk, "DEMO", 0, "office.invite"),
        trace(desk, "DEMO", 0, "office.grant"),
    )
    invited = Invitation(f"h{number}", "DEMO", "petugas", unit, at + DAY, 0, at)
    assert await desk.store.offices.invite(invited, line)
    assert await desk.store.offices.redeem(invited, number, None, at, redeemed)
    return number


def heads(post: Post, person: int) -> list[str]:
    """The second line of each message: what it says first."""
    return [text.splitlines()[1] for text in post.read(person)]


async def tap(post: Post, person: int, label: str) -> str:
    """Press a button of the last message; what the answer says."""
    [button] = [
        one for one in post.server.people[person].chat.messages[-1].buttons if label in one.label
    ]
    reply = await post.app.handle(Incoming(Sender(person, "Ani"), Tap(button.data or "")))
    assert reply.screen is not None
    return post.app.wording.message(reply.screen, reply.language).html


async def test_a_learner_is_reminded_at_each_moment_until_the_officer_has_to(
    tmp_path: Path, url: str
) -> None:
    async with posts(tmp_path, url) as [post]:
        ani = await post.person(7001)
        await campaign(post, 30)
        await pass_days(post, range(50))
        opening, half, days, today, *overdue = heads(post, ani)
        assert opening.startswith("Instansi Contoh meminta Anda lulus modul ini paling lambat")
        assert half.startswith("Separuh waktunya sudah lewat; batasnya 30 Okt 2024.")
        assert days.startswith("Tinggal 5 hari lagi, sampai 30 Okt 2024.")  # it is a Friday
        assert today.startswith("Hari ini, 30 Okt 2024, hari terakhir.")
        assert len(overdue) == 3
        assert all(one.startswith("Batas waktunya, 30 Okt 2024, sudah") for one in overdue)
        assert "Sekitar lima menit, dan boleh disela." in post.read(ani)[0]
        labels = [one.label for one in post.server.people[ani].chat.messages[0].buttons]
        assert labels == ["▶️ Kerjakan sekarang", "🔕 Jangan ingatkan saya lagi"]


async def test_the_button_begins_and_who_passes_is_left_alone(tmp_path: Path) -> None:
    async with posts(tmp_path) as [post]:
        ani, budi = await post.person(7001), await post.person(7002)
        await campaign(post, 30)
        await pass_days(post, [0])
        assert "Soal 1/4" in await tap(post, ani, "Kerjakan sekarang")
        await take(post.app, budi, day=1)
        await pass_days(post, range(1, 31))
        assert len(post.read(budi)) == 1
        assert len(post.read(ani)) == 5
        assert "Anda sudah mulai, tetapi belum lulus." in post.read(ani)[1]


async def test_of_a_module_with_an_exam_the_reminder_says_what_the_exam_takes(
    tmp_path: Path,
) -> None:
    async with posts(tmp_path) as [post]:
        ani = await post.person(7001)
        await campaign(post, 30, module="ujian")
        await pass_days(post, [0])
        [told] = post.read(ani)
        assert "ujian: 10 menit, dan waktunya tidak berhenti" in told
        assert "boleh disela" not in told
        labels = [one.label for one in post.server.people[ani].chat.messages[0].buttons]
        assert labels == ["📝 Ke ujian", "▶️ Latihan", "🔕 Jangan ingatkan saya lagi"]


async def test_who_passes_between_planning_and_sending_is_left_alone(tmp_path: Path) -> None:
    async with posts(tmp_path) as [post]:
        ani = await post.person(7001)
        await campaign(post, 30)
        await plan(post.app.desk)
        await take(post.app, ani)
        post.world.clock.now = MORNING + 11 * HOUR + HOUR // 2
        await post.send(NoticeSender(post.app.desk, post.notifier))
        assert post.read(ani) == []
        assert list((await post.states()).values()) == ["dropped"]


async def test_one_tap_ends_reminders_and_one_brings_them_back(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url) as [post]:
        ani = await post.person(7001)
        await campaign(post, 30)
        await pass_days(post, [0])
        assert "tidak akan diingatkan lagi" in await tap(post, ani, "Jangan ingatkan")
        await pass_days(post, range(1, 16))
        assert len(post.read(ani)) == 1
        reply = await post.app.handle(Incoming(Sender(ani, "Ani"), Tap("mu:r:0")))
        assert reply.screen is not None
        await pass_days(post, range(16, 29))
        assert len(post.read(ani)) == 2  # what was due meanwhile is not made up for


async def test_more_time_is_a_new_last_day_and_the_opening_comes_once(tmp_path: Path) -> None:
    async with posts(tmp_path) as [post]:
        ani = await post.person(7001)
        made = await campaign(post, 10)
        await pass_days(post, range(8))
        line = trace(post.app.desk, "DEMO", 0, "campaign.extend")
        due = made.due_at + 10 * DAY
        assert await post.app.store.campaigns.extend(made, "", due, "x", line)
        await pass_days(post, range(8, 21))
        _, *rest = heads(post, ani)
        assert [one.partition(".")[0] for one in rest] == [
            "Tinggal 3 hari lagi, sampai 10 Okt 2024",
            "Separuh waktunya sudah lewat; batasnya 20 Okt 2024",
            "Tinggal 3 hari lagi, sampai 20 Okt 2024",
            "Tinggal 2 hari lagi, sampai 20 Okt 2024",  # a Friday
            "Batas waktunya, 20 Okt 2024, sudah lewat",
        ]


async def test_excused_people_and_those_of_other_agencies_hear_nothing(tmp_path: Path) -> None:
    async with posts(tmp_path) as [post]:
        ani, citra = await post.person(7001), await post.person(7003, agency="LAIN")
        made = await campaign(post, 10)
        line = trace(post.app.desk, "DEMO", 0, "campaign.excuse")
        who = Member(None, ani, "", None, "not_started", 0, None)
        assert await post.app.store.campaigns.excuse(made, who, "cuti", line)
        await pass_days(post, range(12))
        assert post.read(ani) == post.read(citra) == []


async def test_two_campaigns_share_a_day_and_the_more_urgent_one_is_told(tmp_path: Path) -> None:
    async with posts(tmp_path) as [post]:
        ani = await post.person(7001)
        await campaign(post, 9)
        await pass_days(post, range(8))
        before = len(post.read(ani))
        await campaign(post, 30, name="c2", start=MIDNIGHT + 8 * DAY)
        await pass_days(post, range(8, 10))
        last, opening = heads(post, ani)[before:]
        assert last.startswith("Hari ini, 9 Okt 2024")
        # The next day the first is overdue, which is said before the opening of the second.
        assert opening.startswith("Batas waktunya, 9 Okt 2024")


async def test_a_pass_is_to_be_renewed_before_it_runs_out(tmp_path: Path) -> None:
    async with posts(tmp_path) as [post]:
        ani = await post.person(7001)
        await campaign(post, 10)
        await take(post.app, ani)
        await pass_days(post, range(1, 330, 30))
        assert post.read(ani) == []
        await pass_days(post, range(334, 382))
        first, *_, last = heads(post, ani)
        assert first.startswith("Kelulusan Anda berlaku sampai 1 Okt 2025")
        assert last.startswith("Masa berlaku kelulusan Anda habis pada 1 Okt 2025")
        assert len(heads(post, ani)) == 7


async def test_the_night_of_another_zone_and_the_days_off_of_an_agency(tmp_path: Path) -> None:
    async with posts(tmp_path) as [post]:
        store = post.app.store
        ani = await post.person(7001)
        demo = await store.agencies.get("DEMO")
        assert demo is not None
        await store.agencies.put([replace(demo, zone="WIT")])
        await campaign(post, 10)
        for weekday in (1, 5, 6):  # Tuesdays, not the weekend
            line = trace(post.app.desk, "DEMO", 0, "calendar.weekdays")
            await store.calendars.set_weekday(line, weekday, off=weekday == 1)
        await pass_days(post, [0])
        assert post.read(ani) == []
        sender = NoticeSender(post.app.desk, post.notifier)
        for hour, told in ((-4, 0), (-3, 0), (-2, 1)):  # 06:00, 07:00 and 08:00 in Papua
            post.world.clock.now = MORNING + DAY + hour * HOUR
            await plan(post.app.desk)
            await post.send(sender)
            assert len(post.read(ani)) == told


async def test_two_who_change_the_weekdays_at_once_both_do(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url) as [post]:
        boss = await officer(post, await post.person(7001))
        taps = [Tap(encode(Weekday("DEMO", weekday, 1))) for weekday in range(4)]
        await asyncio.gather(
            *(post.app.handle(Incoming(Sender(boss, "Kepala"), tap)) for tap in taps)
        )
        off = await post.app.store.calendars.of("DEMO")
        assert off.weekdays == {0, 1, 2, 3, 5, 6}


async def test_officers_get_a_digest_each_week_and_at_the_end(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url) as [post]:
        boss = await officer(post)
        people = [await post.person(7100 + n) for n in range(3)]
        await take(post.app, people[0])
        await post.server.people[people[1]].block()
        await campaign(post, 9)
        await pass_days(post, range(20))
        told = [text.splitlines()[0] for text in post.read(boss)]
        assert told == [f"📬 Ringkasan Instansi Contoh, {day} Okt 2024" for day in (7, 9, 10, 14)]
        second = post.read(boss)[1]
        assert "✅ lulus: 1 dari 3 yang wajib (33%)" in second
        assert "3 terkirim, 2 tak dapat dihubungi" in second
        assert "belum mulai: 2" in second
        labels = [one.label for one in post.server.people[boss].chat.messages[-1].buttons]
        assert labels == ["📊 Rekap", "🔔 Pengiriman pengingat", "🔕 Jangan kirim ringkasan lagi"]


async def test_the_digest_and_the_tally_count_a_campaign_alike(tmp_path: Path) -> None:
    """One passed, one is excused, one is late, and of one the pass ran out."""
    async with posts(tmp_path) as [post]:
        boss = await officer(post, await post.person(7009, agency="LAIN"))
        passed, excused, _, expired = [await post.person(7100 + n) for n in range(4)]
        made = await campaign(post, 9)
        line = trace(post.app.desk, "DEMO", 0, "campaign.excuse")
        who = Member(None, excused, "", None, "not_started", 0, None)
        assert await post.app.store.campaigns.excuse(made, who, "cuti", line)
        await take(post.app, expired)
        await take(post.app, passed, day=300)
        await pass_days(post, [370])
        [told] = post.read(boss)
        assert "✅ lulus: 1 dari 3 yang wajib (33%)" in told
        assert "⚠️ terlambat atau kedaluwarsa: 2" in told
        assert "dibebaskan: 1" in told
        tally = await tap(post, boss, "Rekap")
        assert "lulus 1 dari 3 yang wajib (33%), terlambat atau kedaluwarsa 2" in tally


async def test_an_officer_of_a_unit_is_told_of_that_unit_and_a_former_one_of_nothing(
    tmp_path: Path,
) -> None:
    async with posts(tmp_path) as [post]:
        here, gone = await officer(post, 7008, "DINKES"), await officer(post, 7009)
        store = post.app.store
        await post.person(7001)
        await campaign(post, 9)
        await pass_days(post, range(6))
        await plan(post.app.desk)
        [office] = await store.offices.of(gone)
        line = trace(post.app.desk, "DEMO", 0, "office.revoke")
        assert await store.offices.revoke(office, post.world.clock.now, line)
        await pass_days(post, [6])
        assert post.read(gone) == []
        [digest] = post.read(here)
        assert "lulus: 0 dari 0 yang wajib (–)" in digest  # of a campaign for everybody


async def test_whoever_may_not_have_got_the_last_one_comes_first(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url) as [post]:
        people = [await post.person(7100 + n) for n in range(30)]
        await campaign(post, 30)
        await plan(post.app.desk)
        outbox, unlucky = post.app.store.outbox, people[-1]
        [last] = [one for one in await outbox.due(MORNING, 40) if one.notice.person == unlucky]
        await outbox.claim([Claim.of(last, 1, MORNING)])
        await outbox.recover(MORNING)
        await post.send(NoticeSender(post.app.desk, post.notifier))
        post.world.clock.now += 15 * DAY
        await plan(post.app.desk)
        first, *_ = await outbox.due(post.world.clock.now, 25)
        assert (first.notice.person, first.notice.kind) == (unlucky, "remind.half")


async def test_planning_twice_at_once_changes_nothing(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url, 2) as [one, two]:
        people = [await one.person(7100 + n) for n in range(5)]
        await campaign(one, 30)
        await plan(one.app.desk)
        await plan(two.app.desk)
        assert len(await one.states()) == len(people)
