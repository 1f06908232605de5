"""Notices are claimed and sent once at most, by day, in the right order, whatever goes wrong."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest

from bot.store.outbox import Claim
from tests.loopback import Fault, Kind
from tests.service.posts import DAY, HOUR, MORNING, posts


async def test_what_is_due_is_sent_once_and_the_rest_waits(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url) as [post]:
        people = [await post.person(7100 + n) for n in range(60)]
        for person in people:
            await post.plan(person, f"n{person}")
        await post.plan(7100, "later", due_at=MORNING + DAY)
        await post.send()
        await post.send()
        assert all(post.read(person) == [f"n{person}"] for person in people)
        states = await post.states()
        assert states.pop("later") == "waiting"
        assert set(states.values()) == {"sent"}


async def test_of_two_senders_at_once_one_sends_each(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url, 2) as [one, two]:
        people = [await one.person(7100 + n) for n in range(60)]
        for person in people:
            await one.plan(person, f"n{person}", "news" if person % 2 else "test")
        await asyncio.gather(one.send(), two.send())
        assert all(one.read(person) == [f"n{person}"] for person in people)
        assert set((await one.states()).values()) == {"sent"}


async def test_nobody_gets_more_than_one_a_day_but_news(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url) as [post]:
        ani = await post.person(7001)
        for name in ("a", "b", "c"):
            await post.plan(ani, name)
        await post.plan(ani, "d", "news")
        await post.send()
        assert post.read(ani) == ["a", "d"]
        post.world.clock.now += 11 * HOUR
        await post.send()
        assert post.read(ani) == ["a", "d"]
        for day, name in ((1, "b"), (2, "c")):
            post.world.clock.now = MORNING + day * DAY
            await post.send()
            assert post.read(ani)[-1] == name


async def test_of_two_senders_that_claim_for_one_person_one_has_the_day(
    tmp_path: Path, url: str
) -> None:
    async with posts(tmp_path, url, 2) as [one, two]:
        ani = await one.person(7001)
        await one.plan(ani, "a")
        await one.plan(ani, "b")
        a, b = await one.app.store.outbox.due(MORNING, 9)
        claims = await asyncio.gather(
            one.app.store.outbox.claim([Claim.of(a, 5, MORNING)]),
            two.app.store.outbox.claim([Claim.of(b, 5, MORNING)]),
            return_exceptions=True,
        )
        taken = [claim for claim in claims if isinstance(claim, set) and claim]
        assert len(taken) == 1


async def test_at_night_and_on_days_off_nothing_is_sent(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url) as [post]:
        ani = await post.person(7001)
        await post.plan(ani, "a", due_at=0)
        post.world.clock.now = MORNING - 2 * HOUR
        await post.send()
        post.world.clock.now = MORNING + 12 * HOUR
        await post.send()
        post.world.clock.now = MORNING + 4 * DAY  # a Saturday
        await post.send()
        assert post.read(ani) == []
        post.world.clock.now = MORNING + 6 * DAY
        await post.send()
        assert post.read(ani) == ["a"]


async def test_what_has_no_reason_any_more_is_dropped_and_takes_nobodys_day(
    tmp_path: Path, url: str
) -> None:
    async with posts(tmp_path, url) as [post]:
        ani = await post.person(7001)
        await post.plan(ani, "a", subject="over")
        await post.plan(ani, "b", due_at=MORNING - 1)
        await post.plan(ani, "c", due_at=MORNING - 2, subject="over2")
        await post.send()
        assert post.read(ani) == ["b"]
        assert await post.states() == {"a": "dropped", "b": "sent", "c": "dropped"}


async def test_who_blocks_the_bot_is_unreachable_from_then_on(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url) as [post]:
        ani = await post.person(7001)
        await post.server.people[ani].block()
        await post.plan(ani, "a")
        await post.send()
        await post.plan(ani, "b")
        calls = len(post.server.calls.of("sendMessage"))
        await post.send()
        assert len(post.server.calls.of("sendMessage")) == calls
        assert await post.states() == {"a": "blocked", "b": "blocked"}


async def test_what_a_crash_left_is_uncertain_and_is_not_sent(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url) as [post]:
        people = [await post.person(7100 + n) for n in range(30)]
        for person in people:
            await post.plan(person, f"n{person}")
        *_, last = await post.app.store.outbox.due(MORNING, 40)
        unlucky = last.notice.person
        await post.app.store.outbox.claim([Claim.of(last, 1, MORNING)])  # and here it is killed
        assert await post.app.store.outbox.doubtful() == frozenset()
        sender = post.sender()
        await sender.recover()
        await post.send(sender)
        assert post.read(unlucky) == []
        assert (await post.states())[f"n{unlucky}"] == "uncertain"
        assert await post.app.store.outbox.doubtful() == {unlucky}
        assert all(post.read(one) == [f"n{one}"] for one in people if one != unlucky)


async def test_a_slow_sender_whose_claim_was_given_up_still_tells_how_it_ended(
    tmp_path: Path, url: str
) -> None:
    async with posts(tmp_path, url) as [post]:
        ani = await post.person(7001)
        await post.plan(ani, "a")
        stalled = post.server.faults.stall("sendMessage")
        sender = post.sender()
        await sender.batch()
        await stalled.reached.wait()
        await post.app.store.outbox.recover(MORNING)
        assert await post.states() == {"a": "uncertain"}
        stalled.release()
        await sender.finish()
        assert await post.states() == {"a": "sent"}


async def test_what_telegram_did_not_take_is_sent_later_and_a_lost_answer_never_twice(
    tmp_path: Path, url: str
) -> None:
    async with posts(tmp_path, url) as [post]:
        people = [await post.person(7100 + n) for n in range(3)]
        for person in people:
            await post.plan(person, f"n{person}")
        post.server.faults.add(Fault(Kind.ERROR, "sendMessage", people[0], status=502))
        post.server.faults.add(Fault(Kind.DROP_AFTER, "sendMessage", people[1]))
        sender = post.sender()
        await post.send(sender)
        assert sender.trouble
        assert list((await post.states()).values()) == ["waiting", "uncertain", "sent"]
        post.world.clock.now += 60_000
        await post.send(sender)
        assert list((await post.states()).values()) == ["sent", "uncertain", "sent"]
        assert all(post.read(person) == [f"n{person}"] for person in people)


async def test_after_too_many_the_claimed_rest_waits_again(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url) as [post]:
        people = [await post.person(7100 + n) for n in range(5)]
        for person in people:
            await post.plan(person, f"n{person}")
        post.notifier._limits.unasked_flooded(9.0)
        sender = post.sender()
        await sender.batch()
        assert sender.trouble
        assert set((await post.states()).values()) == {"waiting"}


async def test_a_screen_with_a_bug_stops_nobody_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with posts(tmp_path, f"sqlite:///{tmp_path}/x.db") as [post]:
        ani, budi = await post.person(7001), await post.person(7002)
        await post.plan(ani, "a", "broken")
        await post.plan(budi, "b")
        with caplog.at_level(logging.ERROR):
            await post.send()
        assert await post.states() == {"a": "failed", "b": "sent"}
        assert "kind broken" in caplog.text


async def test_it_speaks_the_persons_language_and_to_officers_who_never_registered(
    tmp_path: Path,
) -> None:
    async with posts(tmp_path, f"sqlite:///{tmp_path}/x.db") as [post]:
        post.server.person(7009, start=True)
        await post.plan(7009, "a")
        await post.person(7001, language="en")
        await post.plan(7001, "b")
        [officer, ani] = await post.app.store.outbox.due(MORNING, 9)
        assert {one.notice.person: one.language for one in (officer, ani)} == {
            7009: None,
            7001: "en",
        }
        await post.send()
        assert post.read(7009) == ["a"]


async def test_a_clock_that_is_put_back_leaves_one_sender(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url, 2) as [one, two]:
        first, second = one.shift(), two.shift()
        assert await first.holds()
        one.world.clock.now -= HOUR
        assert await second.holds()
        assert not await first.holds()
        one.world.clock.now += HOUR
        assert await first.holds()


async def test_one_worker_holds_the_shift_and_the_next_takes_over(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url, 2) as [one, two]:
        first, second = one.shift(), two.shift()
        assert await first.holds()
        assert not await second.holds()
        one.world.clock.now += 6_000
        assert await first.holds()  # and renews it
        one.world.clock.now += 6_000
        assert not await second.holds()
        one.world.clock.now += 6_000  # the first says nothing any more
        assert await second.holds()
        assert not await first.holds()


async def test_who_ends_politely_lets_the_next_begin_at_once(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url, 2) as [one, two]:
        assert await one.shift().until_done() == {}
        assert await two.shift().holds()
