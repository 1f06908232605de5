"""What somebody has to do by their agency's campaigns, and until when, in words."""

from __future__ import annotations

from typing import Final

from bot.agencies.campaign import OPEN
from bot.quiz.attempt import Attempt
from bot.screens.screen import Arg, Phrase, say
from bot.service.days import until
from bot.service.desk import Visit
from bot.store.campaign_rows import Duty

_IN_MENU: Final = 3


async def in_menu(visit: Visit) -> list[Phrase]:
    """What is still to be done or can be renewed, the first due first; no more than a few."""
    found = [duty for duty in await _duties(visit) if _waits(duty, visit.desk.clock())]
    lines = [line(visit, duty) for duty in found[:_IN_MENU]]
    if len(found) > _IN_MENU:
        lines.append(say("duty.more", n=len(found) - _IN_MENU))
    return [say("duty.list", lines=tuple(lines))] if lines else []


async def after_result(visit: Visit, attempt: Attempt) -> tuple[Phrase, ...]:
    """How the campaigns of a module stand after an attempt at it; one round trip."""
    return tuple(
        line(visit, d) for d in await _duties(visit) if d.campaign.module == attempt.module
    )


def line(visit: Visit, duty: Duty) -> Phrase:
    """One duty: its module, and the day that matters now."""
    return say(
        f"duty.{_state(duty, visit.desk.clock())}",
        title=_title(visit, duty),
        due=until(duty.due_at, duty.campaign.zone),
        valid=until(duty.valid_until or duty.due_at, duty.campaign.zone),
    )


async def _duties(visit: Visit) -> list[Duty]:
    return await visit.desk.store.campaigns.duties(visit.person.id, visit.desk.clock())


def _waits(duty: Duty, now: int) -> bool:
    return duty.status in OPEN or _state(duty, now) == "renew"


def _state(duty: Duty, now: int) -> str:
    renews = duty.status == "completed" and duty.renews_at is not None and now >= duty.renews_at
    return "renew" if renews else duty.status


def _title(visit: Visit, duty: Duty) -> Arg:
    module = visit.catalog.modules.get(duty.campaign.module)
    return module.title if module else duty.campaign.module
