"""The verdict on questions: facility, discrimination, choices and time, and what is odd.

Small numbers are not judged, and of very small ones nothing but the count is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from bot.quiz.durations import Durations
from bot.quiz.moments import discrimination, facility
from bot.quiz.statistics import ItemTally, Pool, Subject, Track

Flag: TypeAlias = Literal[
    "too few", "too easy", "too hard", "negative discrimination", "unused option", "withdrawn"
]

ENOUGH = 30
"""Fewer answers are shown but not judged: a correlation of 30 has a standard error of 0.18."""

SMALL = 5
"""Of fewer answers only the count is told, and they enter no other row's percentages."""

TOO_EASY = 0.95
"""From here on a question tells next to nothing about who answers it."""

TOO_HARD = 0.30
"""Below this, guessing among three verdicts does better."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """How often a choice was made, as a count and as a share of the answers. Where several are
    marked, the shares add up to more than 1."""

    key: str
    right: bool
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Health:
    """One row: a version of a scenario, or a rule (then ``subject`` is None and there are no
    choices, as those of different scenarios are different things).

    ``scenarios`` says how many versions of scenarios it is about. Whatever is None cannot be
    said. ``idle`` times are left out of the median and of the 90th percentile, both in ms.
    """

    track: Track
    rule: str
    subject: Subject | None
    scenarios: int
    answers: int
    facility: float | None
    discrimination: float | None
    choices: tuple[Choosing, ...]
    median_ms: int | None
    p90_ms: int | None
    idle: int | None
    flags: tuple[Flag, ...]


Entry: TypeAlias = tuple[Track, Subject, ItemTally]


def by_scenario(pool: Pool, topic: str = "") -> list[Health]:
    """A row for each version of each scenario, by track, topic and id."""
    rows = [
        _health(track, subject.rule, [item], subject, _choices(subject, item))
        for track, subject, item in _entries(pool, topic)
    ]
    return [_marked(row, pool) for row in rows]


def _marked(row: Health, pool: Pool) -> Health:
    if row.subject is None or row.subject.published not in pool.withdrawn:
        return row
    return replace(row, flags=(*row.flags, "withdrawn"))


def by_rule(pool: Pool, topic: str = "") -> list[Health]:
    """A row for each rule that decides a scenario, by track and id."""
    found: dict[tuple[Track, str], list[ItemTally]] = defaultdict(list)
    for track, subject, item in _entries(pool, topic):
        found[track, subject.rule].append(item)
    return [_health(track, rule, items) for (track, rule), items in sorted(found.items())]


def _entries(pool: Pool, topic: str) -> list[Entry]:
    kept = [
        (track, subject, item)
        for (track, subject), item in pool.items.items()
        if item.answers and topic in ("", subject.topic)
    ]
    return sorted(kept, key=_place)


def _place(entry: Entry) -> tuple[object, ...]:
    track, subject, _ = entry
    # The last two tell apart what a changed rulebook made of the same version.
    order = (subject.topic, subject.scenario, subject.version, subject.rule, subject.right)
    return (*track, *order)


def _health(
    track: Track,
    rule: str,
    items: Sequence[ItemTally],
    subject: Subject | None = None,
    choices: tuple[Choosing, ...] = (),
) -> Health:
    # Small ones stay out of a rule's percentages: taking the other rows from it would bare them.
    told = [item for item in items if item.answers >= SMALL]
    counted = sum(item.answers for item in told)
    times = Durations()
    for item in told:
        times.merge(item.durations)
    share = facility(sum(item.points for item in told), counted)
    slope = discrimination(item.moments for item in told)
    return Health(
        track=track,
        rule=rule,
        subject=subject,
        scenarios=len(items),
        answers=sum(item.answers for item in items),
        facility=share,
        discrimination=slope,
        choices=choices,
        median_ms=times.quantile(0.5),
        p90_ms=times.quantile(0.9),
        idle=times.idle if told else None,
        flags=_flags(counted, share, slope, choices),
    )


def _choices(subject: Subject, item: ItemTally) -> tuple[Choosing, ...]:
    if item.answers < SMALL:
        return ()
    return tuple(
        Choosing(key, key in subject.right, count, count / item.answers)
        for key, count in ((key, item.chosen[key]) for key in subject.choices)
    )


def _flags(
    answers: int, share: float | None, slope: float | None, choices: tuple[Choosing, ...]
) -> tuple[Flag, ...]:
    if answers < ENOUGH or share is None:
        return ("too few",)
    found: dict[Flag, bool] = {
        "too easy": share >= TOO_EASY,
        "too hard": share < TOO_HARD,
        "negative discrimination": slope is not None and slope < 0,
        "unused option": any(choice.count == 0 for choice in choices),
    }
    return tuple(flag for flag, holds in found.items() if holds)
