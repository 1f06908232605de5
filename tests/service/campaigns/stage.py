"""An agency's campaigns, and what officers do with them."""

from __future__ import annotations

import json
from typing import Any

from bot.agencies.campaign import Campaign
from bot.agencies.roster import Line
from bot.service.buttons import Action, encode
from bot.service.campaigns import care as campaign_care
from bot.service.campaigns.plan import Plan
from bot.service.days import typed_day
from bot.store.campaign_rows import Member
from tests.dialogues.stage import ServiceDoor

REGISTER = ("[Saya setuju]", "[Bahasa Indonesia]", "[PNS]")

NOT_YOURS = "Penugasan diatur oleh petugas instansi"

DAY = 86_400_000

ROSTER = (
    Line("e1", "0001", "Siti Aminah", "DINKES"),
    Line("e2", "0002", "Siti Rahma", "DISDIK"),
    Line("e3", "0003", "Joko Widi", "DISDIK"),
)


async def agreed(door: ServiceDoor, *units: str, start: str = "1-10-2024") -> Campaign:
    desk = door.app.desk
    agency = await desk.store.agencies.get("DEMO")
    first, last = (typed_day(desk.library.current, day) for day in (start, "31-10-2024"))
    assert agency is not None
    assert first is not None
    assert last is not None
    return await campaign_care.create(desk, agency, Plan("uji", first, last, units))


async def tap(door: ServiceDoor, name: str, action: Action) -> str:
    return str(await door.act(name, f"(forged {encode(action)})"))


async def of(door: ServiceDoor, campaign: Campaign, entry: str) -> Member:
    found = await door.app.store.campaigns.member(campaign, entry, door.app.desk.clock())
    assert found is not None
    return found


async def trail(door: ServiceDoor) -> list[tuple[str, dict[str, Any]]]:
    lines = await door.app.store.trail.page("DEMO", 50)
    return [(t.action, json.loads(t.detail)) for t in lines if t.action.startswith("campaign.")]


async def everything(door: ServiceDoor) -> list[object]:
    """All that a campaign says and whom it gave what."""
    store = door.app.store.campaigns
    now = door.app.desk.clock()
    found: list[object] = []
    for campaign in await store.of_agency("DEMO"):
        pages = [member async for page in store.members(campaign, now) for member in page]
        found += [campaign, await store.reach(campaign), pages]
    return [*found, await trail(door)]
