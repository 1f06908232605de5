"""A list of agencies and units as an office keeps it: a table with a row of headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, get_args

from bot.agencies.agency import Agency, Unit, Zone
from bot.agencies.provinces import Province, find
from bot.agencies.sheet import Cells, csv_cells, read_rows
from bot.errors import ListingError

COLUMNS: Final = (
    "agency",
    "agency_name",
    "unit",
    "unit_name",
    "parent",
    "kind",
    "zone",
    "province",
    "headcount",
)
"""The headings. Without ``unit`` and ``unit_name`` a row is about the agency itself. The last four
are of the unit, where the row has one, else of the agency, and may be left out."""

_ALSO: Final = {
    "kode_instansi": "agency",
    "nama_instansi": "agency_name",
    "kode_unit": "unit",
    "nama_unit": "unit_name",
    "induk": "parent",
    "unit_induk": "parent",
    "jenis": "kind",
    "zona": "zone",
    "zona_waktu": "zone",
    "provinsi": "province",
    "jumlah_pegawai": "headcount",
}
"""The same headings as offices write them."""

_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,19}")
_NAME = 120  # letters
_KIND = 40  # letters
_MOST = 10_000_000  # people; there are five million civil servants


def read_listing(
    source: bytes | Iterable[Cells], provinces: Sequence[Province] = ()
) -> tuple[list[Agency], list[Unit]]:
    """The agencies and units of a table, or of the bytes of a CSV file: UTF-8, UTF-16 or
    Windows-1252, parted by ``;``, ``,`` or tabs.

    Codes are written in capitals; a zone that is not given is that of the province. Raises
    ListingError with every bad row.
    """
    listing = _Listing(provinces)
    problems = []
    lines = csv_cells(source) if isinstance(source, bytes) else source
    for number, row in read_rows(lines, COLUMNS[:2], COLUMNS, _known_as):
        problem = listing.take(number, row)
        if problem:
            problems.append((number, problem))
    problems += listing.orphans()
    if not listing.agencies and not problems:
        raise ListingError(["the file has no agencies"])
    if problems:
        raise ListingError([f"row {number}: {problem}" for number, problem in sorted(problems)])
    return list(listing.agencies.values()), list(listing.units.values())


def _known_as(heading: str) -> str:
    name = re.sub(r"[\W_]+", "_", heading.lower()).strip("_")
    return _ALSO.get(name, name if name in COLUMNS else heading.lower())


class _Wrong(Exception):
    """What is wrong with a row."""


class _Listing:
    """What the rows said so far; ``rows`` has the row of each unit, also of those with a fault."""

    def __init__(self, provinces: Sequence[Province]) -> None:
        self.agencies: dict[str, Agency] = {}
        self.units: dict[tuple[str, str], Unit] = {}
        self.rows: dict[tuple[str, str], int] = {}
        self._provinces = provinces

    def take(self, number: int, row: dict[str, str]) -> str | None:
        """Adds the row; else says what is wrong with it."""
        try:
            self._take(number, row)
        except _Wrong as wrong:
            return str(wrong)
        return None

    def _take(self, number: int, row: dict[str, str]) -> None:
        code, name = row.get("agency", "").upper(), row.get("agency_name", "")
        unit = row.get("unit", "").upper()
        twice = self.rows.setdefault((code, unit), number) if unit else number
        if not _CODE.fullmatch(code):
            raise _Wrong(f"agency code {code[:40]!r}: 1 to 20 of A-Z, 0-9 and -")
        if not name and code not in self.agencies:
            raise _Wrong(f"agency {code} has no agency_name")
        if len(name) > _NAME:
            raise _Wrong(f"agency_name is longer than {_NAME} letters")
        if name and self.agencies.setdefault(code, Agency(code, name)).name != name:
            raise _Wrong(f"agency {code} has two names: {self.agencies[code].name!r} and {name!r}")
        if twice != number:
            raise _Wrong(f"unit {unit} of {code} stands in row {twice} too")
        if unit or row.get("unit_name"):
            self._take_unit(code, unit, row)
        elif row.get("parent"):
            raise _Wrong("parent without a unit")
        else:
            about = {what: said for what, said in self._about(row).items() if said is not None}
            self.agencies[code] = replace(self.agencies[code], **about)

    def _take_unit(self, agency: str, code: str, row: dict[str, str]) -> None:
        name = row.get("unit_name", "")
        if not _CODE.fullmatch(code):
            raise _Wrong(f"unit code {code[:40]!r}: 1 to 20 of A-Z, 0-9 and -")
        if not name or len(name) > _NAME:
            raise _Wrong(f"unit {code}: unit_name must have 1 to {_NAME} letters")
        parent = row.get("parent", "").upper() or None
        self.units[agency, code] = Unit(agency, code, name, parent, **self._about(row))

    def _about(self, row: dict[str, str]) -> dict[str, Any]:
        province = self._province(row.get("province", ""))
        return {
            "kind": _kind(row.get("kind", "")),
            "zone": _zone(row.get("zone", "").upper()) or (province.zone if province else None),
            "province": province.id if province else None,
            "headcount": _headcount(row.get("headcount", "")),
        }

    def _province(self, text: str) -> Province | None:
        found = find(text, self._provinces) if text else None
        if text and found is None:
            raise _Wrong(f"province {text[:40]!r} is not known; write its number or its name")
        return found

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


def _kind(text: str) -> str | None:
    if len(text) > _KIND:
        raise _Wrong(f"kind is longer than {_KIND} letters")
    return text or None


def _zone(text: str) -> Zone | None:
    for zone in get_args(Zone):
        if text == zone:
            found: Zone = zone
            return found
    if text:
        raise _Wrong(f"zone {text[:20]!r}: write WIB, WITA or WIT")
    return None


def _headcount(text: str) -> int | None:
    digits = re.sub(r"[. ]", "", text)
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit()) or int(digits[:9]) > _MOST or len(digits) > 9:
        raise _Wrong(f"headcount {text[:20]!r} is not a number of people")
    return int(digits)
