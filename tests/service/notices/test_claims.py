"""A claim is one worker's: no late word changes another's, and what did not leave waits again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.errors import StoreUnavailable
from bot.service.notices.sending import UNDER_WAY, Sender
from bot.store.outbox import Claim, Closed, Outbox
from tests.loopback import Fault, Kind
from tests.service.lines import Line, over_a_line
from tests.service.posts import DAY, KINDS, MORNING, NEWS, Post, posts


def behind_a_line(post: Post) -> tuple[Sender, Line]:
    """A sender whose line to the database can be cut."""
    desk, line = over_a_line(post.app.desk)
    return Sender(desk, post.notifier, KINDS, NEWS), line


async def claim(outbox: Outbox, day: int, now: int = MORNING) -> Claim:
    """Of the one notice that is due."""
    [waiting] = await outbox.due(MORNING, 9)
    mine = Claim.of(waiting, day, now)
    assert await outbox.claim([mine]) == {waiting.key}
    return mine


async def test_what_is_given_back_twice_leaves_the_next_claim_alone(
    tmp_path: Path, url: str
) -> None:
    async with posts(tmp_path, url, 2) as [one, two]:
        await one.plan(await one.person(7001), "a")
        first, second = one.app.store.outbox, two.app.store.outbox
        mine = await claim(first, 5)
        await first.give_back([(mine, MORNING)])
        theirs = await claim(second, 6)  # in the same millisecond of a clock that stands
        await first.give_back([(mine, MORNING)])  # the first answer was lost
        assert await one.states() == {"a": "claimed"}
        await first.settle(mine, "failed", MORNING)
        assert await one.states() == {"a": "claimed"}
        await second.settle(theirs, "sent", MORNING)
        assert await one.states() == {"a": "sent"}


async def test_a_clock_that_is_put_back_makes_no_claim_of_before(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url) as [post]:
        await post.plan(await post.person(7001), "a")
        outbox = post.app.store.outbox
        mine = await claim(outbox, 5)
        await outbox.give_back([(mine, MORNING)])
        again = await claim(outbox, 5, now=MORNING - DAY)
        assert again.at > mine.at
        await outbox.give_back([(mine, MORNING)])
        assert await post.states() == {"a": "claimed"}


async def test_who_looked_before_another_claimed_neither_puts_off_nor_closes_nor_claims(
    tmp_path: Path, url: str
) -> None:
    async with posts(tmp_path, url, 2) as [one, two]:
        await one.plan(await one.person(7001), "a")
        first, second = one.app.store.outbox, two.app.store.outbox
        [seen] = await first.due(MORNING, 9)
        await second.give_back([(await claim(second, 5), MORNING)])
        await first.put_off([(seen, MORNING + DAY)])
        await first.close([Closed(seen, "dropped")], MORNING)
        assert await first.claim([Claim.of(seen, 5, MORNING)]) == set()
        [now] = await first.due(MORNING, 9)
        assert now.last_claim == MORNING
        assert await one.states() == {"a": "waiting"}


@pytest.mark.parametrize("where", ["before", "after"])
async def test_a_line_that_is_cut_after_the_claim_costs_nobody_a_notice(
    tmp_path: Path, url: str, where: str
) -> None:
    """Ani has had one today, so that the second is put off; Budi's is claimed beside it."""
    async with posts(tmp_path, url) as [post]:
        ani, budi = await post.person(7001), await post.person(7002)
        await post.plan(ani, "a")
        await post.send()
        await post.plan(ani, "b")
        await post.plan(budi, "c")
        sender, line = behind_a_line(post)
        (line.lost_before if where == "before" else line.lost_after)["outbox_put_off"] = 1
        with pytest.raises(StoreUnavailable):
            await sender.batch()
        await sender.recover()
        assert set((await post.states()).values()) == {"sent", "waiting"}
        await post.send(sender)
        assert post.read(budi) == ["c"]
        assert "uncertain" not in (await post.states()).values()


async def test_a_claim_whose_answer_was_lost_is_given_back(tmp_path: Path, url: str) -> None:
    async with posts(tmp_path, url) as [post]:
        ani = await post.person(7001)
        await post.plan(ani, "a")
        sender, line = behind_a_line(post)
        line.lost_after["outbox_claim"] = 1
        with pytest.raises(StoreUnavailable):
            await sender.batch()
        await sender.recover()
        assert await post.states() == {"a": "waiting"}
        await post.send(sender)
        assert post.read(ani) == ["a"]


async def test_what_another_worker_called_uncertain_is_given_back_by_who_knows(
    tmp_path: Path, url: str
) -> None:
    """The line is cut for the giving back too, and meanwhile the next worker looks through."""
    async with posts(tmp_path, url, 2) as [one, two]:
        people = [await one.person(7100 + n) for n in range(3)]
        for person in people:
            await one.plan(person, f"n{person}")
        one.notifier._limits.unasked_flooded(9.0)
        sender, line = behind_a_line(one)
        line.lost_before["outbox_give_back"] = 1
        sending = asyncio.create_task(sender.batch())
        await line.cut.wait()
        await two.sender().recover()
        assert set((await one.states()).values()) == {"uncertain"}
        await sending
        assert set((await one.states()).values()) == {"waiting"}
        await two.send()
        assert all(one.read(person) == [f"n{person}"] for person in people)


async def test_what_telegram_did_not_take_waits_again_though_the_line_was_cut(
    tmp_path: Path, url: str
) -> None:
    async with posts(tmp_path, url) as [post]:
        ani = await post.person(7001)
        await post.plan(ani, "a")
        post.server.faults.add(Fault(Kind.ERROR, "sendMessage", ani, status=502))
        sender, line = behind_a_line(post)
        line.lost_after["outbox_give_back"] = 1
        await post.send(sender)
        assert await post.states() == {"a": "waiting"}
        post.world.clock.now += 60_000
        await post.send(sender)
        assert post.read(ani) == ["a"]
        assert await post.states() == {"a": "sent"}


async def test_what_is_in_hand_does_not_go_back_with_what_was_not_taken(
    tmp_path: Path, url: str
) -> None:
    """The answer to the first message comes while the others of its batch still wait to leave."""
    async with posts(tmp_path, url) as [post]:
        people = [await post.person(7100 + n) for n in range(UNDER_WAY + 5)]
        for person in people:
            await post.plan(person, f"n{person}")
        post.server.faults.add(Fault(Kind.ERROR, "sendMessage", people[0], status=502))
        sender = post.sender()
        await post.send(sender)
        assert [len(post.read(person)) for person in people] == [0] + [1] * (len(people) - 1)
        post.world.clock.now += 60_000
        await post.send(sender)
        assert [post.read(person) for person in people] == [[f"n{person}"] for person in people]
