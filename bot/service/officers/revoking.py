"""Those who hold an office, and taking it: asked first, and only what the own scope covers."""

from __future__ import annotations

from dataclasses import dataclass

from bot.agencies.agency import Office
from bot.agencies.offices import Holder
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service import menu, paging
from bot.service.buttons import Action, action, encode
from bot.service.dates import told
from bot.service.desk import Desk, Visit
from bot.service.officers import offices
from bot.service.officers.access import Scope
from bot.service.officers.traces import trace
from bot.store.trail import Deed


@action("oh")
class Holders(Action):
    """A page (from 0) of those who hold an office."""

    agency: str
    page: int


@action("oc")
class Card(Action):
    """One of those who hold an office, by the person's id."""

    agency: str
    person: str


@action("or")
class Revoke(Action):
    """Take an office; with ``since``, when it was given, this was asked and confirmed."""

    agency: str
    person: str
    since: str = ""


@dataclass(frozen=True, slots=True)
class _Held:
    """``last``: nobody else manages the whole agency. ``scope`` is whoever looks at it."""

    holder: Holder
    last: bool
    scope: Scope


async def holders(visit: Visit, action: Holders, *before: Phrase) -> Screen:
    """Those who hold an office, by name, with a number to tap for each."""
    scope = await offices.manager(visit, action.agency)
    if scope is None:
        return await offices.nobody(visit)
    listed = paging.page(await offices.holders(visit, scope), action.page)
    lines = tuple([await _line(visit, number, one) for number, one in listed.numbered])
    picks = tuple(
        Button(say("team.pick", n=number), encode(Card(scope.agency, str(one.office.person))))
        for number, one in listed.numbered
    )
    turns = listed.turns(lambda page: encode(Holders(scope.agency, page)))
    body = say("team.list", lines=lines) if lines else say("team.nobody")
    rows = (*((picks,) if picks else ()), *turns, offices.back(scope.agency))
    return Screen((*before, say("team.holders_title"), body), rows)


async def _line(visit: Visit, number: int, holder: Holder) -> Phrase:
    office = holder.office
    return say(
        "team.holder",
        n=number,
        name=offices.holder_name(holder),
        role=offices.role_name(office.role),
        where=await offices.where(visit, office.agency, office.unit),
    )


async def card(visit: Visit, action: Card) -> Screen:
    """One office: whose, which, since when, and a way to take it."""
    held = await _held(visit, action.agency, action.person)
    if held is None:
        return await offices.nobody(visit)
    office = held.holder.office
    words = say(
        "team.card",
        name=offices.holder_name(held.holder),
        role=offices.role_name(office.role),
        where=await offices.where(visit, office.agency, office.unit),
        since=told(held.holder.granted_at, await offices.zone(visit.desk, held.scope)),
    )
    take = Button(say("team.revoke"), encode(Revoke(office.agency, action.person)))
    again = Button(say("team.back_to_list"), encode(Holders(office.agency, 0)))
    return Screen((words,), ((take,), (again,)))


async def revoke(visit: Visit, action: Revoke) -> Screen:
    """Ask first, and say what it means; then take the office that was asked about."""
    held = await _held(visit, action.agency, action.person)
    if held is None:
        return await offices.nobody(visit)
    if not action.since:
        return await _ask(visit, held)
    return await _take(visit, held.holder, action.since)


async def _ask(visit: Visit, held: _Held) -> Screen:
    office = held.holder.office
    question = say(
        "team.revoke_own" if office.person == visit.person.id else "team.revoke_ask",
        name=offices.holder_name(held.holder),
        role=offices.role_name(office.role),
        where=await offices.where(visit, office.agency, office.unit),
    )
    sure = Revoke(office.agency, str(office.person), str(held.holder.granted_at))
    stay = Card(office.agency, str(office.person))
    rows = (
        (Button(say("team.revoke_sure"), encode(sure)),),
        (Button(say("team.revoke_not"), encode(stay)),),
    )
    return Screen((question, *((say("team.revoke_last"),) if held.last else ())), rows)


async def _take(visit: Visit, holder: Holder, since: str) -> Screen:
    office, desk = holder.office, visit.desk
    same = since == str(holder.granted_at)
    done = same and await taken(desk, office, visit.person.id)
    before = (
        say("team.revoked", name=offices.holder_name(holder)) if done else say("odd.old_button")
    )
    if office.person == visit.person.id:
        return await menu.menu(visit, before)
    return await holders(visit, Holders(office.agency, 0), before)


async def taken(desk: Desk, office: Office, by: int) -> bool:
    """Take the office, and say so in the trail. False when it is not that any more.

    The trail gets two lines, of who took it and of who lost it, so that no person's id has to
    stand in a detail, where erasing the person would not find it.
    """
    done: tuple[tuple[int, Deed], ...] = ((by, "office.revoke"), (office.person, "office.lost"))
    traces = [
        trace(desk, office.agency, who, action, role=office.role, unit=office.unit)
        for who, action in done
    ]
    return await desk.store.offices.revoke(office, desk.clock(), *traces)


async def _held(visit: Visit, agency: str, person: str) -> _Held | None:
    """The office that somebody may take, or None for one that is not there or not theirs."""
    scope = await offices.manager(visit, agency)
    if scope is None:
        return None
    covered = await offices.holders(visit, scope)
    found = next((one for one in covered if str(one.office.person) == person), None)
    chiefs = [one for one in covered if one.office.unit is None and one.office.role == "petugas"]
    return None if found is None else _Held(found, chiefs == [found], scope)
