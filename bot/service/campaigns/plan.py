"""What a campaign would be, before it is made: its days, and whether they can be so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.agencies.agency import Agency
from bot.agencies.campaign import Campaign
from bot.agencies.days import begins, clock_of, day_of, ends, last_day
from bot.errors import CampaignError
from bot.service.desk import Desk
from bot.store.campaign_rows import terms_of

RENEW_DAYS: Final = 30
"""So long before a pass runs out it may be renewed."""
LONGEST: Final = 3 * 366  # days of a campaign, and of an extension
MONTHS: Final = range(1, 121)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is wanted. ``start`` and ``due`` are its first and its last day; ``months`` 0 is the
    validity of the module; ``fresh``: passes of before do not count, however long they are valid.
    """

    module: str
    start: date
    due: date
    units: tuple[str, ...] = ()
    months: int = 0
    fresh: bool = False
    follows: str | None = None


def today(desk: Desk, agency: Agency) -> date:
    """The day that it is in the agency's zone."""
    return day_of(desk.clock(), clock_of(agency.zone or "WIB"))


async def planned(desk: Desk, agency: Agency, plan: Plan) -> Campaign:
    """The campaign as it would be. Raises CampaignError when it cannot be."""
    module = desk.library.current.modules.get(plan.module)
    if module is None:
        raise CampaignError("module", f"there is no module {plan.module}")
    check_start(desk, agency, plan.start)
    check_due(plan.start, plan.due)
    if plan.months and plan.months not in MONTHS:
        raise CampaignError("months", f"a pass counts for 1 to {MONTHS[-1]} months")
    await _open_units(desk, agency.code, plan.units)
    zone = agency.zone or "WIB"
    clock = clock_of(zone)
    campaign = Campaign(
        agency.code,
        f"p{desk.token()}",  # a token may begin with -, which a command line takes for an option
        module.id,
        starts_at=begins(plan.start, clock),
        due_at=ends(plan.due, clock),
        counts_from=begins(plan.start, clock),
        months=plan.months or module.valid_months,
        late_days=(plan.due - plan.start).days + 1,
        renew_days=RENEW_DAYS,
        created_at=desk.clock(),
        zone=zone,
        units=plan.units,
        follows=plan.follows,
    )
    # What is still valid when the time is over need not be passed again.
    counts_from = campaign.starts_at if plan.fresh else _valid_at_end(campaign)
    return replace(campaign, counts_from=min(campaign.starts_at, counts_from))


def _valid_at_end(campaign: Campaign) -> int:
    return terms_of(campaign).cutoffs(campaign.due_at).valid_from


def again(campaign: Campaign) -> tuple[date, date]:
    """First and last day of a campaign that renews what was passed in this one, in time."""
    terms = terms_of(campaign)
    clock = clock_of(campaign.zone)
    early = timedelta(days=campaign.renew_days)
    start = day_of(terms.validity(campaign.starts_at) - 1, clock) - early
    return start, day_of(terms.validity(campaign.due_at - 1) - 1, clock) - early


def check_start(desk: Desk, agency: Agency, start: date) -> None:
    """Raises CampaignError for a day that cannot be the first."""
    now = today(desk, agency)
    if start < now:
        raise CampaignError("past", f"the first day {start} is over")
    if start > now + timedelta(days=LONGEST):
        raise CampaignError("far", f"the first day {start} is too far away")


def check_due(start: date, due: date) -> None:
    """Raises CampaignError for a day that cannot be the last."""
    if due < start:
        raise CampaignError("order", f"the last day {due} is before the first, {start}")
    if due > start + timedelta(days=LONGEST):
        raise CampaignError("far", f"the last day {due} is too far away")


def check_longer(desk: Desk, agency: Agency, campaign: Campaign, due: date) -> None:
    """Raises CampaignError for a day to which nothing can be extended. The campaign's own last day
    can be one: it takes back what was given before."""
    now = today(desk, agency)
    if due < now:
        raise CampaignError("past", f"the day {due} is over")
    if due > now + timedelta(days=LONGEST):
        raise CampaignError("far", f"the day {due} is too far away")
    end = last_day(campaign.due_at, clock_of(campaign.zone))
    if due < end:
        raise CampaignError("shorter", f"the day {due} is before the campaign's last day, {end}")


async def _open_units(desk: Desk, agency: str, units: Sequence[str]) -> None:
    known = {unit.code: unit for unit in await desk.store.agencies.units(agency)}
    for code in units:
        if code not in known:
            raise CampaignError("unit", f"agency {agency} has no unit {code}")
        if known[code].closed_at is not None:
            raise CampaignError("unit", f"unit {code} is closed")
