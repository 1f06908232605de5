"""XLSX, opened again: typed cells, a filter, a frozen heading, and no formula anywhere."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot.exports.as_xlsx import DoesNotFit, write_xlsx
from bot.exports.sheet import Cell, Column, Sheet

COLUMNS = (
    Column("nama", width=20),
    Column("jumlah", "whole"),
    Column("nilai", "decimal"),
    Column("bagian", "percent"),
)


def raw(*sheets: Sheet) -> bytes:
    file = io.BytesIO()
    write_xlsx(sheets, file)
    return file.getvalue()


def opened(*rows: tuple[Cell, ...]) -> Workbook:
    return load_workbook(io.BytesIO(raw(Sheet("uji", COLUMNS, rows))))


def test_numbers_are_numbers_and_shown_by_their_kind() -> None:
    tab = opened(("Ani", 12, 0.5, 0.1))["uji"]
    assert [cell.value for cell in tab[2]] == ["Ani", 12, 0.5, 0.1]
    assert [cell.data_type for cell in tab[2]] == ["s", "n", "n", "n"]
    assert [cell.number_format for cell in tab[2]] == ["@", "#,##0", "0.00", "0.0%"]


def test_the_heading_stays_in_sight_and_filters_all_rows() -> None:
    tab = opened(("Ani", 1, 1.0, 1.0), ("Budi", 2, 2.0, 1.0))["uji"]
    assert [cell.value for cell in tab[1]] == ["nama", "jumlah", "nilai", "bagian"]
    assert tab[1][0].font.bold
    assert tab.freeze_panes == "A2"
    assert tab.auto_filter.ref == "A1:D3"
    assert tab.column_dimensions["A"].width == pytest.approx(20, abs=1)


@pytest.mark.parametrize(
    "text", ["=1+1", "{=SUM(A1)}", "+62812", "@x", "https://contoh.go.id", "00123", "1e5", "TRUE"]
)
def test_a_text_stays_a_text(text: str) -> None:
    cell = opened((text, 1, 1.0, 1.0))["uji"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20))
@settings(max_examples=30, deadline=None)
def test_every_text_comes_back(text: str) -> None:
    assert opened((text, 1, 1.0, 1.0))["uji"]["A2"].value == text


def test_there_is_no_formula_in_the_file_itself() -> None:
    made = raw(Sheet("uji", COLUMNS, [("=cmd|' /C calc'!A0", 1, 1.0, 1.0)]))
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_an_empty_cell_is_empty_and_a_zero_is_not() -> None:
    tab = opened((None, None, None, None), ("x", 0, 0.0, 0.0))["uji"]
    assert [cell.value for cell in tab[2]] == [None] * 4
    assert [cell.value for cell in tab[3]] == ["x", 0, 0, 0]


def test_several_sheets_keep_their_order_and_an_empty_one_its_heading() -> None:
    book = load_workbook(
        io.BytesIO(raw(Sheet("satu", COLUMNS, []), Sheet("dua", COLUMNS, [("x", 1, 1.0, 1.0)])))
    )
    assert book.sheetnames == ["satu", "dua"]
    assert book["satu"].auto_filter.ref == "A1:D1"
    assert book["satu"]["A1"].value == "nama"


def test_rows_may_be_made_while_they_are_written() -> None:
    rows = ((f"orang {n}", n, n / 2, n / 3000) for n in range(3000))
    tab = load_workbook(io.BytesIO(raw(Sheet("uji", COLUMNS, rows))))["uji"]
    assert tab.max_row == 3001
    assert tab["B3001"].value == 2999


def test_a_text_longer_than_excel_holds_is_refused_and_not_cut() -> None:
    with pytest.raises(DoesNotFit, match="row 2, column 1"):
        raw(Sheet("uji", COLUMNS, [("x" * 32_768, 1, 1.0, 1.0)]))


def test_a_day_is_a_date_that_can_be_sorted() -> None:
    made = raw(Sheet("uji", (Column("hari", "date"),), [(date(2024, 10, 1),), (None,)]))
    cell = load_workbook(io.BytesIO(made))["uji"]["A2"]
    assert (cell.is_date, cell.number_format) == (True, "yyyy-mm-dd")
    assert str(cell.value) == "2024-10-01 00:00:00"
