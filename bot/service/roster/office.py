"""Who looks after a roster: whoever manages a whole agency. A list of one unit would end everybody
else's entry."""

from __future__ import annotations

from bot.screens.screen import Screen, say
from bot.service import menu
from bot.service.buttons import Action, action
from bot.service.desk import Visit
from bot.service.officers.access import scope_of, scopes


@action("ro")
class Roster(Action):
    """An agency's roster."""

    agency: str


async def managed(visit: Visit) -> list[str]:
    """The agencies whose roster is theirs to look after; an operator's are not listed."""
    return [one.agency for one in await scopes(visit) if one.manages and one.unit is None]


async def may(visit: Visit, agency: str) -> bool:
    """Whether this agency's roster is theirs to look after."""
    scope = await scope_of(visit, agency, manage=True)
    return scope is not None and scope.unit is None


async def nobody(visit: Visit) -> Screen:
    """For whoever may not, and of an agency that there is not."""
    return await menu.menu(visit, say("roster.not_yours"))
