"""Who counts when units are merged, people erased, and passes older than the campaign."""

from __future__ import annotations

from bot.service.campaigns import care as campaign_care
from bot.service.campaigns.actions import Card
from bot.service.campaigns.plan import Plan, again, planned, today
from bot.service.days import typed_day
from bot.service.officers import agency_care
from bot.service.rights import erasing
from tests.dialogues.stage import NOON, ServiceDoor
from tests.service.campaigns.stage import DAY, agreed, of, tap
from tests.service.takers import take


async def test_people_of_a_merged_unit_keep_their_campaign_and_the_others_get_a_full_period(
    door: ServiceDoor,
) -> None:
    made = await agreed(door, "DINKES")
    before = (await of(door, made, "e1")).due_at
    door.app.desk.clock.now = before - DAY  # type: ignore[attr-defined]
    await agency_care.merge(door.app.desk, "DEMO", "DINKES", "DISDIK")
    found = await door.app.store.campaigns.get("DEMO", made.id)
    assert found is not None
    assert found.units == ("DINKES", "DISDIK")
    for entry in ("e1", "e2", "e3"):
        member = await of(door, found, entry)
        assert (member.unit, member.due_at) == ("DISDIK", before + 30 * DAY)


async def test_what_a_merged_unit_was_granted_goes_with_it(door: ServiceDoor) -> None:
    made = await agreed(door)
    agency = await door.app.store.agencies.get("DEMO")
    day = typed_day(door.app.desk.library.current, "20-11-2024")
    assert agency is not None
    assert day is not None
    await campaign_care.extend(door.app.desk, agency, made, "DINKES", day, "jaringan")
    longer = (await of(door, made, "e1")).due_at
    await agency_care.merge(door.app.desk, "DEMO", "DINKES", "DISDIK")
    assert (await of(door, made, "e1")).due_at == longer
    assert (await of(door, made, "e2")).due_at == longer


async def test_whose_data_were_erased_counts_no_more(door: ServiceDoor) -> None:
    made = await agreed(door)
    await take(door.app, 50)
    door.app.desk.clock.now = NOON + DAY  # type: ignore[attr-defined]
    assert "lulus: 1" in await tap(door, "Ani", Card("DEMO", made.id))
    assert await door.app.store.rights.plan_erasure(50, NOON + DAY)
    await erasing.carry_out(door.app.desk)
    assert (await door.app.store.people.state(50)).person is None
    assert "lulus: " not in await tap(door, "Ani", Card("DEMO", made.id))


async def test_earlier_passes_count_when_they_are_valid_on_the_last_day(door: ServiceDoor) -> None:
    desk = door.app.desk
    agency = await desk.store.agencies.get("DEMO")
    assert agency is not None
    first = today(desk, agency)
    plan = Plan("uji", first, first.replace(day=31), months=6)
    campaign = await planned(desk, agency, plan)
    assert campaign.counts_from == NOON - 12 * 3_600_000 - 7 * 3_600_000 - 153 * DAY
    fresh = await planned(desk, agency, Plan("uji", first, first.replace(day=31), fresh=True))
    assert fresh.counts_from == fresh.starts_at
    assert fresh.months == 12
    start, due = again(campaign)
    assert (start.isoformat(), due.isoformat()) == ("2025-03-02", "2025-03-31")
