"""Campaigns are made and changed here, for the chat and the command line, with a trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.agencies.agency import Agency
from bot.agencies.campaign import Campaign, End
from bot.agencies.days import begins, clock_of, day_of, ends
from bot.errors import CampaignError
from bot.service.campaigns.plan import Plan, check_longer, planned
from bot.service.desk import Desk
from bot.service.officers.traces import trace
from bot.store.campaign_rows import Member
from bot.store.campaigns import covering, granting
from bot.store.database import Step
from bot.store.trail import COMMAND_LINE, Deed, Trace

REASON: Final = 200  # letters
REASONS: Final[Sequence[str]] = (
    "cuti", "sakit", "dinas", "belajar", "jaringan", "pensiun", "gabung", "lain"
)  # fmt: skip
"""Reasons with words of their own in content/text; any other is shown as it was typed."""


async def create(
    desk: Desk, agency: Agency, plan: Plan, by: int = COMMAND_LINE, *drafted: Step
) -> Campaign:
    """Make the campaign; ``drafted`` takes up the draft that it comes from.

    Raises CampaignError.
    """
    campaign = await planned(desk, agency, plan)
    line = trace(
        desk,
        agency.code,
        by,
        "campaign.create",
        campaign=campaign.id,
        module=campaign.module,
        units=" ".join(campaign.units),
        start=plan.start.isoformat(),
        due=plan.due.isoformat(),
    )
    if not await desk.store.campaigns.create(campaign, line, *drafted):
        raise CampaignError("old", "the draft was changed or used in between")
    return campaign


async def extend(
    desk: Desk,
    agency: Agency,
    campaign: Campaign,
    whom: str | Member,
    due: date,
    reason: str,
    by: int = COMMAND_LINE,
) -> None:
    """More time until the end of that day for one person, a unit and all below it, or with ``""``
    for everybody; it takes the place of what they were given before. Raises CampaignError."""
    check_longer(desk, agency, campaign, due)
    kept, end = _kept(reason), ends(due, clock_of(campaign.zone))
    told = {"due": due.isoformat(), "reason": _code(kept)}
    store = desk.store.campaigns
    if isinstance(whom, Member):
        line = _changed(desk, campaign, by, "campaign.extend_person", **_entry(whom), **told)
        done = await store.extend_person(campaign, whom, end, kept, line)
    else:
        line = _changed(desk, campaign, by, "campaign.extend", unit=whom, **told)
        done = await store.extend(campaign, whom, end, kept, line)
    if not done:
        raise CampaignError("ended", f"campaign {campaign.id} has ended, or there is no such unit")


async def excuse(
    desk: Desk, campaign: Campaign, member: Member, reason: str, by: int = COMMAND_LINE
) -> None:
    """One person need not take part. Raises CampaignError."""
    kept = _kept(reason)
    line = _changed(desk, campaign, by, "campaign.excuse", reason=_code(kept), **_entry(member))
    if not await desk.store.campaigns.excuse(campaign, member, kept, line):
        raise _ended(campaign)


async def recall(desk: Desk, campaign: Campaign, member: Member, by: int = COMMAND_LINE) -> None:
    """One person has to take part after all. Raises CampaignError."""
    line = _changed(desk, campaign, by, "campaign.recall", **_entry(member))
    if not await desk.store.campaigns.excuse(campaign, member, None, line):
        raise _ended(campaign)


async def end(desk: Desk, campaign: Campaign, how: End, by: int = COMMAND_LINE) -> None:
    """Close or cancel it, now. Raises CampaignError when it has ended."""
    action: Deed = "campaign.close" if how == "closed" else "campaign.cancel"
    if not await desk.store.campaigns.end(campaign, how, _changed(desk, campaign, by, action)):
        raise _ended(campaign)


async def following(desk: Desk, agency: str, unit: str, into: str) -> list[Step]:
    """For the unit of work that merges two units: the campaigns of the one are for the other from
    now on, whose people have a full period, as everybody who joins late; and what the one was
    granted the other has too."""
    store, now, steps = desk.store.campaigns, desk.clock(), list[Step]()
    for campaign in await store.of_agency(agency):
        if campaign.ended_at is not None:
            continue
        reach = await store.reach(campaign)
        dues = [reach.extended_to(unit) or 0]
        if unit in campaign.units and not reach.covers(into):
            clock = clock_of(campaign.zone)
            late = day_of(now, clock) + timedelta(days=campaign.late_days)
            dues.append(begins(late, clock))
            steps.append(covering(campaign, into))
        if max(dues) > max(campaign.due_at, reach.extended_to(into) or 0):
            steps.append(granting(campaign, into, max(dues), "gabung", now))
    return steps


def _changed(desk: Desk, campaign: Campaign, by: int, action: Deed, **detail: str) -> Trace:
    named = {"campaign": campaign.id, "module": campaign.module}
    return trace(desk, campaign.agency, by, action, **named, **detail)


def _entry(member: Member) -> dict[str, str]:
    """Who it is about, by the entry on the roster, which tells nobody's name."""
    return {"entry": member.entry or ""}


def _ended(campaign: Campaign) -> CampaignError:
    return CampaignError("ended", f"campaign {campaign.id} has ended")


def _kept(reason: str) -> str:
    kept = " ".join(reason.split())
    if not 0 < len(kept) <= REASON:
        raise CampaignError("reason", f"a reason has 1 to {REASON} letters")
    return kept


def _code(reason: str) -> str:
    """What the trail tells of a reason: what was typed may be about somebody's health."""
    return reason if reason in REASONS else "typed"
