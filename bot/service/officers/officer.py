"""The agency's officer: taking up an invitation, and the tally."""

from __future__ import annotations

from dataclasses import replace

from bot.screens.screen import Screen, say
from bot.service import menu, registration
from bot.service.buttons import Recap
from bot.service.desk import Visit
from bot.service.officers.access import scope_of, scopes
from bot.service.officers.invitations import PREFIX as PREFIX
from bot.service.officers.invitations import redeem
from bot.service.officers.offices import choice, where
from bot.service.recap import tally


async def invited(visit: Visit, code: str) -> Screen:
    """An invitation was opened: it makes an officer or a viewer, once; or says why it does not."""
    office = await redeem(visit, code)
    if isinstance(office, str):
        return await registration.step(visit, say(f"office.refused.{office}"))
    if visit.person.agency is None:
        visit = visit.now(replace(visit.person, agency=office.agency))
    agency = await visit.desk.store.agencies.get(office.agency)
    words = say(
        f"office.granted.{office.role}",
        agency=agency.name if agency else office.agency,
        where=await where(visit, office.agency, office.unit),
    )
    return await registration.step(visit, words)


async def recap(visit: Visit) -> Screen:
    """``/rekap``: the officer's own agency, a choice of several, or a polite no."""
    if visit.person.id in visit.desk.admins:
        return await tally.national(visit)
    mine = await scopes(visit)
    if not mine:
        return await menu.menu(visit, say("office.none"))
    if len(mine) == 1:
        return await tally.agency(visit, mine[0])
    return await choice(visit, say("recap.choose"), [one.agency for one in mine], Recap)


async def recap_of(visit: Visit, action: Recap) -> Screen:
    """The tally of the agency that a button names, for those who may see it."""
    scope = await scope_of(visit, action.agency)
    if scope is None:
        return await menu.menu(visit, say("office.none"))
    return await tally.agency(visit, scope)
