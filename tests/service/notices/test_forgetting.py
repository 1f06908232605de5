"""What was told is forgotten only when nobody would plan it again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.agencies.campaign import Campaign
from bot.agencies.periods import DEFAULT
from bot.service.desk import Desk
from bot.service.officers.traces import trace
from bot.service.rights import retention
from tests.service.notices.test_reminders import campaign, pass_days
from tests.service.posts import DAY, MORNING, Post, posts


def forgetful(post: Post) -> Desk:
    """It keeps notices for as short as may be, and people for long."""
    return replace(post.app.desk, periods=replace(DEFAULT, notices=30, inactive=30_000))


async def end(post: Post, ended: Campaign) -> None:
    line = trace(post.app.desk, "DEMO", 0, "campaign.close")
    assert await post.app.store.campaigns.end(ended, "closed", line)


@pytest.mark.parametrize(("days", "until", "told"), [(10, 40, 6), (200, 3, 1)])
async def test_no_reminder_of_a_campaign_that_runs_comes_again(
    tmp_path: Path, url: str, days: int, until: int, told: int
) -> None:
    """Neither the last one after the last day, nor the first of a campaign that takes long."""
    async with posts(tmp_path, url) as [post]:
        ani = await post.person(7001)
        await campaign(post, days)
        await pass_days(post, range(until))
        assert len(post.read(ani)) == told
        post.world.clock.now = MORNING + (until + 35) * DAY
        await retention.forget(forgetful(post))
        await pass_days(post, range(until + 35, until + 38))
        assert len(post.read(ani)) == told


async def test_after_its_end_they_are_forgotten_and_those_of_another_are_not(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "_ROWS", 2)  # so that it takes several pages
    async with posts(tmp_path, url) as [post]:
        people = [await post.person(7100 + n) for n in range(5)]
        over = await campaign(post, 200, name="c1")
        await campaign(post, 200, name="c1_")
        await pass_days(post, range(4))
        assert len(await post.states()) == 10
        await end(post, over)
        await retention.forget(forgetful(post))
        assert len(await post.states()) == 10
        post.world.clock.now += 31 * DAY
        await retention.forget(forgetful(post))
        assert len(await post.states()) == 5
        await pass_days(post, [36])
        assert all(len(post.read(person)) == 2 for person in people)
