"""Campaigns in words, and who may see and change one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.agencies.agency import Agency
from bot.agencies.campaign import STATUSES, Campaign, Status
from bot.screens.screen import Arg, Button, Phrase, Screen, say
from bot.service import menu
from bot.service.buttons import encode
from bot.service.campaigns.actions import Card
from bot.service.campaigns.care import REASONS
from bot.service.days import until
from bot.service.desk import Desk, Visit
from bot.service.officers.access import Scope, scope_of
from bot.store.campaign_rows import UnitCount

_NAMED = 3  # units of a campaign that are named


@dataclass(frozen=True, slots=True)
class Seen:
    """A campaign as its officer sees it: no more than their ``scope``."""

    scope: Scope
    agency: Agency
    campaign: Campaign

    @property
    def whole(self) -> bool:
        """Whether they answer for the whole of it, and so may end it."""
        return answers_for(self.scope, self.campaign.units)


def answers_for(scope: Scope, units: Sequence[str]) -> bool:
    """Whether all of these units (none: the whole agency) are in a scope."""
    return scope.units is None or (bool(units) and scope.units.issuperset(units))


async def in_charge(
    visit: Visit, code: str, *, manage: bool = False
) -> tuple[Scope, Agency] | None:
    """What they may see, or with ``manage`` change, of an agency; None when nothing."""
    scope = await scope_of(visit, code, manage=manage)
    agency = None if scope is None else await visit.desk.store.agencies.get(code)
    return None if scope is None or agency is None else (scope, agency)


async def seen(visit: Visit, code: str, campaign_id: str, *, manage: bool = False) -> Seen | None:
    """A campaign that they may see, or with ``manage`` change; None for any other and for none."""
    charge = await in_charge(visit, code, manage=manage)
    if charge is None:
        return None
    scope, agency = charge
    campaign = await visit.desk.store.campaigns.get(code, campaign_id)
    if campaign is None or not await concerns(visit.desk, scope, campaign):
        return None
    return Seen(scope, agency, campaign)


async def concerns(desk: Desk, scope: Scope, campaign: Campaign) -> bool:
    """Whether a campaign is for anybody in this scope."""
    if scope.units is None or not campaign.units:
        return True
    reach = await desk.store.campaigns.reach(campaign)
    return any(reach.covers(unit) for unit in scope.units)


async def nobody(visit: Visit) -> Screen:
    """The answer to everybody else, whether there is such a thing or not."""
    return await menu.menu(visit, say("campaign.none"))


def title(visit: Visit, campaign: Campaign) -> Arg:
    """The title of its module; one that the content lost keeps its id."""
    module = visit.catalog.modules.get(campaign.module)
    return module.title if module else campaign.module


def period(campaign: Campaign) -> Phrase:
    """``1 Mar 2026 – 31 Mar 2026``."""
    first = until(campaign.starts_at + 1, campaign.zone)
    return say("campaign.period", first=first, last=until(campaign.due_at, campaign.zone))


def places(units: Sequence[str], names: Mapping[str, str]) -> Phrase:
    """The whole agency, or the names of some units."""
    if not units:
        return say("campaign.everywhere")
    named = ", ".join(names.get(unit, unit) for unit in units[:_NAMED])
    if len(units) > _NAMED:
        return say("campaign.more_units", units=named, n=len(units) - _NAMED)
    return say("plain", text=named)


def reason(stored: str) -> Phrase:
    """A reason that we know, or as it was typed."""
    return say(f"campaign.reason.{stored}" if stored in REASONS else "plain", text=stored)


def status(which: Status) -> Phrase:
    """A status with its sign."""
    return say(f"campaign.status.{which}")


def totals(counts: Iterable[UnitCount], *, on_roster: bool) -> dict[Status, int]:
    """How many people have which status, over all units."""
    summed: Counter[Status] = Counter()
    for count in counts:
        if count.on_roster == on_roster:
            summed[count.status] += count.n
    return {which: summed[which] for which in STATUSES}


def standing(counts: Counter[Status]) -> dict[str, int]:
    """What a line about a campaign tells of everybody in it: on the tally as in the digest."""
    return {
        "n": counts.total() - counts["excused"],
        "completed": counts["completed"],
        "overdue": counts["overdue"] + counts["expired"],
    }


def back(seen: Seen) -> tuple[Button, ...]:
    """The row that leads back to the campaign."""
    card = Card(seen.agency.code, seen.campaign.id)
    return (Button(say("campaign.back"), encode(card)),)
