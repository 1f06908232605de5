"""CSV that Excel in Indonesia opens by a double click."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agencies.sheet import csv_cells, read_rows
from bot.exports.as_csv import write_csv
from bot.exports.sheet import Cell, Column, Sheet

COLUMNS = (
    Column("nama"),
    Column("jumlah", "whole"),
    Column("nilai", "decimal"),
    Column("bagian", "percent"),
)


def written(*rows: tuple[Cell, ...], columns: tuple[Column, ...] = COLUMNS) -> bytes:
    file = io.BytesIO()
    write_csv(Sheet("uji", columns, rows), file)
    return file.getvalue()


def cells(raw: bytes) -> list[list[str]]:
    text = raw.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_it_begins_with_the_mark_and_parts_cells_by_semicolons() -> None:
    assert written(("Ani", 12, 0.5, 0.1)) == (
        b"\xef\xbb\xbfnama;jumlah;nilai;bagian\r\nAni;12;0,50;10,0%\r\n"
    )


def test_numbers_have_a_decimal_comma_and_no_thousands_point() -> None:
    assert cells(written(("x", 1234567, 1234.5, 12.345)))[1] == [
        "x",
        "1234567",
        "1234,50",
        "1234,5%",
    ]


def test_negative_numbers_stay_numbers() -> None:
    assert cells(written(("x", -3, -0.25, -0.5)))[1] == ["x", "-3", "-0,25", "-50,0%"]


def test_an_empty_cell_is_empty_and_a_zero_is_not() -> None:
    assert cells(written((None, None, None, None), ("", 0, 0.0, 0.0)))[1:] == [
        ["", "", "", ""],
        ["", "0", "0,00", "0,0%"],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+62812", "-x", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_text_that_looks_like_a_formula_is_kept_from_being_one(text: str) -> None:
    assert cells(written((text, 1, 1.0, 1.0)))[1][0] == "'" + text


def test_a_heading_is_kept_from_being_one_too() -> None:
    assert cells(written(columns=(Column("=A1"),)))[0] == ["'=A1"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_every_text_comes_back_with_at_most_an_apostrophe_more(text: str) -> None:
    [_, [found, *_]] = cells(written((text, 1, 1.0, 1.0)))
    assert found in (text, "'" + text)
    assert not found.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_our_own_import_reads_it() -> None:
    [(row, found)] = read_rows(
        csv_cells(written(("Ani; PNS", 3, 1.5, 0.5))),
        ["nama"],
        ["nama", "jumlah", "nilai", "bagian"],
    )
    assert (row, found["nama"], found["jumlah"]) == (2, "Ani; PNS", "3")


def test_a_row_of_another_length_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="zip"):
        written(("Ani", 1))


def test_a_day_is_written_so_that_excel_knows_it() -> None:
    assert cells(written((date(2024, 10, 1),), columns=(Column("hari", "date"),)))[1] == [
        "2024-10-01"
    ]
