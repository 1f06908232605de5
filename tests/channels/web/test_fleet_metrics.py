"""What the numbers tell of a worker that is one of several: its content, and what it sends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.web.counted_backlog import FRESH_S
from bot.channels.web.server import listen
from bot.channels.web.watched import watched
from bot.service.notices.shift import Shift
from bot.service.upkeep.fleet import Fleet
from bot.store.outbox import Backlog, Claim
from tests.channels.telegram.stage import Stage, until
from tests.channels.web.pages import metrics, ready
from tests.channels.web.stage import Client, client, passes
from tests.loopback import Fault, Kind
from tests.service.posts import DAY, HOUR, KINDS, MORNING, Post, posts


def fleet(post: Post) -> Fleet:
    """One worker, with kinds of notices for tests."""
    made = Fleet.of(post.app.desk, post.notifier)
    return replace(made, shift=Shift(post.app.desk, post.notifier, KINDS))


class Hanging(Shift):
    """Whose database does not answer from some moment on."""

    hangs = False

    async def backlog(self) -> Backlog:
        if self.hangs:
            await asyncio.Event().wait()
        return await super().backlog()


@asynccontextmanager
async def watching(stage: Stage, one: Fleet, post: Post) -> AsyncIterator[Client]:
    """Its pages, at the clock of the stage."""
    listener = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    trips = post.app.round_trips
    pages = watched(stage.channel, listener, ping=post.app.store.ping, round_trips=trips, fleet=one)
    async with pages, client(url) as by_hand:
        await until(lambda: stage.channel.health.signed_in)
        yield by_hand


async def test_what_was_sent_is_counted_by_kind_and_end(
    stage: Stage, tmp_path: Path, url: str
) -> None:
    async with posts(tmp_path, url) as [post]:
        one = fleet(post)
        people = [await post.person(7100 + n) for n in range(6)]
        for kind, person in zip(("test",) * 4 + ("broken", "news"), people, strict=True):
            await post.plan(person, f"n{person}", kind)
        await post.plan(people[5], "over", subject="over")
        await post.server.people[people[1]].block()
        post.server.faults.add(Fault(Kind.ERROR, "sendMessage", people[2], status=502))
        post.server.faults.add(Fault(Kind.DROP_AFTER, "sendMessage", people[3]))
        async with watching(stage, one, post) as by_hand:
            await one.shift.turn()
            await one.shift._sender.finish()
            seen = await metrics(by_hand)
        ended = {
            tuple(name.split("|")[1:]): value
            for name, value in seen.items()
            if name.startswith("netral_notices_total|")
        }
        assert ended == {
            ("sent", "test"): 1,
            ("blocked", "test"): 1,
            ("later", "test"): 1,
            ("uncertain", "test"): 1,
            ("dropped", "test"): 1,
            ("failed", "broken"): 1,
            ("sent", "news"): 1,
        }
        assert all("71" not in name for name in seen if "notices" in name)


async def test_what_a_dead_sender_left_in_doubt_is_counted_by_who_finds_it(
    tmp_path: Path, url: str
) -> None:
    async with posts(tmp_path, url) as [post]:
        for n in range(2):
            await post.plan(await post.person(7100 + n), f"n{n}", "news")
        found = await post.app.store.outbox.due(MORNING, 9)
        await post.app.store.outbox.claim([Claim.of(one, None, MORNING) for one in found])
        shift = fleet(post).shift
        assert await shift.holds()
        assert shift.ends == {("news", "uncertain"): 2}


async def test_what_waits_is_told_by_every_worker_and_whose_turn_it_is_by_one(
    stage: Stage, tmp_path: Path, url: str
) -> None:
    async with posts(tmp_path, url, 2) as [one, two]:
        ani = await one.person(7001)
        await one.plan(ani, "a", due_at=MORNING - HOUR)
        await one.plan(ani, "b")
        await one.plan(ani, "c", due_at=MORNING + DAY)
        first, second = fleet(one), fleet(two)
        assert await first.shift.holds()
        assert not await second.shift.holds()
        for worker, post, sends in ((first, one, 1), (second, two, 0)):
            async with watching(stage, worker, post) as by_hand:
                seen = await metrics(by_hand)
            assert seen["netral_notices_sender"] == sends
            assert seen["netral_notices_waiting"] == 3
            assert seen["netral_notices_due"] == 2
            assert seen["netral_notices_oldest_due_seconds"] == 3600
        one.world.clock.now += 10_000  # the first says nothing any more
        assert not first.shift.sends


async def test_nothing_due_is_not_late(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url) as [post]:
        assert await post.app.store.outbox.backlog(MORNING) == (0, 0, 0)
        await post.plan(await post.person(7001), "a", due_at=MORNING + DAY)
        assert await post.app.store.outbox.backlog(MORNING) == (1, 0, 0)


async def test_the_database_is_not_asked_at_each_look(
    stage: Stage, tmp_path: Path, url: str
) -> None:
    async with posts(tmp_path, url) as [post], watching(stage, fleet(post), post) as by_hand:
        await metrics(by_hand)
        before = post.app.round_trips()
        await post.plan(await post.person(7001), "a")
        planned = post.app.round_trips()
        assert (await metrics(by_hand))["netral_notices_waiting"] == 0
        assert post.app.round_trips() == planned > before
        stage.clock.advance(FRESH_S)
        assert (await metrics(by_hand))["netral_notices_waiting"] == 1


async def test_while_the_database_is_away_all_other_numbers_are_told(
    stage: Stage, tmp_path: Path
) -> None:
    async with posts(tmp_path) as [post], watching(stage, fleet(post), post) as by_hand:
        assert "netral_notices_waiting" in await metrics(by_hand)
        await post.app.store.close()
        stage.clock.advance(FRESH_S)
        seen = await metrics(by_hand)
    assert "netral_notices_waiting" not in seen
    assert seen["netral_notices_sender"] == 0


async def test_a_database_that_does_not_answer_keeps_nobody_waiting_for_the_rest(
    stage: Stage, tmp_path: Path
) -> None:
    async with posts(tmp_path) as [post]:
        shift = Hanging(post.app.desk, post.notifier, KINDS)
        one = replace(fleet(post), shift=shift)
        async with watching(stage, one, post) as by_hand:
            assert "netral_notices_waiting" in await metrics(by_hand)
            stage.clock.advance(FRESH_S)
            shift.hangs = True
            asked = asyncio.create_task(metrics(by_hand))
            await passes(stage.clock, asked.done)
            assert "netral_notices_waiting" not in asked.result()


async def test_the_content_is_told_and_whether_another_one_is_wanted(
    stage: Stage, tmp_path: Path, url: str
) -> None:
    async with posts(tmp_path, url) as [post]:
        one, library = fleet(post), post.app.desk.library
        info = f"netral_content_info|{library.edition}|{library.current.hash}"
        async with watching(stage, one, post) as by_hand:
            seen = await metrics(by_hand)
            assert (seen[info], seen["netral_content_differs"]) == (1, 0)
            await post.app.store.contents.want("another-1", MORNING)
            await one.following.look()
            seen = await metrics(by_hand)
            assert (seen[info], seen["netral_content_differs"]) == (1, 1)
            status, told = await ready(by_hand)
    assert (status, told["content"], told["content_differs"]) == (200, library.edition, True)


async def test_a_worker_whose_clock_is_wrong_is_not_ready_and_says_by_how_much(
    stage: Stage, tmp_path: Path
) -> None:
    async with posts(tmp_path) as [post], watching(stage, fleet(post), post) as by_hand:
        own_clock = post.app.desk.own_clock
        own_clock.unsure()
        assert "netral_clock_ahead_seconds" not in await metrics(by_hand)
        own_clock.compared(-86_400.0)
        ahead = (await metrics(by_hand))["netral_clock_ahead_seconds"]
        assert ahead == pytest.approx(-86_400, abs=5)
        status, told = await ready(by_hand)
        assert status == 503
        assert "s behind Telegram's" in str(told["reasons"])
        own_clock.compared(0.5)
        assert (await ready(by_hand))[0] == 200
