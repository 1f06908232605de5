"""A campaign, and who takes part."""

from __future__ import annotations

from bot.agencies.campaign import Campaign
from bot.store.campaign_rows import Member
from bot.store.store import Store
from bot.store.trail import Deed, Trace

DAY = 86_400_000

START = 20_000 * DAY - 7 * 3_600_000  # a midnight in Jakarta

C1 = Campaign("DEMO", "c1", "dasar", START, START + 30 * DAY, START, 12, 30, 30, START - DAY)


def trace(action: Deed = "campaign.create", at: int = START, name: str = "") -> Trace:
    return Trace("DEMO", at, name or f"{action}{at}", 0, action, "{}")


async def everybody(store: Store, campaign: Campaign, now: int, size: int = 2) -> list[Member]:
    return [one async for page in store.campaigns.members(campaign, now, size) for one in page]
