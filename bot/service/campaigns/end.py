"""The end of a campaign, and the one that comes after it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.agencies.campaign import End
from bot.errors import CampaignError
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service.buttons import encode
from bot.service.campaigns import care, listing
from bot.service.campaigns.actions import Again, AskEnd, Card, EndIt
from bot.service.campaigns.draft import Draft, save
from bot.service.campaigns.look import ask
from bot.service.campaigns.plan import again, today
from bot.service.campaigns.words import back, in_charge, nobody, period, seen, title
from bot.service.desk import Visit
from bot.service.officers.access import Scope


async def ask_end(visit: Visit, action: AskEnd) -> Screen:
    """Close or cancel? Both are for good."""
    found = await seen(visit, action.agency, action.campaign, manage=True)
    if found is None or not found.whole:
        return await nobody(visit)
    code, campaign = found.agency.code, found.campaign
    words = say("campaign.ask.end", title=title(visit, campaign), period=period(campaign))
    rows = tuple(
        (Button(say(f"campaign.end.{how}"), encode(EndIt(code, campaign.id, how))),)
        for how in ("closed", "cancelled")
    )
    return Screen((words,), (*rows, back(found)))


async def end_it(visit: Visit, action: EndIt) -> Screen:
    """It has ended from now on."""
    found = await seen(visit, action.agency, action.campaign, manage=True)
    if found is None or not found.whole:
        return await nobody(visit)
    how: End = "cancelled" if action.how == "cancelled" else "closed"
    words: Phrase = say(f"campaign.ended.{how}")
    try:
        await care.end(visit.desk, found.campaign, how, visit.person.id)
    except CampaignError as error:
        words = say(f"campaign.no.{error.reason}")
    return await listing.card(visit, Card(action.agency, action.campaign), words)


async def repeat(visit: Visit, action: Again) -> Screen:
    """A draft like this campaign, with the days on which its passes are to be renewed."""
    found = await seen(visit, action.agency, action.campaign, manage=True)
    charge = await in_charge(visit, action.agency, manage=True)
    if found is None or charge is None:
        return await nobody(visit)
    start, due = again(found.campaign)
    first = max(start, today(visit.desk, found.agency))
    draft = Draft(
        "create",
        module=found.campaign.module if found.campaign.module in visit.catalog.modules else "",
        units=_mine(found.scope, found.campaign.units),
        placed=True,
        start=first.isoformat(),
        due=due.isoformat() if due >= first else "",
        months=found.campaign.months,
        follows=found.campaign.id,
    )
    await save(visit, action.agency, draft)
    return await ask(visit, *charge, draft, say("campaign.again_about"))


def _mine(scope: Scope, units: Sequence[str]) -> tuple[str, ...]:
    """Of the units that a campaign was for (none: the whole agency), those of this officer."""
    if scope.units is None or scope.unit is None:
        return tuple(units)
    return tuple(unit for unit in units if unit in scope.units) or (scope.unit,)
