"""Rosters: who works in an agency, and what a new list changes of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Entry:
    """One person as the agency lists them, claimed by a ``person`` of ours or not.

    ``entry`` is the keyed hash of agency and NIP. ``ended_at`` (ms since 1970 UTC) and
    ``ended_reason`` say since when and why they are no longer listed.
    """

    agency: str
    entry: str
    last_four: str = field(repr=False)
    name: str = field(repr=False)
    unit: str | None
    person: int | None = None
    claimed_at: int | None = None
    ended_at: int | None = None
    ended_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What a list says of one person; ``unit`` is a code of the agency."""

    entry: str
    last_four: str = field(repr=False)
    name: str = field(repr=False)
    unit: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a list changes. Whom it lacks is ``missing``; who had ended and is listed again is
    among the ``changed``."""

    new: tuple[Line, ...]
    changed: tuple[Line, ...]
    missing: tuple[Entry, ...]
    same: int

    @property
    def empty(self) -> bool:
        """Whether everything is as the list says already."""
        return not (self.new or self.changed or self.missing)


def with_known_units(entries: Iterable[Entry], lines: Iterable[Line]) -> list[Line]:
    """The lines of a list that says nothing of units: everybody stays where they are."""
    known = {entry.entry: entry.unit for entry in entries}
    return [replace(line, unit=known.get(line.entry)) for line in lines]


def plan(entries: Iterable[Entry], lines: Iterable[Line]) -> Plan:
    """The changes that make a roster say what the list says; no two lines have one entry."""
    known = {entry.entry: entry for entry in entries}
    new, changed, same = [], [], 0
    listed = set()
    for line in lines:
        listed.add(line.entry)
        before = known.get(line.entry)
        if before is None:
            new.append(line)
        elif _differs(before, line):
            changed.append(line)
        else:
            same += 1
    return Plan(tuple(new), tuple(changed), _missing(known, listed), same)


def _differs(before: Entry, line: Line) -> bool:
    return (before.name, before.unit, before.ended_at) != (line.name, line.unit, None)


def _missing(known: Mapping[str, Entry], listed: set[str]) -> tuple[Entry, ...]:
    return tuple(e for e in known.values() if e.ended_at is None and e.entry not in listed)
