"""``/penugasan`` of a learner: what their agency wants of them, and until when."""

from __future__ import annotations

from bot.screens.screen import Screen, say
from bot.service import menu
from bot.service.campaigns.duty_words import line
from bot.service.desk import Visit


async def duties(visit: Visit) -> Screen:
    """Every running campaign that they take part in, with buttons to its module."""
    found = await visit.desk.store.campaigns.duties(visit.person.id, visit.desk.clock())
    if not found:
        return await menu.menu(visit, say("duty.none"))
    wanted = dict.fromkeys(duty.campaign.module for duty in found)
    modules = [visit.catalog.modules[id_] for id_ in wanted if id_ in visit.catalog.modules]
    rows = tuple(
        (menu.begin_button(module) if module.exam is None else menu.exam_button(module),)
        for module in modules
    )
    lines = tuple(line(visit, duty) for duty in found)
    return Screen((say("duty.title"), say("duty.lines", lines=lines)), (*rows, menu.back()))
