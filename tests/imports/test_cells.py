"""A file is read row by row, whichever program saved it, and no number is mended on the way."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agencies.sheet import Cells
from bot.errors import ListingError
from bot.imports import cells as module
from bot.imports.cells import cells_of, expected_rows
from tests.imports.workbooks import workbook


def refused(raw: bytes) -> str:
    with pytest.raises(ListingError) as error:
        list(cells_of(raw))
    return str(error.value)


def test_a_workbook_and_a_csv_file_say_the_same() -> None:
    rows = [["NIP", "Nama"], ["198001012005011001", "Ani  Contoh"]]
    expected = [(1, ["NIP", "Nama"]), (2, ["198001012005011001", "Ani Contoh"])]
    assert list(cells_of(workbook(rows))) == expected
    assert list(cells_of(b"NIP;Nama\n198001012005011001;Ani  Contoh\n")) == expected


def test_rows_keep_their_numbers_where_others_are_empty() -> None:
    found = [(n, c) for n, c in cells_of(workbook([["a"], [], [None, "b"]])) if any(c)]
    assert found == [(1, ["a"]), (3, ["", "b"])]


def test_a_number_with_too_many_digits_is_shown_as_one() -> None:
    [(_, cells)] = cells_of(workbook([[198001012005011001, 1.98e17, 12, 2.5]]))
    assert cells == ["1.98001012005011e+17", "1.98e+17", "12", "2.5"]


def test_only_the_first_sheet_counts() -> None:
    assert list(cells_of(workbook([["satu"]], [["dua"]]))) == [(1, ["satu"])]


def test_the_two_sheets_of_an_old_excel_are_refused_with_what_to_do() -> None:
    assert "save it as XLSX" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)


def test_a_damaged_workbook_is_refused() -> None:
    whole = workbook([["a"]] * 50)
    assert "damaged" in refused(whole[:200])
    assert "damaged" in refused(b"PK\x03\x04 nothing")


def changed(raw: bytes, part: str, body: bytes) -> bytes:
    """The workbook with one of its parts replaced."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(raw)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, body if info.filename == part else old.read(info))
    return file.getvalue()


def test_a_workbook_whose_sheet_is_broken_off_is_refused() -> None:
    broken = changed(workbook([["a"]]), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row")
    assert "damaged" in refused(broken)


def test_a_small_file_that_unpacks_to_a_giant_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_UNPACKED", 1 << 20)
    bomb = changed(workbook([["a"]]), "docProps/app.xml", b" " * (2 << 20))
    assert "unpacked" in refused(bomb)


def test_a_workbook_of_endless_texts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_TAGS", 4000)
    strings = b"<sst>" + b"<si><t>a</t></si>" * 2000 + b"</sst>"
    bomb = changed(workbook([["a"]]), "xl/sharedStrings.xml", strings)
    assert "unpacked" in refused(bomb)


def test_a_workbook_that_was_damaged_on_its_way_is_read_or_refused() -> None:
    whole = workbook([["NIP", "Nama", 1.5, None], ["198", "Ani", 3, "x"]])
    refusals = 0
    for place in range(4, len(whole), 41):
        raw = bytearray(whole)
        raw[place] ^= 0x55
        try:
            list(cells_of(bytes(raw)))
        except ListingError:
            refusals += 1
    assert refusals > 20


def test_a_row_that_claims_to_stand_for_ever_down_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_LONGEST", 1000)
    row = b'<row r="999999999999"><c r="A999999999999"><v>1</v></c></row>'
    sheet = b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
    far = sheet + b"<sheetData>" + row + b"</sheetData></worksheet>"
    assert "more than 1000 rows" in refused(
        changed(workbook([["a"]]), "xl/worksheets/sheet1.xml", far)
    )
    assert "more than 1000 rows" in refused(b"a;b" + b"\n" * 2000)


def test_a_file_that_is_too_large_is_not_looked_at() -> None:
    assert "larger than 20 MB" in refused(b"a;b\n" * (6 << 20))


def test_how_many_rows_a_file_has_is_known_before_it_is_read() -> None:
    assert expected_rows(workbook([["a", "b"]] * 50)) == 50
    assert expected_rows(b"a;b\nc;d\n") == 3
    assert expected_rows(workbook([["a"]])) is None
    assert expected_rows(b"PK\x03\x04 nothing") is None


@st.composite
def sheets(draw: st.DrawFn) -> list[list[str]]:
    cell = st.text(st.characters(codec="utf-8", categories=["L", "N"]), max_size=8)
    return draw(st.lists(st.lists(cell, min_size=2, max_size=2), max_size=6))


@settings(max_examples=30, deadline=None)
@given(sheets())
def test_every_text_of_a_workbook_comes_back(rows: list[list[str]]) -> None:
    def filled(lines: Iterator[Cells]) -> list[list[str]]:
        return [[*c, "", ""][:2] for _, c in lines if any(c)]

    assert filled(cells_of(workbook(rows))) == [row for row in rows if any(row)]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe"]))
def test_rubbish_is_read_or_refused_and_never_crashes(raw: bytes, start: bytes) -> None:
    with suppress(ListingError):
        list(cells_of(start + raw))
