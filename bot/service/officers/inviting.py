"""An invitation in three taps: as what, for which unit, for how long. Its link is shown once."""

from __future__ import annotations

from collections.abc import Sequence

from bot.agencies.agency import Unit
from bot.agencies.search import closest
from bot.screens.screen import Button, Phrase, Rows, Screen, say
from bot.service import paging
from bot.service.buttons import Action, action, encode
from bot.service.dates import told
from bot.service.desk import Visit
from bot.service.officers import offices
from bot.service.officers.access import Scope
from bot.service.officers.invitations import PREFIX, code_hash, invite
from bot.service.officers.offices import ROLES

DAYS = (1, 3, 7, 30)


@action("oa")
class InviteAs(Action):
    """Invite an officer or a viewer: ``role`` is its letter."""

    agency: str
    role: str


@action("ou")
class InviteIn(Action):
    """Choose this unit (empty: the whole agency), or one below it from a page (from 0) of them."""

    agency: str
    role: str
    unit: str
    page: int


@action("od")
class InviteTo(Action):
    """For this unit and all below it; empty: for the whole agency."""

    agency: str
    role: str
    unit: str


@action("om")
class Make(Action):
    """Make the invitation, valid for so many days. ``token`` is the end of its code, so that a
    second tap shows the same link again and makes no second invitation."""

    agency: str
    role: str
    unit: str
    days: int
    token: str


async def invite_as(visit: Visit, action: InviteAs) -> Screen:
    """The role was chosen."""
    scope = await offices.manager(visit, action.agency)
    top = "" if scope is None else scope.unit or ""
    return await invite_in(visit, InviteIn(action.agency, action.role, top, 0))


async def invite_in(visit: Visit, action: InviteIn, *before: Phrase) -> Screen:
    """This unit with all below it, or one of those; part of its name may be typed as well."""
    scope = await _may(visit, action.agency, action.role, action.unit)
    if scope is None:
        return await offices.nobody(visit)
    units = await _open(visit, action.agency)
    below = [unit for unit in units if (unit.parent or "") == action.unit]
    if not below:
        return await invite_to(visit, InviteTo(action.agency, action.role, action.unit))
    here = InviteTo(action.agency, action.role, action.unit)
    where = await offices.where(visit, action.agency, action.unit or None)
    listed = paging.page(below, action.page)
    turns = listed.turns(
        lambda page: encode(InviteIn(action.agency, action.role, action.unit, page))
    )
    words = say(
        "invite.where",
        role=offices.role_name(ROLES[action.role]),
        agency=await visit.desk.agency_name(action.agency),
    )
    return Screen(
        (*before, words),
        (
            (Button(say("invite.here", where=where), encode(here)),),
            *_choices(action.agency, action.role, [unit for _, unit in listed.numbered]),
            *turns,
            _up(scope, action, {unit.code: unit for unit in units}),
        ),
        expects=_expects(action.agency, action.role),
    )


async def _open(visit: Visit, agency: str) -> list[Unit]:
    units = await visit.desk.store.agencies.units(agency)
    return [unit for unit in units if unit.closed_at is None]


def _choices(agency: str, role: str, units: Sequence[Unit]) -> Rows:
    return tuple(
        (Button(say("plain", text=unit.name), encode(InviteIn(agency, role, unit.code, 0))),)
        for unit in units
    )


def _up(scope: Scope, action: InviteIn, units: dict[str, Unit]) -> tuple[Button, ...]:
    """One level up, as far as the own scope reaches; from its top, back to the offices."""
    above = units[action.unit].parent if action.unit in units else None
    if not action.unit or not scope.covers(above):
        return offices.back(action.agency)
    up = InviteIn(action.agency, action.role, above or "", 0)
    return (Button(say("invite.up"), encode(up)),)


def _expects(agency: str, role: str) -> str:
    return f"invite:{agency}:{role}"


async def typed(visit: Visit, argument: str, text: str) -> Screen:
    """Part of a unit's name was typed."""
    agency, _, role = argument.partition(":")
    scope = await _may(visit, agency, role, None)
    if scope is None:
        return await offices.nobody(visit)
    everything = await _open(visit, agency)
    units = {unit.code: unit for unit in everything if scope.covers(unit.code)}
    found = closest(text, {code: unit.name for code, unit in units.items()})
    if not found:
        top = InviteIn(agency, role, scope.unit or "", 0)
        return await invite_in(visit, top, say("invite.not_found", typed=text[:60]))
    rows = _choices(agency, role, [units[code] for code in found])
    return Screen(
        (say("invite.found"),), (*rows, offices.back(agency)), expects=_expects(agency, role)
    )


async def invite_to(visit: Visit, action: InviteTo) -> Screen:
    """The unit was chosen; now for how long."""
    agency, role, unit = action.agency, action.role, action.unit
    if await _may(visit, agency, role, unit) is None:
        return await offices.nobody(visit)
    token = visit.desk.token()
    days = tuple(
        Button(say("invite.days", n=n), encode(Make(agency, role, unit, n, token))) for n in DAYS
    )
    words = say(
        "invite.how_long",
        role=offices.role_name(ROLES[role]),
        agency=await visit.desk.agency_name(agency),
        where=await offices.where(visit, agency, unit or None),
    )
    return Screen((words,), (days[:2], days[2:], offices.back(agency)))


async def make(visit: Visit, action: Make) -> Screen:
    """The invitation is made, and its link shown."""
    scope = await _may(visit, action.agency, action.role, action.unit)
    if scope is None or action.days not in DAYS:
        return await offices.nobody(visit)
    desk, by, code = visit.desk, visit.person.id, PREFIX + action.token
    role, unit = ROLES[action.role], action.unit or None
    await invite(desk, action.agency, role, action.days, by=by, unit=unit, code=code)
    made = await desk.store.offices.invitation(code_hash(code), desk.clock())
    if made is None or (made.agency, made.created_by) != (action.agency, by):
        return Screen((say("invite.gone"),), (offices.back(action.agency),))
    words = say(
        "invite.made",
        role=offices.role_name(made.role),
        agency=await desk.agency_name(made.agency),
        where=await offices.where(visit, made.agency, made.unit),
        until=told(made.expires_at, await offices.zone(desk, scope)),
    )
    link = say("invite.link", link=offices.opening(desk, code))
    return Screen((words, link, say("invite.once")), (offices.back(action.agency),))


async def _may(visit: Visit, agency: str, role: str, unit: str | None) -> Scope | None:
    """The scope of who may invite to this role and unit (empty: the whole agency; None: any)."""
    scope = await offices.manager(visit, agency)
    if scope is None or role not in ROLES:
        return None
    if unit and await visit.desk.store.agencies.unit(agency, unit) is None:
        return None
    return scope if unit is None or scope.covers(unit or None) else None
