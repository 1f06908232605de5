"""More time in a campaign: for everybody, a unit or one person; until when, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from bot.agencies.days import clock_of, last_day
from bot.agencies.search import closest
from bot.errors import CampaignError
from bot.screens.screen import Button, Phrase, Rows, Screen, say
from bot.service import paging
from bot.service.buttons import encode
from bot.service.campaigns import listing
from bot.service.campaigns import reason as campaign_reason
from bot.service.campaigns.actions import Extend, ForUnit, Longer, Search, UnitsFor, Until
from bot.service.campaigns.days import later_days
from bot.service.campaigns.draft import Draft, load, save
from bot.service.campaigns.people import due_of, picked
from bot.service.campaigns.plan import check_longer, today
from bot.service.campaigns.units import open_units
from bot.service.campaigns.words import Seen, back, nobody, seen, title
from bot.service.days import brief, typed_day, until
from bot.service.desk import Visit

EXPECTS_DAY: Final = "campaign-until"
EXPECTS_UNIT: Final = "campaign-unit"


async def extend(visit: Visit, action: Extend) -> Screen:
    """For whom?"""
    found = await seen(visit, action.agency, action.campaign, manage=True)
    if found is None:
        return await nobody(visit)
    code, campaign_id = action.agency, action.campaign
    rows: list[tuple[Button, ...]] = []
    if found.whole:
        rows.append((Button(say("campaign.for_all"), encode(ForUnit(code, campaign_id, ""))),))
    rows.append((Button(say("campaign.for_unit"), encode(UnitsFor(code, campaign_id, 0))),))
    rows.append((Button(say("campaign.for_person"), encode(Search(code, campaign_id))),))
    words = say(
        "campaign.ask.whom",
        title=title(visit, found.campaign),
        due=until(found.campaign.due_at, found.campaign.zone),
    )
    return Screen((words,), (*rows, back(found)))


async def units(visit: Visit, action: UnitsFor, *before: Phrase) -> Screen:
    """Which unit?"""
    found = await seen(visit, action.agency, action.campaign, manage=True)
    if found is None:
        return await nobody(visit)
    names = await _names(visit, found)
    page = paging.page(list(names), action.page)
    turns = page.turns(lambda n: encode(UnitsFor(action.agency, action.campaign, n)))
    return _choice(found, {code: names[code] for _, code in page.numbered}, turns, before)


def _choice(found: Seen, names: dict[str, str], turns: Rows, before: tuple[Phrase, ...]) -> Screen:
    code, campaign_id = found.agency.code, found.campaign.id
    rows = tuple(
        (Button(say("plain", text=name), encode(ForUnit(code, campaign_id, unit))),)
        for unit, name in names.items()
    )
    expects = f"{EXPECTS_UNIT}:{code}:{campaign_id}"
    words = (*before, say("campaign.ask.unit" if names else "campaign.no_units"))
    return Screen(words, (*rows, *turns, back(found)), expects=expects)


async def unit_typed(visit: Visit, argument: str, text: str) -> Screen:
    """A part of a unit's name was typed."""
    code, _, campaign_id = argument.partition(":")
    found = await seen(visit, code, campaign_id, manage=True)
    if found is None:
        return await nobody(visit)
    names = await _names(visit, found)
    close = closest(text, names)
    if not close:
        words = say("register.unit_not_found", typed=text[:60])
        return await units(visit, UnitsFor(code, campaign_id, 0), words)
    return _choice(found, {unit: names[unit] for unit in close}, (), ())


async def _names(visit: Visit, found: Seen) -> dict[str, str]:
    """The open units that take part and that this officer answers for, by name."""
    reach = await visit.desk.store.campaigns.reach(found.campaign)
    everything = await open_units(visit, found.scope)
    return {unit.code: unit.name for unit in everything if reach.covers(unit.code)}


async def for_unit(visit: Visit, action: ForUnit) -> Screen:
    """The unit was chosen; until when?"""
    found = await seen(visit, action.agency, action.campaign, manage=True)
    if found is None:
        return await nobody(visit)
    if not action.unit and not found.whole:
        return await nobody(visit)
    if action.unit and action.unit not in await _names(visit, found):
        whole = UnitsFor(action.agency, action.campaign, 0)
        return await units(visit, whole, say("odd.old_button"))
    draft = Draft("extend", campaign=action.campaign, unit=action.unit)
    return await ask_day(visit, found, draft)


async def ask_day(visit: Visit, found: Seen, draft: Draft, *before: Phrase) -> Screen:
    """Keeps the draft and asks until when."""
    await save(visit, found.agency.code, draft)
    end = await due_of(visit, found, draft)
    due = max(last_day(end, clock_of(found.campaign.zone)), today(visit.desk, found.agency))
    rows = tuple(
        (
            Button(
                say(f"campaign.day.{key}", day=brief(day)),
                encode(Until(found.agency.code, draft.stamp, day.isoformat())),
            ),
        )
        for key, day in later_days(due)
    )
    words = say("campaign.ask.until", due=until(end, found.campaign.zone))
    expects = f"{EXPECTS_DAY}:{found.agency.code}"
    return Screen((*before, words), (*rows, back(found)), expects=expects)


async def chosen(visit: Visit, action: Until) -> Screen:
    """A day was tapped."""
    kept = await _kept(visit, action.agency)
    if kept is None or kept[1].stamp != action.stamp:
        return await listing.stale(visit, action.agency)
    try:
        day = date.fromisoformat(action.day)
    except ValueError:
        return await listing.stale(visit, action.agency)
    return await _dated(visit, *kept, day)


async def day_typed(visit: Visit, argument: str, text: str) -> Screen:
    """A day was typed."""
    kept = await _kept(visit, argument)
    if kept is None:
        return await listing.stale(visit, argument, "campaign.no.old")
    day = typed_day(visit.catalog, text)
    if day is None:
        return await ask_day(visit, *kept, say("campaign.no.day", typed=text[:40]))
    return await _dated(visit, *kept, day)


async def _kept(visit: Visit, agency: str) -> tuple[Seen, Draft] | None:
    draft = await load(visit, agency, "extend")
    found = None if draft is None else await seen(visit, agency, draft.campaign, manage=True)
    return None if draft is None or found is None else (found, draft)


async def _dated(visit: Visit, found: Seen, draft: Draft, day: date) -> Screen:
    try:
        check_longer(visit.desk, found.agency, found.campaign, day)
    except CampaignError as error:
        return await ask_day(visit, found, draft, say(f"campaign.no.{error.reason}"))
    dated = replace(draft, due=day.isoformat())
    return await campaign_reason.ask(visit, found, dated)


async def longer(visit: Visit, action: Longer) -> Screen:
    """One person is to have more time; until when?"""
    draft = await load(visit, action.agency, "person")
    kept = None if draft is None else await picked(visit, action.agency, draft)
    if draft is None or kept is None or draft.stamp != action.stamp:
        return await listing.stale(visit, action.agency)
    return await ask_day(visit, kept[0], replace(draft, do="extend"))
