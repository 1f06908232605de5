"""The numbers of one agency that somebody may see, for the screens, the exports and the shell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.agencies.agency import Agency, Unit
from bot.agencies.campaign import Campaign, Status
from bot.agencies.rollup import Rollup, Sums
from bot.agencies.tally import Count
from bot.service.campaigns.words import concerns
from bot.service.desk import Desk
from bot.service.officers.access import Scope
from bot.store.campaign_rows import UnitCount


@dataclass(frozen=True, slots=True)
class Listed:
    """People on the roster, those of them who joined, and registered people who are not on it."""

    entries: int
    joined: int
    outside: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How many people of a campaign stand where; ``before`` are those of the campaign that it
    repeats, as many days after that one's start."""

    campaign: Campaign
    now: Counter[Status]
    before: Counter[Status] | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a scope sees: a whole agency, or a unit with all below it. ``listed`` is None where
    there never was a roster. ``modules`` are in the order of the content."""

    agency: Agency
    scope: Scope
    units: Sequence[Unit]
    counts: Sequence[Count]
    registered: int
    modules: dict[str, Sums]
    listed: Listed | None

    @property
    def headcount(self) -> int | None:
        """How many people there are, as far as anybody said."""
        if self.scope.unit is None:
            said = self.agency.headcount
        else:
            said = next((u.headcount for u in self.units if u.code == self.scope.unit), None)
        return said or (self.listed.entries if self.listed else None)

    def rollup(self, module: str) -> Rollup:
        """Sums over the tree, for one module."""
        return Rollup(self.units, self.counts, module)


async def numbers(desk: Desk, scope: Scope) -> Numbers | None:
    """None when there is no such agency (any more)."""
    store = desk.store
    agency = await store.agencies.get(scope.agency)
    if agency is None:
        return None
    units = await store.agencies.units(scope.agency)
    counts = await store.tallies.of_agency(scope.agency)
    return Numbers(
        agency,
        scope,
        units,
        counts,
        Rollup(units, counts, "").whole(scope.unit).registered,
        await _modules(desk, scope, units, counts),
        await _listed(desk, scope),
    )


async def _modules(
    desk: Desk, scope: Scope, units: Sequence[Unit], counts: Sequence[Count]
) -> dict[str, Sums]:
    """A unit's are sums over its parts; of a whole agency everybody counts once."""
    if scope.unit is None:
        whole = await desk.store.tallies.modules_of(scope.agency)
        found = {one.module: Sums(0, one.started, one.completed, one.passed) for one in whole}
    else:
        names = {count.module for count in counts if count.module}
        found = {name: Rollup(units, counts, name).whole(scope.unit) for name in names}
    known = list(desk.library.current.modules)
    order = sorted(found, key=lambda name: (known.index(name) if name in known else 99, name))
    return {name: found[name] for name in order if found[name].started}


async def _listed(desk: Desk, scope: Scope) -> Listed | None:
    roster = desk.store.roster
    if (await roster.standing(scope.agency)).imported_at is None:
        return None
    mine = [one for one in await roster.counts(scope.agency) if scope.covers(one.unit)]
    outside = await roster.outside(scope.agency)
    return Listed(
        sum(one.claimed + one.unclaimed for one in mine),
        sum(one.claimed for one in mine),
        sum(people for unit, people in outside.items() if scope.covers(unit)),
    )


async def standings(desk: Desk, scope: Scope, most: int | None = None) -> list[Standing]:
    """The last ``most`` campaigns (all) for this scope that have begun, the last first, and where
    its people stand. Each reads everybody of the agency."""
    now, campaigns = desk.clock(), desk.store.campaigns
    every = await campaigns.of_agency(scope.agency)
    by_id = {campaign.id: campaign for campaign in every}
    found: list[Standing] = []
    for campaign in every:
        if len(found) == most:
            break
        begun = campaign.stage(now) in ("running", "closed")
        if not begun or not await concerns(desk, scope, campaign):
            continue
        before = by_id.get(campaign.follows or "")
        same_day = before and before.starts_at + campaign.seen_at(now) - campaign.starts_at
        found.append(
            Standing(
                campaign,
                _statuses(await campaigns.counts(campaign, now), scope),
                _statuses(await campaigns.counts(before, same_day), scope)
                if before and same_day
                else None,
            )
        )
    return found


def _statuses(counts: Sequence[UnitCount], scope: Scope) -> Counter[Status]:
    found: Counter[Status] = Counter()
    for count in counts:
        if scope.covers(count.unit):
            found[count.status] += count.n
    return found


def share(part: int, whole: int | None) -> str:
    """``45%``, or a dash where nobody knows of how many."""
    return f"{100 * part / whole:.0f}%" if whole else "–"
