"""The tally of a unit with all below it, one line for each part of it. Pure.

A line is the sum of its units: who completed in two of them counts twice there, and once in the
agency.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.agencies.agency import Unit
from bot.agencies.tally import Count


@dataclass(frozen=True, slots=True)
class Sums:
    """People; ``in_progress`` began and have not completed."""

    registered: int = 0
    started: int = 0
    completed: int = 0
    passed: int = 0

    @property
    def in_progress(self) -> int:
        """Who began and has not completed yet."""
        return self.started - self.completed

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.registered + other.registered,
            self.started + other.started,
            self.completed + other.completed,
            self.passed + other.passed,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """``unit`` is None for what lies in the whole itself, in no unit below it; ``parts`` says
    whether there is something below to look at. ``headcount`` is as the agency says."""

    unit: Unit | None
    sums: Sums
    parts: bool = False

    @property
    def headcount(self) -> int | None:
        """How many people the unit has."""
        return None if self.unit is None else self.unit.headcount


class Rollup:
    """Sums over the tree of an agency's units, for one module. Built once for many questions."""

    def __init__(self, units: Iterable[Unit], counts: Iterable[Count], module: str) -> None:
        self._units = {unit.code: unit for unit in units}
        self._children: dict[str | None, list[Unit]] = {}
        for unit in sorted(self._units.values(), key=lambda one: (one.name.casefold(), one.code)):
            above = unit.parent if unit.parent in self._units else None
            self._children.setdefault(above, []).append(unit)
        self._own = _own(counts, module)
        self._whole: dict[str, Sums] = {}

    def whole(self, unit: str | None) -> Sums:
        """A unit with all below it; None is the agency with those of no unit."""
        if unit is None:
            return sum(self._own.values(), Sums())
        if unit not in self._whole:
            self._whole[unit] = Sums()  # a circle in damaged data counts nobody twice
            below = (self.whole(child.code) for child in self._children.get(unit, ()))
            self._whole[unit] = sum(below, self._own.get(unit, Sums()))
        return self._whole[unit]

    def lines(self, unit: str | None) -> list[Line]:
        """The parts of a unit, by name; at the end who is in it itself or in what went into it.

        Closed units are listed as long as anybody counts there.
        """
        children = self._children.get(unit, [])
        merged = [child for child in children if child.merged_into is not None]
        here = self._own.get(unit, Sums())
        for child in merged:
            here += self.whole(child.code)
        parts = [
            Line(child, self.whole(child.code), bool(self._children.get(child.code)))
            for child in children
            if child.merged_into is None
            and (child.closed_at is None or self.whole(child.code) != Sums())
        ]
        return [*parts, Line(None, here)] if here != Sums() else parts

    def everything(self, within: frozenset[str] | None = None) -> list[tuple[str | None, Sums]]:
        """Each unit by itself, by code, None first; only of those ``within`` if that is given."""
        codes = {*self._units, *(code for code in self._own if code)}
        listed: list[str | None] = [*sorted(codes if within is None else codes & within)]
        if within is None and None in self._own:
            listed.insert(0, None)
        return [(code, self._own.get(code, Sums())) for code in listed]


def _own(counts: Iterable[Count], module: str) -> Mapping[str | None, Sums]:
    own: dict[str | None, Sums] = {}
    for count in counts:
        here = own.get(count.unit, Sums())
        if count.module == "":
            own[count.unit] = here + Sums(count.registered)
        elif count.module == module:
            own[count.unit] = here + Sums(0, count.started, count.completed, count.passed)
    return own
