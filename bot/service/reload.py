"""The operator's ``/muat``: new content into use in every worker, without a restart."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import ContentError
from bot.screens.screen import Screen, say
from bot.service import menu, profile
from bot.service.attempts import shortages
from bot.service.desk import Visit
from bot.service.upkeep.following import WITHIN_S

_FINDINGS = 5  # of a refused reload; the rest is for ``check``


async def reload(visit: Visit, _argument: str) -> Screen:
    """Content that does not pass leaves the old one in use. To others there is no such command."""
    if visit.person.id not in visit.desk.admins:
        return profile.help_(visit, say("odd.unknown_command"))
    try:
        await visit.desk.library.reload(visit.desk.clock)
    except ContentError as error:
        lines = tuple(str(finding) for finding in error.findings[:_FINDINGS])
        refused = say("reload.refused", n=len(error.findings), findings=lines)
        return Screen((refused,), (menu.back(),))
    visit = replace(visit, catalog=visit.desk.library.current)
    await shortages.warn(visit.desk.library)
    done = say("reload.done", hash=visit.catalog.hash)
    follow = say("reload.follow", n=WITHIN_S)
    return await menu.menu(visit, done, follow, *shortages.told(visit.desk.library))
