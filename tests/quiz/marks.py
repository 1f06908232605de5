"""Tables of marks, person by person, as item analysis is taught: 1 is right, 0 is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.quiz.moments import Moments, rest_score

Marks = Sequence[Mapping[str, int]]
"""For each person, the points of 100 by item; items may differ between people."""


def right_or_wrong(*people: str) -> Marks:
    """``"1100"`` is a person who had items a to d, and the first two right."""
    return [
        {item: 100 * int(mark) for item, mark in zip("abcdefghij", person, strict=False)}
        for person in people
    ]


def moments(marks: Marks) -> dict[str, Moments]:
    """What the marks add up to, by item."""
    found: dict[str, Moments] = {}
    for person in marks:
        total, others = sum(person.values()), len(person) - 1
        for item, points in person.items():
            rest = rest_score(total - points, others)
            found.setdefault(item, Moments()).add(points, rest)
    return found


STAIRS = right_or_wrong("1111", "1110", "1100", "1000", "0000")
"""Five people and four items, each harder than the one before."""
