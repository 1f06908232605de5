"""Tables as offices save them: whatever the encoding, the separator and the empty rows."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from bot.errors import ListingError

_SHOWN = 5  # unknown headings in a message; a file of another kind has thousands
_LETTERS = 30  # of each of them

Cells: TypeAlias = tuple[int, list[str]]
"""A row as the spreadsheet numbers it, from 1, with single spaces in its cells."""

Row: TypeAlias = tuple[int, dict[str, str]]


def csv_cells(raw: bytes) -> Iterator[Cells]:
    """Every row of a CSV file. Raises ListingError for a file that is no such table."""
    text = _text(raw)
    if "\0" in text:
        raise ListingError(["the file is not text; save the sheet as CSV and import that"])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [" ".join(cell.split()) for cell in cells]
    except csv.Error as error:
        raise ListingError([f"the file is not a table: {error}"]) from None


def read_rows(
    lines: Iterable[Cells],
    needed: Sequence[str],
    allowed: Sequence[str],
    known_as: Callable[[str], str] = str.lower,
) -> Iterator[Row]:
    """The rows that are not empty; the first of them has the headings.

    ``known_as`` gives our name for a heading. Raises ListingError for a table with others.
    """
    rows = iter(lines)
    number, cells = next(((n, c) for n, c in rows if any(c)), (1, []))
    names = [known_as(name) for name in cells]
    while names and not names[-1]:  # a spreadsheet's columns without anything in them
        names.pop()
    _check(number, names, needed, allowed)
    for number, cells in rows:
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


def _separator(text: str) -> str:
    """The sign that parts most of the first lines into equally many cells: names have commas too,
    but not each as many, and titles above a table have nothing."""
    first = [line for line in text[:20_000].splitlines() if line.strip()][:20]

    def regularity(sign: str) -> tuple[int, int]:
        counts = Counter(line.count(sign) for line in first if sign in line)
        return max(((lines, count) for count, lines in counts.items()), default=(0, 0))

    return max(";,\t", key=regularity)


def _check(row: int, names: Sequence[str], needed: Sequence[str], allowed: Sequence[str]) -> None:
    told = {
        "missing": [name for name in needed if name not in names],
        "unknown": [repr(name[:_LETTERS]) for name in names if name not in allowed],
        "twice": [name for name in allowed if names.count(name) > 1],
    }
    if any(told.values()):
        said = [f"{what} {', '.join(which[:_SHOWN])}" for what, which in told.items() if which]
        raise ListingError([f"row {row}: {'; '.join(said)}; the headings are {','.join(allowed)}"])
