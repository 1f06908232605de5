"""What the screens about offices share: who may, whom and what they are about, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.agencies.agency import Role, Zone
from bot.agencies.offices import Holder, Invitation
from bot.screens.screen import Button, Phrase, Rows, Screen, say
from bot.service import menu
from bot.service.buttons import Action, Go, action, encode
from bot.service.desk import Desk, Visit
from bot.service.officers import access
from bot.service.officers.access import Scope

ROLES: dict[str, Role] = {"p": "petugas", "v": "pengamat"}
"""By the letter that stands for a role on a button."""


@action("ot")
class Team(Action):
    """Who holds an office in an agency."""

    agency: str


async def manager(visit: Visit, agency: str) -> Scope | None:
    """What of this agency the person may manage; None when nothing."""
    return await access.scope_of(visit, agency, manage=True)


async def nobody(visit: Visit, *before: Phrase) -> Screen:
    """For whoever does not manage this agency, and of an agency that there is not."""
    return await menu.menu(visit, *before, say("team.none"))


def operator(before: Phrase) -> Screen:
    """For the operator, who has every agency: which is found in their list."""
    rows = ((Button(say("menu.agencies"), encode(Go("agencies"))),), menu.back())
    return Screen((before,), rows)


async def choice(
    visit: Visit, question: Phrase, codes: Sequence[str], leads: Callable[[str], Action]
) -> Screen:
    """Which of several agencies."""
    return Screen((question,), (*await rows_of(visit.desk, codes, leads), menu.back()))


async def rows_of(desk: Desk, codes: Sequence[str], leads: Callable[[str], Action]) -> Rows:
    """A button for each agency, by code and name: nobody knows them all by their codes."""
    names = {agency.code: agency.name for agency in await desk.store.agencies.all()}
    return tuple(
        (Button(say("agencies.row", code=code, name=names.get(code, "")), encode(leads(code))),)
        for code in codes
    )


async def holders(visit: Visit, scope: Scope) -> list[Holder]:
    """Those whose office lies in the scope."""
    everybody = await visit.desk.store.offices.holders(scope.agency)
    return [holder for holder in everybody if scope.covers(holder.office.unit)]


async def invitations(visit: Visit, scope: Scope) -> list[Invitation]:
    """The open ones that lie in the scope."""
    found = await visit.desk.store.offices.invitations(scope.agency, visit.desk.clock())
    return [one for one in found if scope.covers(one.unit)]


def holder_name(holder: Holder) -> str | Phrase:
    """How somebody is called; who never said a name is told apart by the end of the id."""
    return holder.name or say("team.unnamed", end=str(holder.office.person)[-4:])


def role_name(role: Role) -> Phrase:
    """``petugas`` or ``pengamat``, in words."""
    return say(f"office.role.{role}")


async def where(visit: Visit, agency: str, unit: str | None) -> Phrase:
    """``seluruh instansi``, or the unit and all below it."""
    return await named(visit.desk, agency, unit)


async def named(desk: Desk, agency: str, unit: str | None) -> Phrase:
    """The same where nobody visits."""
    if unit is None:
        return say("office.whole")
    found = await desk.store.agencies.unit(agency, unit)
    return say("office.unit", unit=found.name if found else unit)


async def zone(desk: Desk, scope: Scope) -> Zone:
    """The time zone that whoever has this office is told times in."""
    return await desk.zone(scope.agency, scope.unit)


def opening(desk: Desk, start: str) -> str:
    """What opens the bot with this start parameter: a link, or in a terminal what to type."""
    name = desk.called.name
    return f"https://t.me/{name}?start={start}" if name else f"/start {start}"


def back(agency: str) -> tuple[Button, ...]:
    """The row that leads back to the agency's offices."""
    return (Button(say("team.back"), encode(Team(agency))),)
