"""The invitations that nobody opened yet, and taking them back."""

from __future__ import annotations

from bot.agencies.agency import Zone
from bot.agencies.offices import Invitation
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service import paging
from bot.service.buttons import Action, action, encode
from bot.service.dates import told
from bot.service.desk import Visit
from bot.service.officers import offices
from bot.service.officers.invitations import withdraw


@action("oi")
class Invitations(Action):
    """A page (from 0) of the open invitations."""

    agency: str
    page: int


@action("ow")
class Withdraw(Action):
    """End an open invitation."""

    agency: str
    handle: str


async def invitations(visit: Visit, action: Invitations, *before: Phrase) -> Screen:
    """The open invitations, with a button to withdraw each."""
    scope = await offices.manager(visit, action.agency)
    if scope is None:
        return await offices.nobody(visit)
    listed = paging.page(await offices.invitations(visit, scope), action.page)
    zone = await offices.zone(visit.desk, scope)
    lines = tuple([await _line(visit, number, one, zone) for number, one in listed.numbered])
    rows = tuple(
        (Button(say("team.withdraw", n=number), encode(Withdraw(scope.agency, one.handle))),)
        for number, one in listed.numbered
    )
    turns = listed.turns(lambda page: encode(Invitations(scope.agency, page)))
    body = say("team.list", lines=lines) if lines else say("team.no_invitations")
    title = say("team.invitations_title")
    return Screen((*before, title, body), (*rows, *turns, offices.back(scope.agency)))


async def _line(visit: Visit, number: int, invitation: Invitation, zone: Zone) -> Phrase:
    return say(
        "team.invitation",
        n=number,
        role=offices.role_name(invitation.role),
        where=await offices.where(visit, invitation.agency, invitation.unit),
        until=told(invitation.expires_at, zone),
    )


async def take_back(visit: Visit, action: Withdraw) -> Screen:
    """An open invitation was withdrawn."""
    scope = await offices.manager(visit, action.agency)
    if scope is None:
        return await offices.nobody(visit)
    mine = await offices.invitations(visit, scope)
    named = next((one for one in mine if one.handle == action.handle), None)
    done = named is not None and await withdraw(visit.desk, named, visit.person.id)
    before = say("team.withdrawn" if done else "odd.old_button")
    return await invitations(visit, Invitations(scope.agency, 0), before)
