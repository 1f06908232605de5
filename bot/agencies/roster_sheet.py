"""A roster as an office makes it: which people it lists, and what is wrong with each row. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from bot.agencies.nip import Nip, NipFault, read_nip
from bot.agencies.roster import Line
from bot.agencies.roster_headings import SEARCHED, Columns, HeadingFault, columns
from bot.agencies.roster_units import UnitCells, UnitFault
from bot.agencies.sheet import Cells
from bot.agencies.tree import Tree

MOST: Final = 200_000
"""Rows of one file; the largest ministry has fewer people in one roster."""

_NAME: Final = 120  # letters
_SHOWN: Final = 60  # letters of a cell in a fault
_COLUMN_NUMBER: Final = re.compile(r"\(?\d{1,2}\)?")
"""Official tables number their columns right under the headings: (1), (2), …"""

FaultCode: TypeAlias = (
    NipFault
    | HeadingFault
    | UnitFault
    | Literal["too_many", "no_people", "name_empty", "name_long", "name_letters", "twice"]
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row, or with row 0, the file. ``about`` is a unit's name or the row
    that says the same, never a NIP or a person's name."""

    row: int
    code: FaultCode
    about: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: rows with a person, those that are right, and what is wrong with others.

    Without ``units`` the file has no column for them, so it says nothing of anybody's unit.
    """

    rows: int
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]
    units: bool = True


Hash: TypeAlias = Callable[[str], str]
"""From the digits of a NIP to the entry of the roster."""


def read_roster(lines: Iterable[Cells], tree: Tree, entry_of: Hash) -> Reading:
    """Everything that a table says. Whatever is wrong is a fault; no row is ever guessed."""
    rows = iter(lines)
    wrong: HeadingFault = "no_headings"
    for number, cells in rows:
        found = columns(cells)
        if isinstance(found, Columns):
            return _Reader(found, UnitCells(tree), entry_of).read(number, rows)
        if found != "no_headings":
            wrong = found
        if number >= SEARCHED:
            break
    return Reading(0, (), (Fault(0, wrong),))


class _Reader:
    def __init__(self, at: Columns, units: UnitCells, entry_of: Hash) -> None:
        self._at, self._units, self._entry_of = at, units, entry_of
        self._rows = 0
        self._first: dict[str, int] = {}
        self._lines: list[Line] = []
        self._faults: list[Fault] = []

    def read(self, heading: int, rows: Iterable[Cells]) -> Reading:
        for number, cells in rows:
            nip, name, unit = self._cells(cells)
            if not (nip or name or unit) or (number == heading + 1 and _numbers(cells)):
                continue
            self._rows += 1
            if self._rows > MOST:
                return Reading(self._rows, (), (Fault(0, "too_many", str(MOST)),))
            self._faults += self._take(number, nip, name, unit)
        if not self._rows:
            self._faults.append(Fault(0, "no_people"))
        units = (self._at.unit, self._at.code) != (None, None)
        return Reading(self._rows, tuple(self._lines), tuple(self._faults), units)

    def _cells(self, cells: list[str]) -> tuple[str, str, str]:
        at = self._at
        places = (at.nip, at.name, at.code, at.unit)
        nip, name, code, unit = (
            cells[place] if place is not None and place < len(cells) else "" for place in places
        )
        return nip, name, code or unit

    def _take(self, number: int, nip: str, name: str, unit: str) -> list[Fault]:
        """Everything that is wrong with a row, or nothing, and then it is a line."""
        faults: list[Fault] = []
        found, home = read_nip(nip), self._units.find(unit)
        if not isinstance(found, Nip):
            faults.append(Fault(number, found))
        if told := name_fault(name):
            faults.append(Fault(number, told))
        if home.fault:
            faults.append(Fault(number, home.fault, home.like or unit[:_SHOWN]))
        if isinstance(found, Nip):
            entry = self._entry_of(found.digits)
            first = self._first.setdefault(entry, number)
            if first != number:
                faults.append(Fault(number, "twice", str(first)))
            elif not faults:
                self._lines.append(Line(entry, found.last_four, name, home.code))
        return faults


def name_fault(name: str) -> FaultCode | None:
    """What is wrong with a name."""
    if not name:
        return "name_empty"
    if len(name) > _NAME:
        return "name_long"
    return None if any(letter.isalpha() for letter in name) else "name_letters"


def _numbers(cells: list[str]) -> bool:
    said = [cell for cell in cells if cell]
    return bool(said) and all(_COLUMN_NUMBER.fullmatch(cell) for cell in said)
