"""The agency's officer: taking up an invitation, and the tally."""

from __future__ import annotations

from dataclasses import replace

from bot.screens.screen import Button, Screen, say
from bot.service import menu, registration, tally
from bot.service.buttons import Recap, encode
from bot.service.desk import Visit
from bot.service.invitations import PREFIX, code_hash


async def opened(visit: Visit, code: str) -> Screen:
    """A link was opened: an invitation for an officer, or an agency's code for learners."""
    if not code.startswith(PREFIX):
        return await registration.enter(visit, code)
    desk = visit.desk
    office = await desk.store.offices.redeem(code_hash(code), visit.person.id, desk.clock())
    if office is None:
        return await registration.step(visit, say("office.bad_invitation"))
    if visit.person.agency is None:
        await desk.store.people.set_agency(visit.person.id, office.agency)
        visit = visit.now(replace(visit.person, agency=office.agency))
    agency = await desk.store.agencies.get(office.agency)
    words = say(f"office.granted.{office.role}", agency=agency.name if agency else office.agency)
    return await registration.step(visit, words)


async def recap(visit: Visit) -> Screen:
    """``/rekap``: the officer's own agency, a choice of several, or a polite no."""
    if visit.person.id in visit.desk.admins:
        return await tally.national(visit)
    offices = await visit.desk.store.offices.of(visit.person.id)
    if not offices:
        return await menu.menu(visit, say("office.none"))
    if len(offices) == 1:
        return await tally.agency(visit, offices[0].agency)
    rows = tuple(
        (Button(say("plain", text=office.agency), encode(Recap(office.agency))),)
        for office in offices
    )
    return Screen((say("recap.choose"),), (*rows, menu.back()))


async def recap_of(visit: Visit, action: Recap) -> Screen:
    """The tally of the agency that a button names, for those who hold an office there.

    Everybody else gets the same answer, whether there is such an agency or not.
    """
    offices = await visit.desk.store.offices.of(visit.person.id)
    mine = {office.agency for office in offices}
    if action.agency not in mine and visit.person.id not in visit.desk.admins:
        return await menu.menu(visit, say("office.none"))
    return await tally.agency(visit, action.agency, action.module)
