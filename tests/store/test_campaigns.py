"""Campaigns in the store: who takes part, where they stand, and who decides when two change one."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.agencies.campaign import Campaign, Status
from bot.errors import StoreError
from bot.store.campaign_drafts import taken
from bot.store.campaign_rows import Duty, Member
from bot.store.store import Store
from tests.store.campaigns import C1, DAY, START, everybody, trace
from tests.store.cast import ANI, BUDI, CITRA, attempt, complete

AFTER = C1.due_at + DAY


async def statuses(store: Store, campaign: Campaign, now: int) -> dict[int | None, Status]:
    return {one.person: one.status for one in await everybody(store, campaign, now)}


async def member(store: Store, campaign: Campaign, person: int) -> Member:
    found = await everybody(store, campaign, START)
    return next(one for one in found if one.person == person)


async def test_a_campaign_is_stored_whole_and_only_its_agency_has_it(store: Store) -> None:
    wanted = replace(C1, units=("KEU", "UMUM"), follows="c0")
    assert await store.campaigns.create(wanted, trace())
    assert await store.campaigns.of_agency("DEMO") == [wanted]
    assert await store.campaigns.get("DEMO", "c1") == wanted
    assert await store.campaigns.of_agency("LAIN") == []
    assert await store.campaigns.get("LAIN", "c1") is None


async def test_creating_it_twice_leaves_one_and_one_line_in_the_trail(store: Store) -> None:
    assert await store.campaigns.create(C1, trace(name="t1"))
    assert not await store.campaigns.create(replace(C1, module="asn"), trace(name="t2"))
    assert await store.campaigns.of_agency("DEMO") == [C1]
    assert [line.id for line in await store.trail.page("DEMO", 9)] == ["t1"]


async def test_a_unit_that_is_not_there_makes_no_campaign(store: Store) -> None:
    with pytest.raises(StoreError):
        await store.campaigns.create(replace(C1, units=("SATU",)), trace())
    assert await store.campaigns.of_agency("DEMO") == []
    assert await store.trail.page("DEMO", 9) == []


async def test_what_runs_has_begun_and_not_ended(store: Store) -> None:
    later = replace(C1, id="c2", starts_at=START + 5 * DAY)
    for each in (C1, later):
        assert await store.campaigns.create(each, trace(name=each.id))
    assert await store.campaigns.running(START - 1) == []
    assert await store.campaigns.running(START) == [C1]
    assert await store.campaigns.running(START + 5 * DAY) == [later, C1]
    assert await store.campaigns.end(C1, "closed", trace("campaign.close", START + 6 * DAY))
    assert await store.campaigns.running(START + 6 * DAY) == [later]


async def test_a_campaign_ends_once(store: Store, second: Store) -> None:
    assert await store.campaigns.create(C1, trace())
    ends = await asyncio.gather(
        store.campaigns.end(C1, "closed", trace("campaign.close", 7)),
        second.campaigns.end(C1, "cancelled", trace("campaign.cancel", 8)),
    )
    assert sorted(ends) == [False, True]
    assert len(await store.trail.page("DEMO", 9)) == 2


async def test_what_comes_after_the_end_changes_no_status(store: Store) -> None:
    assert await store.campaigns.create(C1, trace())
    assert await store.campaigns.end(C1, "closed", trace("campaign.close", START + DAY))
    closed = await store.campaigns.get("DEMO", "c1")
    assert closed is not None
    await complete(store, attempt(started_at=START + 2 * DAY), at=START + 2 * DAY)
    assert await statuses(store, closed, AFTER) == {ANI.id: "not_started", BUDI.id: "not_started"}
    assert not await store.campaigns.extend(closed, "", AFTER, "x", trace("campaign.extend", 9))
    ani = await member(store, closed, ANI.id)
    excuse, extend = store.campaigns.excuse, store.campaigns.extend_person
    assert not await excuse(closed, ani, "cuti", trace("campaign.excuse", 9))
    assert not await extend(closed, ani, AFTER, "cuti", trace("campaign.extend", 9))
    assert len(await store.trail.page("DEMO", 9)) == 2


async def test_only_passes_of_this_agency_and_module_count(store: Store) -> None:
    assert await store.campaigns.create(C1, trace())
    there = replace(attempt(name="a1", started_at=START + 5), agency="LAIN", unit="SATU")
    await complete(store, there, at=START + 9)
    await complete(store, attempt(name="a2", module="asn", started_at=START + 5), at=START + 9)
    await complete(store, attempt(BUDI, "b1", started_at=START + 5), 10, passed=False, at=START + 9)
    assert await statuses(store, C1, START + DAY) == {ANI.id: "not_started", BUDI.id: "in_progress"}
    await complete(store, attempt(name="a3", started_at=START - 5), at=START + 9)
    assert (await statuses(store, C1, START + DAY))[ANI.id] == "completed"


async def test_an_earlier_pass_is_kept_and_does_not_count_for_a_later_campaign(
    store: Store,
) -> None:
    again = replace(
        C1, id="c2", starts_at=AFTER, due_at=AFTER + DAY, counts_from=AFTER, follows="c1"
    )
    for each in (C1, again):
        assert await store.campaigns.create(each, trace(name=each.id))
    await complete(store, attempt(started_at=START), at=START + 9)
    assert (await statuses(store, again, AFTER))[ANI.id] == "not_started"
    await complete(store, attempt(name="a2", started_at=AFTER), at=AFTER + 9)
    assert (await statuses(store, again, AFTER + DAY))[ANI.id] == "completed"
    assert (await statuses(store, C1, START + DAY))[ANI.id] == "completed"
    assert await store.attempts.get("a1", ANI.id) is not None


async def test_an_extension_reaches_everybody_a_unit_or_one_person(store: Store) -> None:
    assert await store.campaigns.create(C1, trace())
    assert set((await statuses(store, C1, AFTER)).values()) == {"overdue"}
    budi = await member(store, C1, BUDI.id)
    extend = store.campaigns.extend_person
    assert await extend(C1, budi, AFTER + 1, "sakit", trace("campaign.extend", 1))
    assert await statuses(store, C1, AFTER) == {ANI.id: "overdue", BUDI.id: "not_started"}
    assert await store.campaigns.extend(C1, "UMUM", AFTER + 2, "x", trace("campaign.extend", 2))
    assert await statuses(store, C1, AFTER + 1) == {ANI.id: "not_started", BUDI.id: "not_started"}
    assert await store.campaigns.extend(C1, "UMUM", START, "x", trace("campaign.extend", 3))
    assert await statuses(store, C1, AFTER + 1) == {ANI.id: "overdue", BUDI.id: "overdue"}
    assert await store.campaigns.extend(C1, "", AFTER + 9, "x", trace("campaign.extend", 4))
    assert set((await statuses(store, C1, AFTER + 8)).values()) == {"not_started"}
    [duty] = await store.campaigns.duties(ANI.id, AFTER + 8)
    assert (duty.status, duty.due_at) == ("not_started", AFTER + 9)
    assert not await store.campaigns.extend(C1, "SATU", AFTER, "x", trace("campaign.extend", 5))


async def test_somebody_is_excused_and_called_back(store: Store) -> None:
    assert await store.campaigns.create(C1, trace())
    ani = await member(store, C1, ANI.id)
    assert await store.campaigns.excuse(C1, ani, "cuti", trace("campaign.excuse", 1))
    assert await statuses(store, C1, AFTER) == {ANI.id: "excused", BUDI.id: "overdue"}
    assert await store.campaigns.excuse(C1, ani, None, trace("campaign.recall", 2))
    assert await statuses(store, C1, AFTER) == {ANI.id: "overdue", BUDI.id: "overdue"}


async def test_who_moves_away_leaves_the_campaign_and_who_comes_has_a_full_period(
    store: Store,
) -> None:
    assert await store.campaigns.create(C1, trace())
    await store.people.move(ANI.id, "LAIN")
    await store.people.register(ANI.id, "SATU", START + DAY)
    await store.people.move(CITRA.id, "DEMO")
    await store.people.register(CITRA.id, "UMUM", START + 20 * DAY)
    found = {one.person: one for one in await everybody(store, C1, AFTER)}
    assert {who: one.status for who, one in found.items()} == {
        BUDI.id: "overdue",
        CITRA.id: "not_started",
    }
    assert found[CITRA.id].begins_at == START + 20 * DAY
    assert found[CITRA.id].due_at == START + 50 * DAY
    assert await store.campaigns.duties(ANI.id, AFTER) == []


async def test_a_duty_says_until_when_and_after_a_pass_how_long_it_counts(store: Store) -> None:
    assert await store.campaigns.create(C1, trace())
    assert await store.campaigns.duties(ANI.id, START - 1) == []
    assert await store.campaigns.duties(ANI.id, START) == [
        Duty(C1, "not_started", C1.due_at, None, None, START)
    ]
    await complete(store, attempt(started_at=START), at=START + 9)
    [duty] = await store.campaigns.duties(ANI.id, START + DAY)
    assert duty.status == "completed"
    assert duty.valid_until == START + 366 * DAY
    assert duty.renews_at == START + 336 * DAY


async def test_nobody_has_duties_of_another_agency_or_before_registration(store: Store) -> None:
    assert await store.campaigns.create(C1, trace())
    assert await store.campaigns.duties(CITRA.id, START) == []
    await store.people.add(replace(ANI, id=77, registered_at=None))
    assert await store.campaigns.duties(77, START) == []
    assert await store.campaigns.duties(78, START) == []


async def test_a_draft_is_taken_up_once_and_only_as_it_was_shown(store: Store) -> None:
    drafts = store.campaign_drafts
    await drafts.put(ANI.id, "DEMO", '{"a":1}', 1)
    await drafts.put(ANI.id, "DEMO", '{"a":2}', 2)
    assert await drafts.get(ANI.id, "DEMO") == '{"a":2}'
    assert await drafts.get(BUDI.id, "DEMO") is None
    create = store.campaigns.create
    assert not await create(C1, trace(name="t1"), taken(ANI.id, "DEMO", '{"a":1}'))
    assert await create(C1, trace(name="t2"), taken(ANI.id, "DEMO", '{"a":2}'))
    again = replace(C1, id="c2")
    assert not await create(again, trace(name="t3"), taken(ANI.id, "DEMO", '{"a":2}'))
    assert await store.campaigns.of_agency("DEMO") == [C1]
