"""Workbooks as offices send them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TypeAlias

import xlsxwriter

Cell: TypeAlias = "str | int | float | None"


def workbook(*sheets: Sequence[Sequence[Cell]]) -> bytes:
    """An XLSX file with these rows; a number is a number, as in a spreadsheet."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        for rows in sheets:
            tab = book.add_worksheet()
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell is not None:
                        tab.write(number, place, cell)
    return file.getvalue()
