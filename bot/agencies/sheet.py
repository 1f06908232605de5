"""A CSV file as offices save it: whatever the encoding, the separator and the empty rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from bot.errors import ListingError

_SHOWN = 5  # unknown headings in a message; a file of another kind has thousands
_LETTERS = 30  # of each of them

Row = tuple[int, dict[str, str]]


def read_rows(raw: bytes, needed: Sequence[str], allowed: Sequence[str]) -> Iterator[Row]:
    """The rows that are not empty, as the table shows them: row 1 has the headings.

    Cells have single spaces. Raises ListingError for a file that is no such table.
    """
    text = _text(raw)
    if "\0" in text:
        raise ListingError(["the file is not text; save the sheet as CSV and import that"])
    first = text.lstrip().splitlines()[:1]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator("".join(first)))
    numbered = enumerate(_readable(reader), start=1)
    number, cells = next(((n, c) for n, c in numbered if any(c)), (1, []))
    names = [name.lower() for name in cells]
    _check(number, names, needed, allowed)
    for number, cells in numbered:
        if any(cells[len(names) :]):
            told = f"row {number}: more cells than headings; write a cell with , or ; in quotes"
            raise ListingError([told])
        if any(cells):
            yield number, dict(zip(names, cells, strict=False))


def _text(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):  # Excel's "Unicode text"
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes in Indonesia when not told otherwise; almost any byte has a meaning.
        return raw.decode("cp1252", errors="replace")


def _separator(heading: str) -> str:
    return max(";,\t", key=heading.count)


def _readable(lines: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        for cells in lines:
            yield [" ".join(cell.split()) for cell in cells]
    except csv.Error as error:
        raise ListingError([f"the file is not a table: {error}"]) from None


def _check(row: int, names: Sequence[str], needed: Sequence[str], allowed: Sequence[str]) -> None:
    told = {
        "missing": [name for name in needed if name not in names],
        "unknown": [repr(name[:_LETTERS]) for name in names if name not in allowed],
        "twice": [name for name in allowed if names.count(name) > 1],
    }
    if any(told.values()):
        said = [f"{what} {', '.join(which[:_SHOWN])}" for what, which in told.items() if which]
        raise ListingError([f"row {row}: {'; '.join(said)}; the headings are {','.join(allowed)}"])
