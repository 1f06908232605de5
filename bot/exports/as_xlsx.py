"""XLSX: typed cells, a frozen heading, a filter; nothing is ever a formula or a link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import IO, Any

from bot.errors import NetralError
from bot.exports.sheet import Cell, Kind, Sheet

_FORMATS: Mapping[Kind, dict[str, Any]] = {
    "text": {"num_format": "@"},
    "whole": {"num_format": "#,##0"},
    "decimal": {"num_format": "0.00"},
    "percent": {"num_format": "0.0%"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
}


class DoesNotFit(NetralError):
    """A sheet has more rows, or a cell more letters, than Excel can hold."""

    code = "export"


def write_xlsx(sheets: Iterable[Sheet], file: IO[bytes]) -> None:
    """A workbook with these sheets. Excel shows numbers in the reader's own language.

    Rows go to a temporary file one by one, so memory does not grow with them. Raises DoesNotFit.
    """
    # Imported only when used: 40 ms that the rest of the program need not wait for.
    import xlsxwriter

    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        formats = {kind: book.add_format(wanted) for kind, wanted in _FORMATS.items()}
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.name), sheet, heading, formats)


def _fill(tab: Any, sheet: Sheet, heading: Any, formats: Mapping[Kind, Any]) -> None:
    for place, column in enumerate(sheet.columns):
        tab.set_column(place, place, column.width)
        tab.write_string(0, place, column.heading, heading)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for place, (cell, column) in enumerate(zip(row, sheet.columns, strict=True)):
            _write(tab, last, place, cell, formats[column.kind])
    tab.freeze_panes(1, 0)
    if sheet.columns:
        tab.autofilter(0, 0, last, len(sheet.columns) - 1)


def _write(tab: Any, row: int, place: int, cell: Cell, look: Any) -> None:
    # The library answers with a negative number, and writes nothing, where Excel has its limits.
    if isinstance(cell, str):
        done = tab.write_string(row, place, cell, look)
    elif isinstance(cell, date):
        done = tab.write_datetime(row, place, cell, look)
    elif cell is not None:
        done = tab.write_number(row, place, cell, look)
    else:
        done = tab.write_blank(row, place, None, look)
    if done < 0:
        raise DoesNotFit(f"row {row + 1}, column {place + 1} does not fit into an Excel sheet")
