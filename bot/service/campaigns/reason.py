"""Why somebody has more time or is excused: the last step, after which it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from bot.errors import CampaignError
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service.buttons import encode
from bot.service.campaigns import care, listing
from bot.service.campaigns.actions import Because, Card, Excuse
from bot.service.campaigns.care import REASONS
from bot.service.campaigns.draft import Draft, load, save
from bot.service.campaigns.people import due_of, picked
from bot.service.campaigns.words import Seen, back, reason, seen
from bot.service.days import until
from bot.service.desk import Visit
from bot.store.campaign_rows import Member

EXPECTS: Final = "campaign-why"
_FOR_TIME: Final = ("jaringan", "dinas", "cuti", "sakit", "lain")
_FOR_EXCUSE: Final = ("cuti", "sakit", "belajar", "pensiun", "lain")


async def excuse(visit: Visit, action: Excuse) -> Screen:
    """One person need not take part; why?"""
    draft = await load(visit, action.agency, "person")
    kept = None if draft is None else await picked(visit, action.agency, draft)
    if draft is None or kept is None or draft.stamp != action.stamp:
        return await listing.stale(visit, action.agency)
    return await ask(visit, kept[0], replace(draft, do="excuse"))


async def ask(visit: Visit, found: Seen, draft: Draft, *before: Phrase) -> Screen:
    """Keeps the draft and asks why."""
    code = found.agency.code
    await save(visit, code, draft)
    choices = _FOR_EXCUSE if draft.do == "excuse" else _FOR_TIME
    rows = tuple(
        (Button(reason(choice), encode(Because(code, draft.stamp, choice))),) for choice in choices
    )
    expects = f"{EXPECTS}:{code}:{draft.stamp}"
    return Screen((*before, say("campaign.ask.why")), (*rows, back(found)), expects=expects)


async def because(visit: Visit, action: Because) -> Screen:
    """A reason was tapped."""
    if action.reason not in REASONS:
        return await listing.stale(visit, action.agency)
    return await _done(visit, action.agency, action.stamp, action.reason)


async def typed(visit: Visit, argument: str, text: str) -> Screen:
    """A reason was typed."""
    code, _, stamp = argument.partition(":")
    return await _done(visit, code, stamp, text)


async def _done(visit: Visit, code: str, stamp: str, why: str) -> Screen:
    draft = await load(visit, code, "extend") or await load(visit, code, "excuse")
    if draft is None or draft.stamp != stamp:
        return await listing.stale(visit, code)
    found = await seen(visit, code, draft.campaign, manage=True)
    whom = None if found is None else await _whom(visit, found, draft)
    if found is None or whom is None:
        return await listing.stale(visit, code)
    try:
        words = await _do(visit, found, draft, whom, why)
    except CampaignError as error:
        return await ask(visit, found, draft, say(f"campaign.no.{error.reason}"))
    return await listing.card(visit, Card(code, draft.campaign), words)


async def _whom(visit: Visit, found: Seen, draft: Draft) -> str | Member | None:
    """The person or the unit of the draft (``""``: everybody); None when this officer does not, or
    no longer, answer for them."""
    if draft.entry:
        kept = await picked(visit, found.agency.code, draft)
        return None if kept is None else kept[1]
    allowed = found.scope.covers(draft.unit) if draft.unit else found.whole
    return draft.unit if allowed else None


async def _do(visit: Visit, found: Seen, draft: Draft, whom: str | Member, why: str) -> Phrase:
    desk, by = visit.desk, visit.person.id
    if draft.do == "excuse" and isinstance(whom, Member):
        await care.excuse(desk, found.campaign, whom, why, by)
        return say("campaign.excused", name=whom.name)
    due = date.fromisoformat(draft.due)
    await care.extend(desk, found.agency, found.campaign, whom, due, why, by)
    # What the unit or a late start gives may be more than this; what is told is what they have.
    now = until(await due_of(visit, found, draft), found.campaign.zone)
    return say("campaign.extended", whom=await _named(visit, found, whom), due=now)


async def _named(visit: Visit, found: Seen, whom: str | Member) -> Phrase:
    if isinstance(whom, Member):
        return say("plain", text=whom.name)
    if not whom:
        return say("campaign.everybody")
    unit = await visit.desk.store.agencies.unit(found.agency.code, whom)
    return say("plain", text=unit.name if unit else whom)
