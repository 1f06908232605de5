"""Campaigns and where people stand in them, as they are kept in rows, and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bot.agencies.campaign import Campaign, Reach, Record, Status, Terms
from bot.agencies.days import clock_of
from bot.quiz.validity import valid_until
from bot.store.database import Args, Row

_COLUMNS = 14  # of a campaign, in front of every row


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who takes part: on the roster with their ``entry`` there, claimed by ``person`` or
    by nobody yet; or only registered, without an entry. All else is told for one moment, but since
    when they have had something to do."""

    entry: str | None
    person: int | None
    name: str
    unit: str | None
    status: Status
    due_at: int
    valid_until: int | None
    renews_at: int | None = None
    begins_at: int = 0


@dataclass(frozen=True, slots=True)
class Grant:
    """The reasons of what one person was granted; None: it was not."""

    due: str | None
    excused: str | None


@dataclass(frozen=True, slots=True)
class UnitCount:
    """People of one unit, on the roster or not, with one status."""

    unit: str | None
    on_roster: bool
    status: Status
    n: int


@dataclass(frozen=True, slots=True)
class Duty:
    """A running campaign that somebody takes part in, since when, and where they stand at a
    moment."""

    campaign: Campaign
    status: Status
    due_at: int
    valid_until: int | None
    renews_at: int | None
    begins_at: int


def campaign_args(campaign: Campaign) -> Args:
    """What ``campaign_add`` is given."""
    return {
        "agency": campaign.agency,
        "id": campaign.id,
        "module": campaign.module,
        "starts_at": campaign.starts_at,
        "due_at": campaign.due_at,
        "counts_from": campaign.counts_from,
        "months": campaign.months,
        "late_days": campaign.late_days,
        "renew_days": campaign.renew_days,
        "created_at": campaign.created_at,
        "follows": campaign.follows,
    }


def campaigns_from(rows: Iterable[Row]) -> list[Campaign]:
    """Campaigns from one row for each of their units."""
    grouped = groupby((tuple(row) for row in rows), lambda row: row[:_COLUMNS])
    return [
        campaign_from(first, (unit for *_, unit in each if unit is not None))
        for first, each in grouped
    ]


def campaign_from(row: Sequence[Any], units: Iterable[str] = ()) -> Campaign:
    """A campaign from the columns in front of a row."""
    return Campaign(
        agency=row[0],
        id=row[1],
        module=row[2],
        starts_at=row[3],
        due_at=row[4],
        counts_from=row[5],
        months=row[6],
        late_days=row[7],
        renew_days=row[8],
        created_at=row[9],
        zone=row[10],
        follows=row[11],
        ended_at=row[12],
        end=row[13],
        units=tuple(sorted(units)),
    )


def terms_of(campaign: Campaign) -> Terms:
    """The rules of a campaign, where a pass counts as long as everywhere else."""

    def validity(finished_at: int) -> int:
        return valid_until(finished_at, campaign.months, clock_of(campaign.zone))

    return Terms(campaign, validity)


def record_from(row: Row, unit_due: int | None) -> Record:
    """What a row says of a person; ``unit_due`` is what their units were granted."""
    granted = [due for due in (row["extended_to"], unit_due) if due is not None]
    return Record(
        row["joined_at"],
        bool(row["begun"]),
        row["passed_at"],
        max(granted, default=None),
        row["excused_at"] is not None,
    )


def member_from(row: Row, terms: Terms, reach: Reach, now: int) -> Member:
    """Somebody who takes part, and where they stand."""
    record = record_from(row, reach.extended_to(row["unit"]))
    return Member(
        row["entry"],
        row["person"],
        row["name"],
        row["unit"],
        terms.status(record, now),
        terms.due(record),
        _valid(terms, record),
        terms.renews_at(record),
        terms.begins(record),
    )


def duty_from(row: Row, now: int) -> Duty:
    """What somebody has to do, and where they stand."""
    terms = terms_of(campaign_from(tuple(row)))
    record = record_from(row, row["unit_due"])
    return Duty(
        terms.campaign,
        terms.status(record, now),
        terms.due(record),
        _valid(terms, record),
        terms.renews_at(record),
        terms.begins(record),
    )


def unit_counts(rows: Iterable[Row], reach: Reach, now: int) -> Iterator[UnitCount]:
    """Counts by unit and status, of rows that tell apart whose own time is over."""
    counts: Counter[tuple[str | None, bool, Status]] = Counter()
    for unit, on_roster, status, late, n in rows:
        if reach.covers(unit):
            over = late and now >= (reach.extended_to(unit) or 0)
            pending = status in ("in_progress", "not_started")
            counts[unit, bool(on_roster), "overdue" if over and pending else status] += n
    for (unit, listed, status), n in counts.items():
        yield UnitCount(unit, listed, status, n)


def _valid(terms: Terms, record: Record) -> int | None:
    return None if record.passed_at is None else terms.validity(record.passed_at)
