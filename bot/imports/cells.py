"""The rows of a file, whether a spreadsheet saved it as XLSX or as CSV."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from functools import partial
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from bot.agencies.sheet import Cells, csv_cells
from bot.errors import ListingError

LARGEST: Final = 20 << 20  # bytes; Telegram gives a bot no larger file
_UNPACKED: Final = 400 << 20  # bytes; a small file that unpacks to more is not a list of people
_WIDEST: Final = 60  # columns that are looked at
_LONGEST: Final = 1 << 20  # rows of a spreadsheet; a cell may say that it stands further down
_TAGS: Final = 8_000_000  # two million texts in a workbook: all that are held in memory
_EXACT: Final = 10**15  # above it a spreadsheet's number has lost digits

_DAMAGED: Final = (
    *(ArithmeticError, AttributeError, BadZipFile, EOFError, LookupError, OSError),
    *(RuntimeError, SyntaxError, TypeError, ValueError, zlib.error),
)
"""What reading a damaged workbook raises; the XML parser's error is a SyntaxError, and a part that
is encrypted, or packed in a way that nobody uses, a RuntimeError."""

_DIMENSION: Final = re.compile(rb'<dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"')
_HEAD: Final = 4096  # bytes of a sheet, in which its size is written

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def cells_of(raw: bytes) -> Iterator[Cells]:
    """Every row of a file with its number, from 1. Of a workbook, those of its first sheet.

    Raises ListingError, also while it is being read, for a file that is no table or too large.
    """
    if len(raw) > LARGEST:
        raise ListingError([f"the file is larger than {LARGEST >> 20} MB"])
    if raw.startswith(_OLD_EXCEL):
        raise ListingError(["the file is of an old Excel; save it as XLSX or CSV"])
    return _bounded(_xlsx_cells(raw) if raw.startswith(_ZIP) else csv_cells(raw))


def _bounded(rows: Iterator[Cells]) -> Iterator[Cells]:
    """Not for ever: the rows before a cell are made up one by one, however far down it claims to
    stand."""
    for number, cells in rows:
        if number > _LONGEST:
            raise ListingError([f"the file has more than {_LONGEST} rows"])
        yield number, cells


def expected_rows(raw: bytes) -> int | None:
    """About how many rows a file has, without reading it: for a progress bar. None: not known."""
    if not raw.startswith(_ZIP):
        return raw.count(b"\n") + 1
    try:
        with ZipFile(io.BytesIO(raw)) as packed:
            names = [name for name in packed.namelist() if name.startswith("xl/worksheets/")]
            with packed.open(min(names)) as part:
                found = _DIMENSION.search(part.read(_HEAD))
    except _DAMAGED:
        return None
    return int(found[1]) if found else None


def _xlsx_cells(raw: bytes) -> Iterator[Cells]:
    # Imported only when used: 150 ms that the rest of the program need not wait for.
    from openpyxl import load_workbook

    try:
        with ZipFile(io.BytesIO(raw)) as packed:
            if not _bearable(packed):
                raise ListingError(["the file is too large when it is unpacked"])
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    except _DAMAGED as error:
        raise ListingError(["the file is damaged, or no workbook"]) from error
    try:
        yield from _rows(book)
    finally:
        book.close()


def _bearable(packed: ZipFile) -> bool:
    """Whether it can be read: sheets are, row by row, but all else is held in memory at once."""
    if sum(part.file_size for part in packed.infolist()) > _UNPACKED:
        return False
    tags = 0
    for name in packed.namelist():
        if not name.startswith("xl/worksheets/"):
            with packed.open(name) as part:
                tags += sum(piece.count(b"<") for piece in iter(partial(part.read, 1 << 20), b""))
    return tags <= _TAGS


def _rows(book: Any) -> Iterator[Cells]:
    if not book.worksheets:
        raise ListingError(["the workbook has no sheet"])
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what programs write there is often wrong
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, [_text(value) for value in row[:_WIDEST]]
    except _DAMAGED as error:
        raise ListingError(["the file is damaged; open it and save it again"]) from error


def _text(value: object) -> str:
    """A cell as text. A number beyond 15 digits is shown as one, so that it is seen as damaged."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    return " ".join(str(value).split())
