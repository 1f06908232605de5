"""Counting again, by hand, what the database counts: the audit compares the two. Pure.

People come one after another, so that nothing is remembered of any of them but the counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from bot.agencies.tally import Count, ModuleCount

REGISTERED = ""
"""The module of the rows that only count registration, as in the database's tally."""

Level: TypeAlias = Literal["started", "completed", "passed"]
_Group: TypeAlias = tuple[str, ...] | tuple[str, str | None, str]
"""``(agency,)``, ``(agency, module)`` or ``(agency, unit, module)``."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One attempt of a person; ``agency`` and ``unit`` are those when it began."""

    agency: str
    unit: str | None
    module: str
    completed: bool
    passed: bool


@dataclass(slots=True)
class Recount:
    """What was counted so far."""

    _members: dict[str, Counter[str | None]] = field(default_factory=dict)
    _reached: Counter[tuple[_Group, Level]] = field(default_factory=Counter)
    _groups: dict[str, set[_Group]] = field(default_factory=dict)

    def register(self, agency: str, unit: str | None) -> None:
        """One more registered person, who belongs there now."""
        self._members.setdefault(agency, Counter())[unit] += 1

    def person(self, everything: Iterable[Taken]) -> None:
        """One more person, with everything that they took: each level counts once a group."""
        reached: set[tuple[_Group, Level]] = set()
        for one in everything:
            levels: list[Level] = ["started"]
            levels += ["completed"] if one.completed else []
            levels += ["passed"] if one.passed else []
            groups: list[_Group] = [
                (one.agency,),
                (one.agency, one.module),
                (one.agency, one.unit, one.module),
            ]
            reached.update((group, level) for group in groups for level in levels)
            self._groups.setdefault(one.agency, set()).update(groups)
        self._reached.update(reached)

    def of_agency(self, agency: str) -> list[Count]:
        """By unit (None first) and module, as :meth:`bot.store.tallies.Tallies.of_agency`."""
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

    def total(self, agency: str) -> tuple[int, int, int, int]:
        """Registered, started, completed and passed: people of a whole agency, each once."""
        return (self._members.get(agency, Counter()).total(), *self._levels((agency,)))

    def _levels(self, group: _Group) -> tuple[int, int, int]:
        reached = self._reached
        return reached[group, "started"], reached[group, "completed"], reached[group, "passed"]
