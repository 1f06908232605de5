"""A campaign by unit, and the choice of units for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.agencies.agency import Unit
from bot.agencies.campaign import OPEN
from bot.screens.screen import Phrase, Screen, say
from bot.service import paging
from bot.service.buttons import encode
from bot.service.campaigns.actions import ByUnit
from bot.service.campaigns.words import Seen, back, nobody, seen, title
from bot.service.desk import Visit
from bot.service.officers.access import Scope
from bot.store.campaign_rows import UnitCount


async def by_unit(visit: Visit, action: ByUnit) -> Screen:
    """The units with the most people who still have to do it come first."""
    found = await seen(visit, action.agency, action.campaign)
    if found is None:
        return await nobody(visit)
    lines = await _lines(visit, found)
    page = paging.page(lines, action.page)
    turns = page.turns(lambda n: encode(ByUnit(action.agency, action.campaign, n)))
    shown = tuple(line for _, line in page.numbered)
    words = say("campaign.units", title=title(visit, found.campaign), lines=shown)
    if not shown:
        words = say("campaign.nobody")
    return Screen((words,), (*turns, back(found)))


async def _lines(visit: Visit, found: Seen) -> list[Phrase]:
    store = visit.desk.store
    counts = await store.campaigns.counts(found.campaign, visit.desk.clock())
    names = {unit.code: unit.name for unit in await store.agencies.units(found.agency.code)}
    people, still = _summed(counts, found.scope)
    order = sorted(people, key=lambda unit: (-still[unit], unit or ""))
    return [
        say(
            "campaign.unit",
            unit=say("recap.no_unit") if unit is None else names.get(unit, unit),
            done=people[unit] - still[unit],
            total=people[unit],
        )
        for unit in order
    ]


def _summed(
    counts: Iterable[UnitCount], scope: Scope
) -> tuple[Counter[str | None], Counter[str | None]]:
    """People of each unit, on the roster or not, and those of them who still have to do it."""
    people: Counter[str | None] = Counter()
    still: Counter[str | None] = Counter()
    for count in counts:
        if scope.covers(count.unit):
            people[count.unit] += count.n
            still[count.unit] += count.n if count.status in OPEN else 0
    return people, still


async def open_units(visit: Visit, scope: Scope) -> list[Unit]:
    """The units that an officer may choose, by name."""
    units = await visit.desk.store.agencies.units(scope.agency)
    mine = [unit for unit in units if unit.closed_at is None and scope.covers(unit.code)]
    return sorted(mine, key=lambda unit: (unit.name.casefold(), unit.code))
