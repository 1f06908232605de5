"""Which reminder somebody should have had by now in a campaign: asked when it is planned, and again
when it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.agencies.campaign import Status
from bot.agencies.days import last_day
from bot.agencies.reminding import Calendar, Moment, Period, Planned, current, subject
from bot.store.campaign_rows import Duty, Member
from bot.store.reminders import PREFIX

_TO_PASS: Final[frozenset[Status]] = frozenset({"not_started", "in_progress", "overdue"})
_TO_RENEW: Final[frozenset[Status]] = frozenset({"completed", "expired"})


@dataclass(frozen=True, slots=True)
class Due:
    """``renewal``: a pass runs out with the period; otherwise there is none yet."""

    planned: Planned
    period: Period
    renewal: bool

    @property
    def moment(self) -> Moment:
        """Which reminder it is."""
        return self.planned.moment

    @property
    def kind(self) -> str:
        """The kind of its notice."""
        return PREFIX + self.moment

    def subject(self, campaign: str) -> str:
        """What its notice is about."""
        return subject(campaign, self.planned, self.period, self.renewal)


def due_reminder(of: Member | Duty, calendar: Calendar, now: int) -> Due | None:
    """None for whoever has nothing to do, or is to be left alone today."""
    renewal = of.status in _TO_RENEW
    if renewal:
        if of.renews_at is None or of.valid_until is None or now < of.renews_at:
            return None
        begins, ends = of.renews_at, of.valid_until
    elif of.status in _TO_PASS:
        begins, ends = of.begins_at, of.due_at
    else:
        return None
    period = Period(calendar.day(begins), last_day(ends, calendar.zone))
    planned = current(period, calendar, calendar.day(now))
    return None if planned is None else Due(planned, period, renewal)
