"""``/penugasan``: an agency's campaigns for its officers; for everybody else their own duties."""

from __future__ import annotations

from collections.abc import Mapping

from bot.agencies.agency import Agency
from bot.agencies.campaign import Campaign
from bot.screens.screen import Button, Phrase, Rows, Screen, say
from bot.service import menu, paging
from bot.service.buttons import Go, encode
from bot.service.campaigns import duties
from bot.service.campaigns.actions import (
    Again,
    AskEnd,
    ByUnit,
    Card,
    Extend,
    Listed,
    New,
    Search,
)
from bot.service.campaigns.words import (
    Seen,
    concerns,
    in_charge,
    nobody,
    period,
    places,
    seen,
    status,
    title,
    totals,
)
from bot.service.days import until
from bot.service.desk import Visit
from bot.service.notices.deliveries import Deliveries
from bot.service.officers import offices
from bot.service.officers.access import Scope, scopes

_CHOICES = 8  # agencies that are shown as buttons
_EXTENDED = 5  # units with more time that are named


async def start(visit: Visit) -> Screen:
    """An officer's campaigns, a choice of agencies, or somebody's own duties."""
    if visit.person.id in visit.desk.admins:
        return await _all(visit)
    mine = await scopes(visit)
    if not mine:
        return await duties.duties(visit)
    if len(mine) == 1:
        return await listed(visit, Listed(mine[0].agency, 0))
    codes = [scope.agency for scope in mine]
    return await offices.choice(visit, say("campaign.choose"), codes, _first)


async def _all(visit: Visit) -> Screen:
    """Of the operator: agencies where something runs, and the way to all others."""
    running = await visit.desk.store.campaigns.running(visit.desk.clock())
    codes = list(dict.fromkeys(campaign.agency for campaign in running))[:_CHOICES]
    others = (Button(say("menu.agencies"), encode(Go("agencies"))),)
    rows = await offices.rows_of(visit.desk, codes, _first)
    return Screen((say("campaign.which"),), (*rows, others, menu.back()))


def _first(agency: str) -> Listed:
    return Listed(agency, 0)


async def listed(visit: Visit, action: Listed, *before: Phrase) -> Screen:
    """A page of an agency's campaigns, the last to start first."""
    charge = await in_charge(visit, action.agency)
    if charge is None:
        return await nobody(visit)
    scope, agency = charge
    found = await visit.desk.store.campaigns.of_agency(agency.code)
    found = [campaign for campaign in found if await concerns(visit.desk, scope, campaign)]
    page = paging.page(found, action.page)
    turns = page.turns(lambda number: encode(Listed(agency.code, number)))
    rows = tuple((_row(visit, campaign),) for _, campaign in page.numbered)
    words = say("campaign.list" if found else "campaign.list_empty", agency=agency.name)
    reminders = Button(say("deliveries.of", agency=agency.name), encode(Deliveries(agency.code)))
    return Screen(
        (*before, words), (*_create(scope, agency), *rows, *turns, (reminders,), menu.back())
    )


def _create(scope: Scope, agency: Agency) -> Rows:
    if not scope.manages:
        return ()
    return ((Button(say("campaign.new"), encode(New(agency.code))),),)


def _row(visit: Visit, campaign: Campaign) -> Button:
    sign = say(f"campaign.sign.{campaign.stage(visit.desk.clock())}")
    label = say("campaign.row", sign=sign, title=title(visit, campaign), period=period(campaign))
    return Button(label, encode(Card(campaign.agency, campaign.id)))


async def stale(visit: Visit, code: str, words: str = "odd.old_button") -> Screen:
    """The answer to a button or a text whose draft has gone on or is gone: a second tap is enough
    for that, so whoever is in charge is told no more than that it is old."""
    if await in_charge(visit, code, manage=True) is None:
        return await nobody(visit)
    return await listed(visit, Listed(code, 0), say(words))


async def card(visit: Visit, action: Card, *before: Phrase) -> Screen:
    """A campaign: for whom, until when, and how many people stand where."""
    found = await seen(visit, action.agency, action.campaign)
    if found is None:
        return await nobody(visit)
    campaign, store = found.campaign, visit.desk.store
    names = {unit.code: unit.name for unit in await store.agencies.units(campaign.agency)}
    words = say(
        "campaign.card",
        title=title(visit, campaign),
        agency=found.agency.name,
        units=places(campaign.units, names),
        period=period(campaign),
        stage=say(f"campaign.stage.{campaign.stage(visit.desk.clock())}"),
        months=say("campaign.span.months", n=campaign.months),
        days=say("campaign.span.days", n=campaign.late_days),
    )
    return Screen(
        (*before, words, *await _extended(visit, found, names), *await _numbers(visit, found)),
        (*_ways(found), _to_list(found), menu.back()),
    )


async def _extended(visit: Visit, found: Seen, names: Mapping[str, str]) -> list[Phrase]:
    """Which units have more time; of individual people only their own card tells."""
    reach = await visit.desk.store.campaigns.reach(found.campaign)
    lines = tuple(
        say(
            "campaign.longer",
            whom=names.get(unit, unit) if unit else say("campaign.everybody"),
            due=until(due, found.campaign.zone),
        )
        for unit, due in sorted(reach.extended.items())
        if due > found.campaign.due_at and (not unit or found.scope.covers(unit))
    )
    more = (say("recap.more", n=len(lines) - _EXTENDED),) if len(lines) > _EXTENDED else ()
    return [say("campaign.longer_list", lines=(*lines[:_EXTENDED], *more))] if lines else []


async def _numbers(visit: Visit, found: Seen) -> list[Phrase]:
    counts = await visit.desk.store.campaigns.counts(found.campaign, visit.desk.clock())
    mine = [count for count in counts if found.scope.covers(count.unit)]
    shown = []
    for key, on_roster in (("campaign.on_roster", True), ("campaign.outside", False)):
        numbers = {which: n for which, n in totals(mine, on_roster=on_roster).items() if n}
        lines = tuple(
            say("campaign.count", status=status(which), n=n) for which, n in numbers.items()
        )
        if lines:
            shown.append(say(key, total=sum(numbers.values()), lines=lines))
    return shown or [say("campaign.nobody")]


def _ways(found: Seen) -> Rows:
    code, campaign = found.agency.code, found.campaign
    rows: list[tuple[Button, ...]] = [
        (Button(say("campaign.by_unit"), encode(ByUnit(code, campaign.id, 0))),)
    ]
    if not found.scope.manages:
        return tuple(rows)
    if campaign.ended_at is None:
        rows.append((Button(say("campaign.extend"), encode(Extend(code, campaign.id))),))
        rows.append((Button(say("campaign.person"), encode(Search(code, campaign.id))),))
        if found.whole:
            rows.append((Button(say("campaign.end"), encode(AskEnd(code, campaign.id))),))
    if campaign.end != "cancelled":
        rows.append((Button(say("campaign.again"), encode(Again(code, campaign.id))),))
    return tuple(rows)


def _to_list(found: Seen) -> tuple[Button, ...]:
    return (Button(say("campaign.all"), encode(Listed(found.agency.code, 0))),)
