"""One person of a campaign, found on the agency's roster by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.agencies.campaign import Campaign
from bot.errors import CampaignError
from bot.screens.screen import Button, Phrase, Rows, Screen, say
from bot.service.buttons import encode
from bot.service.campaigns import care, listing
from bot.service.campaigns.actions import Excuse, Longer, Pick, Recall, Search
from bot.service.campaigns.draft import Draft, load, save
from bot.service.campaigns.words import Seen, back, nobody, reason, seen, status
from bot.service.days import until
from bot.service.desk import Visit
from bot.store.campaign_rows import Member

EXPECTS: Final = "campaign-who"
_SHOWN: Final = 8
_LOOKED_AT: Final = 200  # of those with such a name; not all need be in the own scope


async def search(visit: Visit, action: Search, *before: Phrase) -> Screen:
    """Asks for a name."""
    found = await seen(visit, action.agency, action.campaign, manage=True)
    if found is None:
        return await nobody(visit)
    expects = f"{EXPECTS}:{action.agency}:{action.campaign}"
    return Screen((*before, say("campaign.ask.person")), (back(found),), expects=expects)


async def typed(visit: Visit, argument: str, text: str) -> Screen:
    """A name was typed: those on the roster who have it and take part."""
    code, _, campaign_id = argument.partition(":")
    found = await seen(visit, code, campaign_id, manage=True)
    if found is None:
        return await nobody(visit)
    people = await _people(visit, found, text)
    if not people:
        words = say("campaign.person_not_found", typed=text[:60])
        return await search(visit, Search(code, campaign_id), words)
    entries = tuple(member.entry or "" for member in people)
    draft = Draft("find", campaign=campaign_id, found=entries)
    await save(visit, code, draft)
    rows = tuple(
        (Button(_row(member), encode(Pick(code, draft.stamp, place))),)
        for place, member in enumerate(people)
    )
    expects = f"{EXPECTS}:{code}:{campaign_id}"
    return Screen((say("campaign.person_found"),), (*rows, back(found)), expects=expects)


def _row(member: Member) -> Phrase:
    return say("campaign.person_row", name=member.name, status=status(member.status))


async def _people(visit: Visit, found: Seen, text: str) -> list[Member]:
    store, now = visit.desk.store.campaigns, visit.desk.clock()
    entries = await store.find(found.agency.code, text, _LOOKED_AT)
    people = await store.some(found.campaign, entries, now)
    return [member for member in people if found.scope.covers(member.unit)][:_SHOWN]


async def pick(visit: Visit, action: Pick) -> Screen:
    """One of them was chosen."""
    draft = await load(visit, action.agency, "find")
    if draft is None or draft.stamp != action.stamp or action.place >= len(draft.found):
        return await listing.stale(visit, action.agency)
    chosen = replace(draft, do="person", entry=draft.found[action.place], found=())
    await save(visit, action.agency, chosen)
    return await person(visit, action.agency, chosen)


async def person(visit: Visit, code: str, draft: Draft, *before: Phrase) -> Screen:
    """How somebody stands, and what an officer may give them."""
    kept = await picked(visit, code, draft)
    if kept is None:
        return await listing.stale(visit, code)
    found, member = kept
    grant = await visit.desk.store.campaigns.grant(found.campaign, member)
    unit = await visit.desk.store.agencies.unit(code, member.unit) if member.unit else None
    words = say(
        "campaign.person_card",
        name=member.name,
        unit=unit.name if unit else say("recap.no_unit"),
        status=status(member.status),
        due=until(member.due_at, found.campaign.zone),
    )
    reasons = tuple(
        say(key, reason=reason(why))
        for key, why in (
            ("campaign.why_longer", grant.due),
            ("campaign.why_excused", grant.excused),
        )
        if why is not None
    )
    rows = _ways(code, draft, excused=grant.excused is not None)
    return Screen((*before, words, *reasons), (*rows, back(found)))


def _ways(code: str, draft: Draft, *, excused: bool) -> Rows:
    more = Button(say("campaign.extend"), encode(Longer(code, draft.stamp)))
    if excused:
        return ((more,), (Button(say("campaign.recall"), encode(Recall(code, draft.stamp))),))
    return ((more,), (Button(say("campaign.excuse"), encode(Excuse(code, draft.stamp))),))


async def picked(visit: Visit, code: str, draft: Draft) -> tuple[Seen, Member] | None:
    """The person of a draft, as long as this officer answers for them."""
    found = await seen(visit, code, draft.campaign, manage=True)
    if found is None:
        return None
    member = await _member(visit, found.campaign, draft.entry)
    if member is None or not found.scope.covers(member.unit):
        return None
    return found, member


async def due_of(visit: Visit, found: Seen, draft: Draft) -> int:
    """Until when whoever a draft is about has time now, in ms since 1970 UTC."""
    store, campaign = visit.desk.store.campaigns, found.campaign
    if draft.entry:
        member = await _member(visit, campaign, draft.entry)
        return member.due_at if member else campaign.due_at
    reach = await store.reach(campaign)
    return max(campaign.due_at, reach.extended_to(draft.unit or None) or 0)


async def _member(visit: Visit, campaign: Campaign, entry: str) -> Member | None:
    return await visit.desk.store.campaigns.member(campaign, entry, visit.desk.clock())


async def recall(visit: Visit, action: Recall) -> Screen:
    """They have to take part after all."""
    draft = await load(visit, action.agency, "person")
    kept = None if draft is None else await picked(visit, action.agency, draft)
    if draft is None or kept is None or draft.stamp != action.stamp:
        return await listing.stale(visit, action.agency)
    found, member = kept
    try:
        await care.recall(visit.desk, found.campaign, member, visit.person.id)
    except CampaignError as error:
        return await person(visit, action.agency, draft, say(f"campaign.no.{error.reason}"))
    return await person(visit, action.agency, draft, say("campaign.recalled", name=member.name))
