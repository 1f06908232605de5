"""A list of agencies and units as an office keeps it: a CSV file with a row of headings."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from bot.agencies.agency import Agency, Unit
from bot.errors import ListingError

COLUMNS = ("agency", "agency_name", "unit", "unit_name", "parent")
"""The headings. Without ``unit`` and ``unit_name`` a row is about the agency itself."""

_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,19}")
_NAME = 120  # letters


def read_listing(raw: bytes) -> tuple[list[Agency], list[Unit]]:
    """The agencies and units of a file: UTF-8 or Windows-1252, parted by ``;``, ``,`` or tabs.

    Codes are written in capitals. Raises ListingError with every bad row.
    """
    rows = list(_rows(_text(raw)))
    agencies: dict[str, Agency] = {}
    units: dict[tuple[str, str], Unit] = {}
    problems: list[str] = []
    for number, row in rows:
        problem = _take(row, agencies, units)
        if problem:
            problems.append(f"row {number}: {problem}")
    problems += _orphans(units)
    if not agencies and not problems:
        problems.append("the file has no agencies")
    if problems:
        raise ListingError(problems)
    return list(agencies.values()), list(units.values())


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes in Indonesia when not told otherwise; every byte means something there.
        return raw.decode("cp1252", errors="replace")


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    lines = text.splitlines()
    heading = lines[0] if lines else ""
    mark = max(";,\t", key=heading.count)
    reader = csv.reader(lines, delimiter=mark)
    names = [name.strip().lower() for name in next(reader, [])]
    missing = [column for column in COLUMNS[:2] if column not in names]
    unknown = [name for name in names if name not in COLUMNS]
    if missing or unknown:
        raise ListingError([_headings(missing, unknown)])
    for cells in reader:
        values = [" ".join(cell.split()) for cell in cells]
        if any(values):
            yield reader.line_num, dict(zip(names, values, strict=False))


def _headings(missing: Sequence[str], unknown: Sequence[str]) -> str:
    told = [f"missing {', '.join(missing)}"] if missing else []
    told += [f"unknown {', '.join(repr(name) for name in unknown)}"] if unknown else []
    return f"row 1: {'; '.join(told)}; the headings are {','.join(COLUMNS)}"


def _take(
    row: dict[str, str], agencies: dict[str, Agency], units: dict[tuple[str, str], Unit]
) -> str | None:
    """Adds the row; else says what is wrong with it."""
    code, name = row.get("agency", "").upper(), row.get("agency_name", "")
    if not _CODE.fullmatch(code):
        return f"agency code {code!r}: 1 to 20 of A-Z, 0-9 and -"
    if not name and code not in agencies:
        return f"agency {code} has no agency_name"
    if len(name) > _NAME:
        return f"agency_name is longer than {_NAME} letters"
    if name:
        if code in agencies and agencies[code].name != name:
            return f"agency {code} has two names: {agencies[code].name!r} and {name!r}"
        agencies[code] = Agency(code, name)
    return _take_unit(code, row, units)


def _take_unit(agency: str, row: dict[str, str], units: dict[tuple[str, str], Unit]) -> str | None:
    code, name = row.get("unit", "").upper(), row.get("unit_name", "")
    if not code and not name:
        return None
    if not _CODE.fullmatch(code):
        return f"unit code {code!r}: 1 to 20 of A-Z, 0-9 and -"
    if not name or len(name) > _NAME:
        return f"unit {code}: unit_name must have 1 to {_NAME} letters"
    if (agency, code) in units:
        return f"unit {code} of {agency} stands twice"
    units[agency, code] = Unit(agency, code, name, row.get("parent", "").upper() or None)
    return None


def _orphans(units: dict[tuple[str, str], Unit]) -> Iterator[str]:
    """Units whose parent is not in the list, or who are their own ancestors."""
    for unit in units.values():
        seen = {unit.code}
        above = unit.parent
        while above is not None:
            parent = units.get((unit.agency, above))
            if parent is None:
                yield f"unit {unit.code} of {unit.agency}: parent {above} is not in the list"
                break
            if above in seen:
                yield f"unit {unit.code} of {unit.agency}: its parents go round in a circle"
                break
            seen.add(above)
            above = parent.parent
