"""What an audit asks of campaigns: counts that the rules bear out, and grants to somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from bot.agencies.campaign import Campaign
from bot.store.campaign_rows import UnitCount

if TYPE_CHECKING:
    from bot.service.upkeep.audit import Audit


async def campaigns(audit: Audit) -> AsyncIterator[str]:
    """What officers are shown of a campaign equals a recount by the rules, person by person."""
    for code in await audit.ask.agencies():
        for campaign in await audit.ask.standings.of_agency(code):
            if not await _agrees(audit, campaign):
                yield f"campaign {campaign.id} of {code}: its counts differ from a recount"
    async for row in audit.ask.stray_grants():
        yield f"campaign {row['campaign']} of {row['agency']}: there is no {row['missing']}"


async def _agrees(audit: Audit, campaign: Campaign) -> bool:
    """At the last moment in time and at the first that is late, which is where rules differ."""
    store = audit.ask.standings
    for now in (campaign.due_at - 1, campaign.due_at):
        recount: Counter[tuple[str | None, bool, str]] = Counter()
        async for page in store.members(campaign, now):
            recount.update((one.unit, one.entry is not None, one.status) for one in page)
        if recount != _by_place(await store.counts(campaign, now)):
            return False
    return True


def _by_place(counts: list[UnitCount]) -> Counter[tuple[str | None, bool, str]]:
    return Counter({(one.unit, one.on_roster, one.status): one.n for one in counts})
