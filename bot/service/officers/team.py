"""``/undang``: who holds an office in an agency, and what can be done about it.

Everybody sees and changes only what their own scope covers; of the rest they hear what they would
hear if it were not there.
"""

from __future__ import annotations

from bot.screens.screen import Button, Phrase, Rows, Screen, say
from bot.service import menu
from bot.service.buttons import encode
from bot.service.desk import Visit
from bot.service.officers import access, offices
from bot.service.officers.access import Scope
from bot.service.officers.inviting import InviteAs
from bot.service.officers.offices import Team
from bot.service.officers.open_invitations import Invitations
from bot.service.officers.revoking import Holders
from bot.service.officers.trail import ReadTrail


async def start(visit: Visit) -> Screen:
    """``/undang``: the own agency, or a choice of several."""
    if visit.person.id in visit.desk.admins:
        return offices.operator(say("team.choose"))
    managed = [scope for scope in await access.scopes(visit) if scope.manages]
    if not managed:
        return await offices.nobody(visit)
    if len(managed) == 1:
        return await team(visit, Team(managed[0].agency))
    codes = [one.agency for one in managed]
    return await offices.choice(visit, say("team.choose"), codes, Team)


async def team(visit: Visit, action: Team, *before: Phrase) -> Screen:
    """An agency's offices and invitations in numbers, and what can be done."""
    scope = await offices.manager(visit, action.agency)
    if scope is None:
        return await offices.nobody(visit)
    agency = await visit.desk.store.agencies.get(scope.agency)
    held = await offices.holders(visit, scope)
    invited = await offices.invitations(visit, scope)
    words = (
        say("team.title", agency=agency.name if agency else scope.agency),
        say("team.scope", where=await offices.where(visit, scope.agency, scope.unit)),
        say("team.numbers", holders=len(held), invitations=len(invited)),
    )
    return Screen((*before, *words), (*_ways(scope, bool(invited)), menu.back()))


def _ways(scope: Scope, invited: bool) -> Rows:
    code = scope.agency
    buttons = [
        Button(say("team.invite.petugas"), encode(InviteAs(code, "p"))),
        Button(say("team.invite.pengamat"), encode(InviteAs(code, "v"))),
        Button(say("team.holders"), encode(Holders(code, 0))),
    ]
    if invited:
        buttons.append(Button(say("team.invitations"), encode(Invitations(code, 0))))
    if scope.units is None:
        buttons.append(Button(say("team.trail"), encode(ReadTrail(code))))
    return tuple((button,) for button in buttons)
