"""Which reminder a person gets on which day, and when nobody may be written to.

Days are those of the agency's own clock. A person's *period* is from the day on which they could
begin to the last day on which they are in time. Reminders that look forward to the last day move
to an earlier day when theirs is a day off, the others to a later one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, Literal, NamedTuple, TypeAlias

Moment: TypeAlias = Literal["opening", "half", "three_days", "last_day", "overdue"]

MOMENTS: Final[tuple[Moment, ...]] = ("opening", "half", "three_days", "last_day", "overdue")
URGENCY: Final[tuple[Moment, ...]] = ("opening", "half", "overdue", "three_days", "last_day")
"""Of two reminders for one day the later one here is the one to have."""
OVERDUE_TIMES: Final = 3
"""So often somebody is told that the last day is over, a week apart. Then it is the officer's."""

OPENS: Final = time(7)
CLOSES: Final = time(20)
USUAL: Final = time(8)
"""When a day's reminders begin, unless they are planned later in the day."""

WEEKEND: Final = frozenset({5, 6})
_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_LONG: Final = timedelta(days=8)  # a shorter period has no half-time: the others are near enough
_FAR: Final = 366  # days off in a row, after which there is no use in looking further


class Period(NamedTuple):
    """From the first day to the last, both included."""

    first: date
    last: date


class Planned(NamedTuple):
    """``number`` counts the times of ``overdue`` from 1; it is 0 for the others."""

    moment: Moment
    day: date
    number: int = 0


@dataclass(frozen=True, slots=True)
class Calendar:
    """When an agency's people may be written to. Weekdays count from Monday, 0."""

    zone: tzinfo
    weekdays_off: frozenset[int] = WEEKEND
    days_off: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether it is not a day off."""
        return day.weekday() not in self.weekdays_off and day not in self.days_off

    def day(self, at: int) -> date:
        """The day of a moment in ms since 1970 UTC."""
        return self._local(at).date()

    def open(self, at: int) -> bool:
        """Whether somebody may be written to at that moment."""
        local = self._local(at)
        return OPENS <= local.time() < CLOSES and self.works(local.date())

    def next_open(self, at: int) -> int | None:
        """The first moment from then on (both in ms) at which that may be; None for never."""
        if self.open(at):
            return at
        local = self._local(at)
        day = local.date() if local.time() < OPENS else local.date() + _DAY
        return self.usual(day)

    def tomorrow(self, at: int) -> int | None:
        """When the reminders of the next working day begin."""
        return self.usual(self.day(at) + _DAY)

    def usual(self, day: date) -> int | None:
        """When reminders begin on that day, or on the next that is not a day off."""
        found = self.from_(day)
        if found is None:
            return None
        return round(datetime.combine(found, USUAL, self.zone).timestamp() * 1000)

    def from_(self, day: date) -> date | None:
        """The first working day from that day on."""
        return next((d for n in range(_FAR) if self.works(d := day + n * _DAY)), None)

    def until(self, day: date, earliest: date) -> date | None:
        """The last working day up to that day, but none before ``earliest``."""
        return next(
            (d for n in range((day - earliest).days + 1) if self.works(d := day - n * _DAY)), None
        )

    def _local(self, at: int) -> datetime:
        return datetime.fromtimestamp(at / 1000, UTC).astimezone(self.zone)


def schedule(period: Period, calendar: Calendar) -> list[Planned]:
    """All reminders of one person in one campaign, by day, at most one a day.

    One that would come on the day of a more urgent one, or after it, is left out.
    """
    kept: list[Planned] = []
    for one in reversed(_wanted(period, calendar)):
        if not kept or one.day < kept[-1].day:
            kept.append(one)
    return kept[::-1]


def current(period: Period, calendar: Calendar, today: date) -> Planned | None:
    """The reminder that a person should have had by the end of ``today``, if only one.

    Asked each working day, it gives each reminder first on its day; so one that could not be sent
    then is made up for, until the next one takes its place. On the first working day after the
    last day that is the first ``overdue``.
    """
    past = [one for one in schedule(period, calendar) if one.day <= today]
    return past[-1] if past else None


def _wanted(period: Period, calendar: Calendar) -> list[Planned]:
    """From the least urgent to the most."""
    first, last = period
    half = calendar.from_(first + (last - first) // 2) if last - first >= _LONG else None
    days: list[tuple[Moment, int, date | None]] = [
        ("opening", 0, calendar.from_(first)),
        ("half", 0, half),
        ("three_days", 0, calendar.until(last - 3 * _DAY, first + _DAY)),
        ("last_day", 0, calendar.until(last, first)),
    ]
    days.extend(
        ("overdue", number + 1, calendar.from_(last + _DAY + number * _WEEK))
        for number in range(OVERDUE_TIMES)
    )
    return [
        Planned(moment, day, number)
        for moment, number, day in days
        if day is not None and (day <= last or moment == "overdue")
    ]


def subject(campaign: str, planned: Planned, period: Period, renewal: bool) -> str:
    """What makes a reminder this one: nobody gets two with the same moment and subject.

    Where the last day is put off, what looks forward to it, or back, is said anew; the opening and
    the half-time are not. Each renewal of a pass has all of its own.
    """
    last = period.last.strftime("%Y%m%d")
    if planned.moment in ("opening", "half"):
        return f"{campaign}:{last if renewal else ''}"
    return f"{campaign}:{last}:{planned.number}"


def digest_on(day: date, periods: Iterable[Period], calendar: Calendar) -> bool:
    """Whether officers are told on that day how these campaigns stand: with each week, at the end
    of a campaign's time, and after it."""
    if not calendar.works(day):
        return False
    return day == calendar.from_(day - day.weekday() * _DAY) or any(
        day in (calendar.until(last, first), calendar.from_(last + _DAY)) for first, last in periods
    )
