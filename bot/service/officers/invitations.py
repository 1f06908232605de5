"""Invitations: how somebody becomes an agency's officer or viewer, once, and not for ever.

A link can be forwarded, so that opening one proves little. It gives nothing to its maker, nothing
to a learner of another agency unless the operator made it, and nothing at all once its maker may
not give so much any more.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Literal, TypeAlias

from bot.agencies.agency import Office, Role
from bot.agencies.offices import Invitation, widens
from bot.errors import ListingError
from bot.service.desk import Desk, Visit
from bot.service.officers import access
from bot.service.officers.traces import trace
from bot.store.notices import Notice
from bot.store.trail import COMMAND_LINE, Deed, Trace

PREFIX = "inv_"
DAY = 86_400_000  # ms
TAKEN = "invitation"  # the kind of notice that says who opened one

Refusal: TypeAlias = Literal["bad", "own", "operator", "elsewhere", "nothing"]
"""Not valid; made by its opener; opened by an operator; opened by somebody of another agency; or
it gives no more than its opener has."""


def code_hash(code: str) -> str:
    """What the store keeps of an invitation: enough to know it, too little to use it."""
    return sha256(code.encode()).hexdigest()


async def invite(
    desk: Desk,
    agency: str,
    role: Role,
    days: int,
    *,
    by: int = COMMAND_LINE,
    unit: str | None = None,
    code: str = "",
) -> str:
    """A start parameter that gives its first opener a role, for ``days`` days. Without ``code`` a
    new one is made; where that code is taken, nothing is changed.

    The caller has checked that ``by`` may. Raises ListingError when there is no such agency, or no
    such unit in it.
    """
    if await desk.store.agencies.get(agency) is None:
        raise ListingError([f"there is no agency {agency}"])
    if unit is not None and await desk.store.agencies.unit(agency, unit) is None:
        raise ListingError([f"there is no unit {unit} in {agency}"])
    code = code or PREFIX + desk.token()
    at = desk.clock()
    made = Invitation(code_hash(code), agency, role, unit, at + days * DAY, by, at)
    told = _trace(desk, made, by, "office.invite", days=days)
    await desk.store.offices.invite(made, told)
    return code


async def withdraw(desk: Desk, invitation: Invitation, by: int) -> bool:
    """End an open invitation. False when it is not open any more."""
    told = _trace(desk, invitation, by, "office.withdraw")
    return await desk.store.offices.withdraw(invitation, desk.clock(), told)


async def redeem(visit: Visit, code: str) -> Office | Refusal:
    """What an opened invitation makes of the person, or why it makes nothing. A refused invitation
    stays as it was, for whom it is meant."""
    desk, person = visit.desk, visit.person
    offered = await desk.store.offices.invitation(code_hash(code), desk.clock())
    if offered is None or not await _may_be_given(desk, offered):
        return "bad"
    held = {office.agency: office for office in await desk.store.offices.of(person.id)}
    now = held.get(offered.agency)
    refusal = _refused(visit, offered) or await _useless(desk, now, offered)
    if refusal is not None:
        return refusal
    told = _trace(desk, offered, person.id, "office.grant")
    at = desk.clock()
    office = await desk.store.offices.redeem(
        offered, person.id, now, at, told, *_news(desk, offered)
    )
    return office or "bad"


def _news(desk: Desk, offered: Invitation) -> list[Notice]:
    """For the maker, who alone knows whom the link was meant for."""
    by, code = offered.created_by, offered.code_hash
    if by == COMMAND_LINE:
        return []
    return [Notice(by, desk.token(), TAKEN, code, "{}", desk.clock(), offered.agency)]


async def _may_be_given(desk: Desk, offered: Invitation) -> bool:
    """Whether its maker may still give so much."""
    if offered.created_by == COMMAND_LINE:
        return True
    scope = await access.scope_for(desk, offered.created_by, offered.agency, manage=True)
    return scope is not None and scope.covers(offered.unit)


def _refused(visit: Visit, offered: Invitation) -> Refusal | None:
    person, admins = visit.person, visit.desk.admins
    if person.id == offered.created_by:
        return "own"
    if person.id in admins:
        return "operator"
    by_operator = offered.created_by == COMMAND_LINE or offered.created_by in admins
    if person.agency not in (None, offered.agency) and not by_operator:
        return "elsewhere"
    return None


async def _useless(desk: Desk, now: Office | None, offered: Invitation) -> Refusal | None:
    below = await access.below(desk, offered.agency, offered.unit)
    return None if widens(now, offered, below) else "nothing"


def _trace(desk: Desk, invitation: Invitation, by: int, action: Deed, **more: int) -> Trace:
    role, unit = invitation.role, invitation.unit
    return trace(desk, invitation.agency, by, action, role=role, unit=unit, **more)
