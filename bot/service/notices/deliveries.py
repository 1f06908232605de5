"""Whether an agency's reminders arrived, and on which days none are sent."""

from __future__ import annotations

from typing import Final

from bot.agencies.agency import Agency
from bot.agencies.campaign import Campaign
from bot.agencies.reminding import MOMENTS
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service import menu
from bot.service.buttons import Action, action, encode
from bot.service.campaigns.actions import Listed
from bot.service.campaigns.words import concerns, title
from bot.service.days import brief, until
from bot.service.desk import Visit
from bot.service.notices.calendars import to_come
from bot.service.notices.delivered import Sums, sums, told
from bot.service.notices.reminder import digests, switch
from bot.service.officers.access import Scope, scope_of, scopes

SHOWN: Final = 4  # campaigns of up to five lines each
_DAYS: Final = 12  # days off that are named


@action("dl")
class Deliveries(Action):
    """What became of an agency's reminders."""

    agency: str


@action("do")
class DaysOff(Action):
    """The days on which an agency's people are not reminded, to be changed."""

    agency: str


async def mine(visit: Visit) -> Screen:
    """``/pengingat``: for all their own switch; for officers also that of the digests, and their
    agencies."""
    rows = [(await button(visit, scope.agency),) for scope in await scopes(visit)]
    officers = (await digests(visit), *rows) if rows else ()
    return Screen((say("remind.about"),), (await switch(visit), *officers, menu.back()))


async def button(visit: Visit, agency: str) -> Button:
    """The way to an agency's reminders."""
    name = await visit.desk.agency_name(agency)
    return Button(say("deliveries.of", agency=name), encode(Deliveries(agency)))


async def deliveries(visit: Visit, wanted: Deliveries) -> Screen:
    """The numbers by campaign and moment, of the people that this person may see."""
    scope = await scope_of(visit, wanted.agency)
    agency = await visit.desk.store.agencies.get(wanted.agency) if scope else None
    if scope is None or agency is None:
        return await menu.menu(visit, say("office.none"))
    now = visit.desk.clock()
    begun = [
        campaign
        for campaign in await visit.desk.store.campaigns.of_agency(agency.code)
        if campaign.starts_at <= now and await concerns(visit.desk, scope, campaign)
    ]
    found = sums(await visit.desk.store.reminders.deliveries(agency.code), scope)
    listed = [_campaign(visit, one, found) for one in begun[:SHOWN]]
    change = Button(say("deliveries.days"), encode(DaysOff(agency.code)))
    campaigns = Button(say("campaign.all"), encode(Listed(agency.code, 0)))
    refresh = Button(say("recap.refresh"), encode(wanted))
    return Screen(
        (
            say("deliveries.title", agency=agency.name),
            *(listed or [say("deliveries.none")]),
            say("deliveries.legend"),
            await days_off(visit, agency),
        ),
        (*(((change,),) if may_change(scope) else ()), (refresh,), (campaigns,), menu.back()),
    )


def may_change(scope: Scope) -> bool:
    """The days are the whole agency's."""
    return scope.manages and scope.units is None


async def days_off(visit: Visit, agency: Agency) -> Phrase:
    """Which days are off: weekdays first, then those to come."""
    off = await visit.desk.store.calendars.of(agency.code)
    weekdays = [say(f"weekday.{one}") for one in sorted(off.weekdays)]
    lines = [*weekdays, *map(brief, (await to_come(visit.desk, agency))[:_DAYS])]
    if not lines:
        return say("deliveries.no_days_off")
    return say("deliveries.days_off", days=tuple(say("deliveries.day", day=one) for one in lines))


def _campaign(visit: Visit, campaign: Campaign, found: Sums) -> Phrase:
    lines = tuple(
        told("deliveries.line", found[campaign.id, moment], moment=say(f"moment.{moment}"))
        for moment in MOMENTS
        if (campaign.id, moment) in found
    )
    return say(
        "deliveries.campaign",
        module=title(visit, campaign),
        due=until(campaign.due_at, campaign.zone),
        lines=lines or (say("deliveries.nothing"),),
    )
