"""The screens on which a new campaign is put together: each choice, and the last look."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.agencies.agency import Agency
from bot.agencies.search import closest
from bot.errors import CampaignError
from bot.screens.screen import Button, Phrase, Rows, Screen, say
from bot.service import paging
from bot.service.buttons import encode
from bot.service.campaigns.actions import Confirm, Edit, Fill, Listed
from bot.service.campaigns.days import last_days, start_days
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
)
from bot.service.campaigns.plan import planned, today
from bot.service.campaigns.units import open_units
from bot.service.campaigns.words import period, places, title
from bot.service.days import brief
from bot.service.desk import Visit
from bot.service.officers.access import Scope

EXPECTS: Final = "campaign"
VALID_MONTHS: Final = (6, 12, 24, 36)


async def ask(visit: Visit, scope: Scope, agency: Agency, draft: Draft, *before: Phrase) -> Screen:
    """What is missing, or the last look."""
    wanted = (
        (draft.module, MODULE),
        (draft.placed, UNIT),
        (draft.start, START),
        (draft.due, DUE),
    )
    field = next((field for value, field in wanted if not value), "")
    return await asked(visit, scope, agency, draft, field, 0, *before)


async def asked(
    visit: Visit,
    scope: Scope,
    agency: Agency,
    draft: Draft,
    field: str,
    page: int,
    *before: Phrase,
) -> Screen:
    """One field of the draft; without a field, the last look."""
    if field == MODULE:
        return _modules(visit, agency, draft, before)
    if field == UNIT:
        return await units(visit, scope, agency, draft, page, *before)
    if field == START or not draft.start:
        days = start_days(today(visit.desk, agency))
        return _days(agency, draft, START, days, before)
    if field == DUE or not draft.due:
        days = last_days(date.fromisoformat(draft.start))
        return _days(agency, draft, DUE, days, before)
    if field == MONTHS:
        return _months(agency, draft, before)
    return await _last_look(visit, agency, draft, before)


def _modules(visit: Visit, agency: Agency, draft: Draft, before: tuple[Phrase, ...]) -> Screen:
    rows = tuple(
        (
            Button(
                say("campaign.module", title=module.title), encode(Fill(agency.code, MODULE, id_))
            ),
        )
        for id_, module in visit.catalog.modules.items()
    )
    return Screen((*before, say("campaign.ask.module")), (*rows, *_out(agency, draft)))


async def units(
    visit: Visit, scope: Scope, agency: Agency, draft: Draft, page: int, *before: Phrase
) -> Screen:
    """Units to mark, or the whole agency; a part of a name may be typed."""
    units = await open_units(visit, scope)
    listed = paging.page(units, page)
    turns = listed.turns(lambda number: encode(Edit(agency.code, UNIT, number)))
    names = {unit.code: unit.name for unit in units}
    marks = tuple(_mark(agency, draft, unit.code, unit.name) for _, unit in listed.numbered)
    top = say("campaign.everywhere") if scope.unit is None else names.get(scope.unit, scope.unit)
    whole = Button(say("campaign.all_of", where=top), encode(Fill(agency.code, EVERYWHERE, "")))
    done = Button(say("campaign.chosen"), encode(Fill(agency.code, CHOSEN, "")))
    words = [say("campaign.ask.units")]
    chosen = [unit for unit in draft.units if unit in names]
    if chosen:
        words.append(say("campaign.units_chosen", units=places(chosen, names)))
    return Screen(
        (*before, *words),
        ((done,) if chosen else (whole,), *marks, *turns, *_out(agency, draft)),
        expects=f"{EXPECTS}:{UNIT}:{agency.code}",
    )


def _mark(agency: Agency, draft: Draft, code: str, name: str) -> tuple[Button, ...]:
    key = "campaign.marked" if code in draft.units else "campaign.unmarked"
    return (Button(say(key, name=name), encode(Fill(agency.code, UNIT, code))),)


def _days(
    agency: Agency,
    draft: Draft,
    field: str,
    choices: list[tuple[str, date]],
    before: tuple[Phrase, ...],
) -> Screen:
    rows = tuple(
        (
            Button(
                say(f"campaign.day.{key}", day=brief(day)),
                encode(Fill(agency.code, field, day.isoformat())),
            ),
        )
        for key, day in choices
    )
    asked = say("campaign.ask.start" if field == START else "campaign.ask.due")
    expects = f"{EXPECTS}:{field}:{agency.code}"
    return Screen((*before, asked), (*rows, *_out(agency, draft)), expects=expects)


def _months(agency: Agency, draft: Draft, before: tuple[Phrase, ...]) -> Screen:
    choices = tuple(
        Button(say("campaign.months", n=n), encode(Fill(agency.code, MONTHS, str(n))))
        for n in VALID_MONTHS
    )
    rows = (choices[:2], choices[2:], *_out(agency, draft))
    return Screen((*before, say("campaign.ask.months")), rows)


async def _last_look(
    visit: Visit, agency: Agency, draft: Draft, before: tuple[Phrase, ...]
) -> Screen:
    try:
        campaign = await planned(visit.desk, agency, draft.plan())
    except CampaignError as error:
        told = (*before, say(f"campaign.no.{error.reason}"))
        return Screen(told, (*_changes(agency, draft), _give_up(agency)))
    names = {u.code: u.name for u in await visit.desk.store.agencies.units(agency.code)}
    words = say(
        "campaign.look",
        title=title(visit, campaign),
        agency=agency.name,
        units=places(campaign.units, names),
        period=period(campaign),
        months=say("campaign.span.months", n=campaign.months),
        days=say("campaign.span.days", n=campaign.late_days),
        earlier=say("campaign.earlier.no" if draft.fresh else "campaign.earlier.yes"),
    )
    make = (Button(say("campaign.make"), encode(Confirm(agency.code, draft.stamp))),)
    return Screen((*before, words), (make, *_changes(agency, draft), _give_up(agency)))


def _changes(agency: Agency, draft: Draft) -> Rows:
    def change(key: str, field: str) -> Button:
        return Button(say(f"campaign.change.{key}"), encode(Edit(agency.code, field, 0)))

    fresh = "0" if draft.fresh else "1"
    earlier = Button(
        say("campaign.change.earlier" if draft.fresh else "campaign.change.fresh"),
        encode(Fill(agency.code, FRESH, fresh)),
    )
    return (
        (change("module", MODULE), change("units", UNIT)),
        (change("start", START), change("due", DUE)),
        (change("months", MONTHS),),
        (earlier,),
    )


def _out(agency: Agency, draft: Draft) -> Rows:
    """Below a choice: back to the last look, once there is one, or out of it all."""
    look = Button(say("campaign.to_look"), encode(Edit(agency.code, "", 0)))
    return ((look,), _give_up(agency)) if draft.complete else (_give_up(agency),)


def _give_up(agency: Agency) -> tuple[Button, ...]:
    return (Button(say("campaign.give_up"), encode(Listed(agency.code, 0))),)


async def search(visit: Visit, scope: Scope, agency: Agency, draft: Draft, text: str) -> Screen:
    """Units by a part of their name."""
    names = {unit.code: unit.name for unit in await open_units(visit, scope)}
    found = closest(text, names)
    if not found:
        words = say("register.unit_not_found", typed=text[:60])
        return await units(visit, scope, agency, draft, 0, words)
    marks = tuple(_mark(agency, draft, code, names[code]) for code in found)
    everything = (Button(say("campaign.all_units"), encode(Edit(agency.code, UNIT, 0))),)
    expects = f"{EXPECTS}:{UNIT}:{agency.code}"
    return Screen(
        (say("campaign.units_found"),), (*marks, everything, *_out(agency, draft)), expects=expects
    )
