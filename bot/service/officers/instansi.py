"""``/instansi``: all agencies, for the operator alone; everybody else hears of no such command."""

from __future__ import annotations

from bot.agencies.agency import Agency
from bot.agencies.search import closest
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service import menu, paging, profile, registration
from bot.service.buttons import Action, Recap, action, encode
from bot.service.campaigns.actions import Listed
from bot.service.desk import Visit
from bot.service.officers import offices
from bot.service.officers.offices import Team
from bot.service.officers.trail import ReadTrail
from bot.service.roster.office import Roster

EXPECTS = "instansi"


@action("al")
class Agencies(Action):
    """A page (from 0) of all agencies."""

    page: int


@action("ac")
class AgencyCard(Action):
    """What the operator can do about an agency."""

    agency: str


async def start(visit: Visit) -> Screen:
    """The first page."""
    if not _operates(visit):
        return profile.help_(visit, say("odd.unknown_command"))
    return await agencies(visit, Agencies(0))


async def agencies(visit: Visit, action: Agencies, *before: Phrase) -> Screen:
    """A page of the agencies by code; part of a name may be typed."""
    if not _operates(visit):
        return await registration.step(visit, say("odd.old_button"))
    everything = await visit.desk.store.agencies.all()
    if not everything:
        return Screen((*before, say("agencies.empty")), (menu.back(),))
    listed = paging.page(everything, action.page)
    turns = listed.turns(lambda page: encode(Agencies(page)))
    title = say("agencies.title", n=len(everything))
    rows = tuple(_row(agency) for _, agency in listed.numbered)
    return Screen((*before, title), (*rows, *turns, menu.back()), expects=EXPECTS)


def _row(agency: Agency) -> tuple[Button, ...]:
    label = say("agencies.row", code=agency.code, name=agency.name)
    return (Button(label, encode(AgencyCard(agency.code))),)


async def typed(visit: Visit, _argument: str, text: str) -> Screen:
    """Part of an agency's name was typed."""
    if not _operates(visit):
        return await registration.step(visit, say("odd.tap_instead"))
    everything = {agency.code: agency for agency in await visit.desk.store.agencies.all()}
    found = closest(text, {code: agency.name for code, agency in everything.items()})
    if not found:
        return await agencies(visit, Agencies(0), say("agencies.not_found", typed=text[:60]))
    rows = tuple(_row(everything[code]) for code in found)
    all_of_them = (Button(say("agencies.all"), encode(Agencies(0))),)
    return Screen((say("agencies.found"),), (*rows, all_of_them), expects=EXPECTS)


async def card(visit: Visit, action: AgencyCard) -> Screen:
    """An agency: its link, and ways to its tally, its officers and its trail."""
    found = await visit.desk.store.agencies.get(action.agency) if _operates(visit) else None
    if found is None:
        return await registration.step(visit, say("odd.old_button"))
    words = say(
        "agencies.card",
        name=found.name,
        code=found.code,
        link=offices.opening(visit.desk, found.code),
    )
    ways = (
        Button(say("agencies.recap"), encode(Recap(found.code))),
        Button(say("menu.roster"), encode(Roster(found.code))),
        Button(say("menu.campaigns"), encode(Listed(found.code, 0))),
        Button(say("agencies.team"), encode(Team(found.code))),
        Button(say("team.trail"), encode(ReadTrail(found.code))),
        Button(say("agencies.all"), encode(Agencies(0))),
    )
    return Screen((words,), (*((way,) for way in ways), menu.back()))


def _operates(visit: Visit) -> bool:
    return visit.person.id in visit.desk.admins
