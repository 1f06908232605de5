"""A new campaign: a draft that is filled tap by tap, or by what is typed, and then made."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Final

from bot.agencies.agency import Agency
from bot.errors import CampaignError
from bot.screens.screen import Screen, say
from bot.service.campaigns import care, listing
from bot.service.campaigns.actions import Card, Confirm, Edit, Fill, New
from bot.service.campaigns.draft import (
    CHOSEN,
    DUE,
    EVERYWHERE,
    FRESH,
    MODULE,
    MONTHS,
    START,
    UNIT,
    Draft,
    load,
    save,
    using,
)
from bot.service.campaigns.look import VALID_MONTHS, ask, asked, search, units
from bot.service.campaigns.plan import check_due, check_start, today
from bot.service.campaigns.units import open_units
from bot.service.campaigns.words import answers_for, in_charge, nobody
from bot.service.days import typed_day
from bot.service.desk import Visit
from bot.service.officers.access import Scope

_MOST_UNITS: Final = 50


async def begin(visit: Visit, action: New) -> Screen:
    """A fresh draft; anything that was begun before is forgotten."""
    charge = await in_charge(visit, action.agency, manage=True)
    if charge is None:
        return await nobody(visit)
    modules = list(visit.catalog.modules)
    draft = Draft("create", module=modules[0] if len(modules) == 1 else "")
    await save(visit, action.agency, draft)
    return await ask(visit, *charge, draft)


async def fill(visit: Visit, action: Fill) -> Screen:
    """A choice was tapped."""
    charge = await in_charge(visit, action.agency, manage=True)
    if charge is None:
        return await nobody(visit)
    draft = await load(visit, action.agency, "create")
    if draft is None:
        return await listing.stale(visit, action.agency)
    filled = await _filled(visit, *charge, draft, action.field, action.value)
    if filled is None:
        return await ask(visit, *charge, draft, say("odd.old_button"))
    return await _kept(visit, *charge, filled, again=action.field == UNIT)


async def _kept(
    visit: Visit, scope: Scope, agency: Agency, draft: Draft, *, again: bool = False
) -> Screen:
    await save(visit, agency.code, draft)
    if again:
        return await units(visit, scope, agency, draft, 0)
    return await ask(visit, scope, agency, draft)


async def _filled(
    visit: Visit, scope: Scope, agency: Agency, draft: Draft, field: str, value: str
) -> Draft | None:
    """The draft with the value; None for one that no button of ours offered."""
    if field == MODULE and value in visit.catalog.modules:
        return replace(draft, module=value)
    if field == EVERYWHERE:
        units = () if scope.unit is None else (scope.unit,)
        return replace(draft, units=units, placed=True)
    if field in (CHOSEN, UNIT):
        return _placed(draft, {unit.code for unit in await open_units(visit, scope)}, field, value)
    if field == MONTHS and value in map(str, (0, *VALID_MONTHS)):
        return replace(draft, months=int(value))
    if field == FRESH and value in ("0", "1"):
        return replace(draft, fresh=value == "1")
    if field in (START, DUE) and (day := _day(value)) is not None:
        return _dated(visit, agency, draft, field, day)
    return None


def _placed(draft: Draft, open_: Collection[str], field: str, value: str) -> Draft | None:
    """With a unit more or fewer, or as it is; what was closed meanwhile drops out."""
    kept = tuple(unit for unit in draft.units if unit in open_)
    if field == CHOSEN:
        return replace(draft, units=kept, placed=True) if kept else None
    if value not in open_:
        return None
    rest = tuple(unit for unit in kept if unit != value)
    chosen = rest if value in kept else (*rest, value)[:_MOST_UNITS]
    return replace(draft, units=tuple(sorted(chosen)), placed=False)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _dated(visit: Visit, agency: Agency, draft: Draft, field: str, day: date) -> Draft | None:
    try:
        return dated(visit, agency, draft, field, day)
    except CampaignError:
        return None


def dated(visit: Visit, agency: Agency, draft: Draft, field: str, day: date) -> Draft:
    """The draft with its first or last day. Raises CampaignError for a day that cannot be it."""
    if field == START:
        check_start(visit.desk, agency, day)
        kept = draft.due if draft.due and draft.due >= day.isoformat() else ""
        return replace(draft, start=day.isoformat(), due=kept)
    start = date.fromisoformat(draft.start) if draft.start else today(visit.desk, agency)
    check_due(start, day)
    return replace(draft, due=day.isoformat())


async def edit(visit: Visit, action: Edit) -> Screen:
    """One part of the draft is to be another, or the next page of its choices is wanted; without a
    field, the last look, or what is missing for it."""
    charge = await in_charge(visit, action.agency, manage=True)
    if charge is None:
        return await nobody(visit)
    draft = await load(visit, action.agency, "create")
    if draft is None:
        return await listing.stale(visit, action.agency)
    if not action.field:
        return await ask(visit, *charge, draft)
    return await asked(visit, *charge, draft, action.field, action.page)


async def confirm(visit: Visit, action: Confirm) -> Screen:
    """Make it, if the draft is still what the button's screen showed."""
    charge = await in_charge(visit, action.agency, manage=True)
    if charge is None:
        return await nobody(visit)
    scope, agency = charge
    draft = await load(visit, agency.code, "create")
    if draft is None:
        return await listing.stale(visit, agency.code)
    if draft.stamp != action.stamp or not answers_for(scope, draft.units):
        return await ask(visit, scope, agency, draft, say("odd.old_button"))
    try:
        used = using(visit, agency.code, draft)
        made = await care.create(visit.desk, agency, draft.plan(), visit.person.id, used)
    except CampaignError as error:
        return await ask(visit, scope, agency, draft, say(f"campaign.no.{error.reason}"))
    return await listing.card(visit, Card(agency.code, made.id), say("campaign.made"))


async def typed(visit: Visit, argument: str, text: str) -> Screen:
    """A day, or a part of a unit's name, was typed while the draft asked for it."""
    field, _, code = argument.partition(":")
    charge = await in_charge(visit, code, manage=True)
    draft = None if charge is None else await load(visit, code, "create")
    if charge is None or draft is None:
        return await listing.stale(visit, code, "campaign.no.old")
    scope, agency = charge
    if field == UNIT:
        return await search(visit, scope, agency, draft, text)
    day = typed_day(visit.catalog, text)
    if day is None:
        words = say("campaign.no.day", typed=text[:40])
        return await asked(visit, scope, agency, draft, field, 0, words)
    try:
        return await _kept(visit, scope, agency, dated(visit, agency, draft, field, day))
    except CampaignError as error:
        words = say(f"campaign.no.{error.reason}")
        return await asked(visit, scope, agency, draft, field, 0, words)
