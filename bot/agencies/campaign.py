"""A campaign: a module, for an agency or some of its units, from a day to a day. Pure.

Where everybody stands is computed at a moment from what is stored: when they joined, what they
began and passed, and what they were granted. Nothing is kept that could contradict it, and nothing
earlier is lost when somebody takes the module again. Moments are ms since 1970 UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Literal, TypeAlias, get_args

from bot.agencies.agency import Zone
from bot.agencies.days import begins, clock_of, day_of

Status: TypeAlias = Literal[
    "not_started", "in_progress", "completed", "overdue", "expired", "excused"
]
STATUSES: tuple[Status, ...] = get_args(Status)
OPEN: frozenset[Status] = frozenset({"not_started", "in_progress", "overdue", "expired"})
"""Who still has something to do."""

Stage: TypeAlias = Literal["planned", "running", "closed", "cancelled"]
End: TypeAlias = Literal["closed", "cancelled"]
Validity: TypeAlias = Callable[[int], int]
"""From the end of a passed attempt to the first moment at which it does not count any more."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """``due_at`` is the first moment after its last day. Passes count from ``counts_from`` on, each
    for ``months``. Who joins after the start has ``late_days`` from that day. ``renew_days`` before
    a pass runs out it may be renewed. Without ``units`` it is for the whole agency.
    ``follows`` is the campaign that it repeats; ``zone`` is the agency's. ``end``: how it ended.
    """

    agency: str
    id: str
    module: str
    starts_at: int
    due_at: int
    counts_from: int
    months: int
    late_days: int
    renew_days: int
    created_at: int
    zone: Zone = "WIB"
    units: tuple[str, ...] = ()
    follows: str | None = None
    ended_at: int | None = None
    end: End | None = None

    def stage(self, now: int) -> Stage:
        """How far it is."""
        if self.end is not None:
            return self.end
        return "running" if self.starts_at <= now else "planned"

    def seen_at(self, now: int) -> int:
        """The moment by which statuses are told: what comes after its end changes nothing."""
        return now if self.ended_at is None else min(now, self.ended_at)


@dataclass(frozen=True, slots=True)
class Record:
    """What is known by some moment of one person in one campaign.

    ``begun``: whether an attempt at the module was begun that could count; ``passed_at`` is the end
    of the last pass that counts; ``extended_to`` is the latest due that they, one of the units
    above them or everybody was given; ``joined_at`` is when they came to the unit or the roster.
    """

    joined_at: int
    begun: bool = False
    passed_at: int | None = None
    extended_to: int | None = None
    excused: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """A campaign's rules, with how long a pass counts."""

    campaign: Campaign
    validity: Validity

    @property
    def zone(self) -> tzinfo:
        """The agency's clock."""
        return clock_of(self.campaign.zone)

    def begins(self, record: Record) -> int:
        """Since when this person has had something to do."""
        return max(self.campaign.starts_at, record.joined_at)

    def due(self, record: Record) -> int:
        """Until when this person has time; late joiners have a full period from their day on."""
        due = max(self.campaign.due_at, record.extended_to or 0)
        if record.joined_at < self.campaign.starts_at:
            return due
        late = day_of(record.joined_at, self.zone) + timedelta(days=self.campaign.late_days)
        return max(due, begins(late, self.zone))

    def status(self, record: Record, now: int) -> Status:
        """Where this person stands. A pass counts for more than a dispensation."""
        if record.passed_at is not None and now < self.validity(record.passed_at):
            return "completed"
        if record.excused:
            return "excused"
        if record.passed_at is not None:
            return "expired"
        if now >= self.due(record):
            return "overdue"
        return "in_progress" if record.begun else "not_started"

    def renews_at(self, record: Record) -> int | None:
        """From when on a pass should be renewed, before it runs out; None without a pass."""
        if record.passed_at is None:
            return None
        last = day_of(self.validity(record.passed_at), self.zone)
        return begins(last - timedelta(days=self.campaign.renew_days), self.zone)

    def cutoffs(self, now: int) -> Cutoffs:
        """The same rules as moments that a database can compare with."""
        today = day_of(now, self.zone)
        joined = today - timedelta(days=self.campaign.late_days - 1)
        return Cutoffs(
            self._valid_from(today, now),
            max(self.campaign.starts_at, begins(joined, self.zone)),
            now >= self.campaign.due_at,
        )

    def _valid_from(self, today: date, now: int) -> int:
        """The first day whose passes still count. All passes of a day run out together, and none
        before one that ended earlier, so halving finds it."""
        early, late = today - timedelta(days=self.campaign.months * 31 + 31), today
        while early < late:
            middle = early + (late - early) // 2
            if self.validity(begins(middle, self.zone)) > now:
                late = middle
            else:
                early = middle + timedelta(days=1)
        return begins(late, self.zone)


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """At a moment: passes that ended at ``valid_from`` or later count; when it is ``over``, who
    joined at ``late_from`` or later still has time."""

    valid_from: int
    late_from: int
    over: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a campaign is for and what their units were granted, by the tree of units.

    ``parents`` has each unit of the agency with the unit above it.
    """

    units: frozenset[str]
    parents: Mapping[str, str | None]
    extended: Mapping[str, int]
    """By unit; the one of ``""`` is for everybody."""

    def covers(self, unit: str | None) -> bool:
        """Whether people of this unit take part."""
        return not self.units or any(above in self.units for above in self.path(unit))

    def extended_to(self, unit: str | None) -> int | None:
        """The latest due of this unit, of those above it, and of everybody."""
        found = [self.extended[one] for one in ("", *self.path(unit)) if one in self.extended]
        return max(found, default=None)

    def path(self, unit: str | None) -> list[str]:
        """The unit and those above it; a circle in damaged data ends where it began."""
        found: list[str] = []
        while unit and unit not in found:
            found.append(unit)
            unit = self.parents.get(unit)
        return found
