"""Campaigns: made, ended, and what people are granted in them.

Every statement names the agency. Whatever two officers race for is decided by the write itself.
"""

from __future__ import annotations

from bot.agencies.campaign import Campaign, End
from bot.store.campaign_rows import Member, campaign_args
from bot.store.database import Args, Database, Step
from bot.store.standings import Standings, named, whom
from bot.store.trail import Trace, trail_step


class Campaigns(Standings):
    """Whatever changes a campaign leaves its line in the trail, in the same unit of work."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._database = database

    async def create(self, campaign: Campaign, trace: Trace, *drafted: Step) -> bool:
        """A new campaign. False when it is there already, or when one of the steps that take up its
        draft finds nothing. Raises StoreError for an agency or a unit that there is not."""
        units: list[Args] = [
            {"agency": campaign.agency, "campaign": campaign.id, "unit": unit}
            for unit in campaign.units
        ]
        return await self._done(
            trace,
            *drafted,
            Step("campaign_add", campaign_args(campaign), needed=True),
            *([Step("campaign_unit_add", units)] if units else []),
        )

    async def end(self, campaign: Campaign, end: End, trace: Trace) -> bool:
        """Close or cancel it, at the moment of the trace. False when it has ended already."""
        args: Args = {**named(campaign), "ended": end, "at": trace.at}
        return await self._done(trace, Step("campaign_end", args, needed=True))

    async def extend(
        self, campaign: Campaign, unit: str, due_at: int, reason: str, trace: Trace
    ) -> bool:
        """More time for a unit and all below it, or with ``""`` for everybody; it replaces what
        was granted there before. False when the campaign has ended, or for an unknown unit."""
        step = granting(campaign, unit, due_at, reason, trace.at)
        return await self._done(trace, step._replace(needed=True))

    async def extend_person(
        self, campaign: Campaign, member: Member, due_at: int, reason: str, trace: Trace
    ) -> bool:
        """More time for one person, in place of what they had. False when the campaign is over."""
        args: Args = {**whom(campaign, member), "due_at": due_at, "reason": reason}
        step = Step("campaign_extend_person", args, needed=True)
        return await self._done(trace, step)

    async def excuse(
        self, campaign: Campaign, member: Member, reason: str | None, trace: Trace
    ) -> bool:
        """Excuse one person; without a reason they have to take part again. False when the campaign
        has ended."""
        at = None if reason is None else trace.at
        args: Args = {**whom(campaign, member), "excused_at": at, "reason": reason}
        return await self._done(trace, Step("campaign_excuse", args, needed=True))

    async def _done(self, trace: Trace, *steps: Step) -> bool:
        return bool((await self._database.write(trail_step(trace), *steps))[-1])


def granting(campaign: Campaign, unit: str, due_at: int, reason: str, at: int) -> Step:
    """For a unit of work: more time for a unit."""
    args: Args = {**named(campaign), "unit": unit, "due_at": due_at, "reason": reason, "at": at}
    return Step("campaign_extend", args)


def covering(campaign: Campaign, unit: str) -> Step:
    """For a unit of work: the campaign is for this unit too."""
    return Step("campaign_unit_add", {**named(campaign), "unit": unit})
