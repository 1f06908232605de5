"""A list of agencies and units as an office keeps it: a CSV file with a row of headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.agencies.agency import Agency, Unit
from bot.agencies.sheet import read_rows
from bot.errors import ListingError

COLUMNS = ("agency", "agency_name", "unit", "unit_name", "parent")
"""The headings. Without ``unit`` and ``unit_name`` a row is about the agency itself."""

_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,19}")
_NAME = 120  # letters


def read_listing(raw: bytes) -> tuple[list[Agency], list[Unit]]:
    """The agencies and units of a file: UTF-8, UTF-16 or Windows-1252, parted by ``;``, ``,`` or
    tabs.

    Codes are written in capitals. Raises ListingError with every bad row.
    """
    listing = _Listing()
    problems = []
    for number, row in read_rows(raw, COLUMNS[:2], COLUMNS):
        problem = listing.take(number, row)
        if problem:
            problems.append((number, problem))
    problems += listing.orphans()
    if not listing.agencies and not problems:
        raise ListingError(["the file has no agencies"])
    if problems:
        raise ListingError([f"row {number}: {problem}" for number, problem in sorted(problems)])
    return list(listing.agencies.values()), list(listing.units.values())


class _Listing:
    """What the rows said so far; ``rows`` has the row of each unit, also of those with a fault."""

    def __init__(self) -> None:
        self.agencies: dict[str, Agency] = {}
        self.units: dict[tuple[str, str], Unit] = {}
        self.rows: dict[tuple[str, str], int] = {}

    def take(self, number: int, row: dict[str, str]) -> str | None:
        """Adds the row; else says what is wrong with it."""
        code, name = row.get("agency", "").upper(), row.get("agency_name", "")
        unit = row.get("unit", "").upper()
        twice = self.rows.setdefault((code, unit), number) if unit else number
        if not _CODE.fullmatch(code):
            return f"agency code {code[:40]!r}: 1 to 20 of A-Z, 0-9 and -"
        if not name and code not in self.agencies:
            return f"agency {code} has no agency_name"
        if len(name) > _NAME:
            return f"agency_name is longer than {_NAME} letters"
        if name and self.agencies.setdefault(code, Agency(code, name)).name != name:
            return f"agency {code} has two names: {self.agencies[code].name!r} and {name!r}"
        if twice != number:
            return f"unit {unit} of {code} stands in row {twice} too"
        return self._take_unit(code, unit, row.get("unit_name", ""), row.get("parent", "").upper())

    def _take_unit(self, agency: str, code: str, name: str, parent: str) -> str | None:
        if not code and not name:
            return "parent without a unit" if parent else None
        if not _CODE.fullmatch(code):
            return f"unit code {code[:40]!r}: 1 to 20 of A-Z, 0-9 and -"
        if not name or len(name) > _NAME:
            return f"unit {code}: unit_name must have 1 to {_NAME} letters"
        self.units[agency, code] = Unit(agency, code, name, parent or None)
        return None

    def orphans(self) -> Iterator[tuple[int, str]]:
        """Units whose parent is not in the list, or who are their own ancestors."""
        for key, unit in self.units.items():
            if unit.parent and (unit.agency, unit.parent) not in self.rows:
                yield self.rows[key], f"unit {unit.code}: parent {unit.parent} is not in the list"
            elif self._circles(unit):
                yield self.rows[key], f"unit {unit.code}: its parents go round in a circle"

    def _circles(self, unit: Unit) -> bool:
        seen: set[str] = set()
        above: Unit | None = unit
        while above is not None and above.parent and above.parent not in seen:
            seen.add(above.parent)
            above = self.units.get((unit.agency, above.parent))
        return unit.code in seen
