"""The tally's numbers: what a scope sees, and a campaign beside the one that it repeats."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.agencies.agency import Agency, Unit
from bot.agencies.campaign import Campaign
from bot.agencies.people import Person
from bot.agencies.rollup import Sums
from bot.agencies.roster import Line
from bot.app import App
from bot.screens.incoming import Sender
from bot.service.desk import Visit
from bot.service.officers.access import Scope
from bot.service.officers.traces import trace
from bot.service.recap.actions import NotYet
from bot.service.recap.more import not_yet
from bot.service.recap.numbers import Listed, numbers, share, standings
from bot.store.roster import Work
from tests.dialogues.stage import NOON, World
from tests.service.takers import begin, take

DAY = 86_400_000
WHOLE = Scope("DEMO")


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    async with World.make(tmp_path).app() as app:
        for person in range(1, 5):
            await take(app, person, right=person > 1)
        await begin(app, 5)
        yield app


async def test_a_whole_agency_counts_everybody_once(app: App) -> None:
    found = await numbers(app.desk, WHOLE)
    assert found is not None
    assert (found.registered, found.headcount, found.listed) == (5, None, None)
    assert found.modules == {"uji": Sums(0, 5, 4, 3)}
    assert found.modules["uji"].in_progress == 1


async def test_the_headcount_is_what_was_said_else_what_is_listed(app: App) -> None:
    lines = [Line("e1", "1111", "Rina", "DINKES"), Line("e2", "2222", "Tono", None)]
    await app.store.roster.rewrite(Work("DEMO", 0, lines, [], [], 40, "missing"))
    await app.store.roster.claim("DEMO", "e2", 3, 70)
    found = await numbers(app.desk, WHOLE)
    assert found is not None
    assert (found.headcount, found.listed) == (2, Listed(2, 1, 4))
    await app.store.agencies.put([Agency("DEMO", "Instansi Contoh", headcount=50)])
    said = await numbers(app.desk, WHOLE)
    assert said is not None
    assert said.headcount == 50


async def test_a_unit_sees_itself_and_what_is_below(app: App) -> None:
    await app.store.agencies.put([], [Unit("DEMO", "GIZI", "Gizi", "DINKES", headcount=4)])
    await app.store.people.move(1, "LAIN")
    await app.store.people.set_agency(1, "DEMO")
    await app.store.people.register(1, "GIZI", NOON)
    scope = Scope("DEMO", "DINKES", units=frozenset({"DINKES", "GIZI"}))
    found = await numbers(app.desk, scope)
    assert found is not None
    assert (found.registered, found.listed) == (1, None)
    assert await numbers(app.desk, Scope("TIADA")) is None


async def test_a_campaign_stands_beside_the_one_before_on_the_same_day(app: App) -> None:
    first = Campaign("DEMO", "k1", "uji", NOON - DAY, NOON + 9 * DAY, 0, 12, 7, 0, NOON)
    second = replace(
        first,
        id="k2",
        starts_at=NOON + 99 * DAY,
        due_at=NOON + 109 * DAY,
        counts_from=NOON + 99 * DAY,
        follows="k1",
    )
    for campaign in (first, second):
        await app.store.campaigns.create(campaign, trace(app.desk, "DEMO", 0, "campaign.create"))
    later = replace(app.desk, clock=lambda: NOON + DAY)
    [only] = await standings(later, WHOLE)
    assert (only.campaign.id, only.now["completed"], only.now.total()) == ("k1", 3, 5)
    assert only.before is None
    desk = replace(app.desk, clock=lambda: NOON + 101 * DAY)
    [now, _] = await standings(desk, WHOLE)
    assert (now.campaign.id, now.now["completed"]) == ("k2", 0)
    assert now.before is not None
    assert now.before["completed"] == 3
    assert len(await standings(desk, WHOLE, 1)) == 1


async def test_where_nobody_is_listed_nobody_has_completed(app: App) -> None:
    visit = Visit(
        app.desk,
        Sender(9000, "Operator"),
        Person(9000, "Operator", "uji-1", 1),
        None,
        app.desk.library.current,
    )
    none = await not_yet(visit, NotYet("DEMO"))
    assert "recap.no_roster" in [one.key for one in none.paragraphs]
    await app.store.roster.rewrite(Work("DEMO", 0, [], [], [], 40, "missing"))
    nobody = await not_yet(visit, NotYet("DEMO"))
    assert [one.key for one in nobody.paragraphs] == ["recap.title", "recap.nobody_listed"]
    line = Line("e1", "1111", "Rina", "DINKES")
    await app.store.roster.rewrite(Work("DEMO", 1, [line], [], [], 41, "missing"))
    await app.store.roster.claim("DEMO", "e1", 3, 70)
    everybody = await not_yet(visit, NotYet("DEMO"))
    assert [one.key for one in everybody.paragraphs] == ["recap.title", "recap.all_done"]


def test_a_share_of_nobody_is_a_dash() -> None:
    assert (share(1, 3), share(0, 5), share(1, 0), share(1, None)) == ("33%", "0%", "–", "–")
