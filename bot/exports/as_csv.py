"""CSV as Excel opens it in Indonesia by a double click."""

from __future__ import annotations

import csv
from typing import IO

from bot.exports.sheet import Cell, Kind, Sheet, shown

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(sheet: Sheet, file: IO[bytes]) -> None:
    """UTF-8 with a byte order mark, cells parted by ``;``, numbers with a decimal comma.

    Without the mark Excel reads the bytes as cp1252; ``;`` is its list separator where the comma
    is decimal. A text that Excel would take for a formula gets an apostrophe in front (OWASP,
    "CSV Injection").
    """
    kinds = [column.kind for column in sheet.columns]
    writer = csv.writer(_Encoded(file), delimiter=";")
    file.write(b"\xef\xbb\xbf")
    writer.writerow([_text(column.heading) for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_cell(cell, kind) for cell, kind in zip(row, kinds, strict=True)])


class _Encoded:
    """What the csv module writes to: text in, UTF-8 out, and the file stays open afterwards."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        return self._file.write(text.encode())


def _cell(cell: Cell, kind: Kind) -> str:
    text = shown(cell, kind, point=",")
    return _text(text) if kind == "text" else text


def _text(text: str) -> str:
    return "'" + text if text.startswith(_FORMULA) else text
