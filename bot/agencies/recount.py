"""Counting again, by hand, what the database counts: the audit compares the two. Pure.

People come one after another, so that nothing is remembered of any of them but the counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from bot.agencies.tally import Count, ModuleCount, MonthCount, month_of

REGISTERED = ""
"""The module of the rows that only count registration, as in the database's tally."""

Level: TypeAlias = Literal["started", "completed", "passed"]
_Group: TypeAlias = tuple[str, ...] | tuple[str, str | None, str]
"""``(agency,)``, ``(agency, module)`` or ``(agency, unit, module)``."""

_Month: TypeAlias = tuple[str, int, str]
"""``(agency, month, module)``; the module ``""`` stands for any."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One attempt of a person; ``agency`` and ``unit`` are those when it began. It began and ended
    (if it did) at these times, in ms since 1970 UTC."""

    agency: str
    unit: str | None
    module: str
    completed: bool
    passed: bool
    started_at: int = 0
    finished_at: int | None = None


@dataclass(slots=True)
class Recount:
    """What was counted so far."""

    _members: dict[str, Counter[str | None]] = field(default_factory=dict)
    _reached: Counter[tuple[_Group, Level]] = field(default_factory=Counter)
    _groups: dict[str, set[_Group]] = field(default_factory=dict)
    _monthly: Counter[tuple[_Month, Level]] = field(default_factory=Counter)

    def register(self, agency: str, unit: str | None) -> None:
        """One more registered person, who belongs there now."""
        self._members.setdefault(agency, Counter())[unit] += 1

    def person(self, everything: Iterable[Taken]) -> None:
        """One more person, with everything that they took: each level counts once a group."""
        reached: set[tuple[_Group, Level]] = set()
        monthly: set[tuple[_Month, Level]] = set()
        for one in everything:
            levels = _levels_of(one)
            monthly.update(_months_of(one, levels))
            groups: list[_Group] = [
                (one.agency,),
                (one.agency, one.module),
                (one.agency, one.unit, one.module),
            ]
            reached.update((group, level) for group in groups for level in levels)
            self._groups.setdefault(one.agency, set()).update(groups)
        self._reached.update(reached)
        self._monthly.update(monthly)

    def of_agency(self, agency: str) -> list[Count]:
        """By unit (None first) and module, as :meth:`bot.store.tallies.Counts.of_agency`."""
        members = self._members.get(agency, Counter())
        counts = [Count(unit, REGISTERED, number, 0, 0, 0) for unit, number in members.items()]
        for group in self._groups.get(agency, ()):
            if len(group) == 3:
                _, unit, module = group
                counts.append(Count(unit, module or "", members[unit], *self._levels(group)))
        return sorted(counts, key=lambda count: (count.unit or "", count.module))

    def modules_of(self, agency: str) -> list[ModuleCount]:
        """By module, each person once whatever their units."""
        counts = [
            ModuleCount(str(group[1]), *self._levels(group))
            for group in self._groups.get(agency, ())
            if len(group) == 2
        ]
        return sorted(counts, key=lambda count: count.module)

    def months_of(self, agency: str) -> list[MonthCount]:
        """By month and module, as :meth:`bot.store.tallies.Counts.months_of`."""
        months = {month for month, _ in self._monthly if month[0] == agency}
        return [
            MonthCount(
                month[1],
                month[2],
                self._monthly[month, "started"],
                self._monthly[month, "completed"],
                self._monthly[month, "passed"],
            )
            for month in sorted(months)
        ]

    def total(self, agency: str) -> tuple[int, int, int, int]:
        """Registered, started, completed and passed: people of a whole agency, each once."""
        return (self._members.get(agency, Counter()).total(), *self._levels((agency,)))

    def _levels(self, group: _Group) -> tuple[int, int, int]:
        reached = self._reached
        return reached[group, "started"], reached[group, "completed"], reached[group, "passed"]


def _levels_of(one: Taken) -> list[Level]:
    levels: list[Level] = ["started"]
    levels += ["completed"] if one.completed else []
    levels += ["passed"] if one.passed else []
    return levels


def _months_of(one: Taken, levels: Iterable[Level]) -> Iterator[tuple[_Month, Level]]:
    """Who begins in one month and completes in the next counts as that in each."""
    for level in levels:
        at = one.started_at if level == "started" else one.finished_at
        if at is not None:
            month = month_of(at).number
            yield (one.agency, month, ""), level
            yield (one.agency, month, one.module), level
