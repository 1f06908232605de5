from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agencies.agency import Agency, Unit
from bot.agencies.listing import read_listing
from bot.agencies.provinces import Province
from bot.errors import ListingError

KOTA = Agency("KOTA", "Pemerintah Kota Contoh")
BKD = Unit("KOTA", "BKD", "Badan Kepegawaian")
MUTASI = Unit("KOTA", "BKD-1", "Bidang Mutasi", "BKD")

HEADINGS = "agency;agency_name;unit;unit_name;parent"
ROWS = ("KOTA;Pemerintah Kota Contoh;;;", "KOTA;;BKD;Badan Kepegawaian;")
LIST = "\n".join((HEADINGS, *ROWS, "KOTA;;BKD-1;Bidang Mutasi;BKD"))


def problems(*rows: str) -> tuple[str, ...]:
    """What is said of a list whose first two rows are right."""
    with pytest.raises(ListingError) as error:
        read_listing("\n".join((HEADINGS, *ROWS, *rows)).encode())
    return error.value.problems


def refused(raw: bytes) -> str:
    with pytest.raises(ListingError) as error:
        read_listing(raw)
    return str(error.value)


@pytest.mark.parametrize("mark", [";", ",", "\t"], ids=["semicolon", "comma", "tab"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_every_separator_and_line_end_reads_the_same(mark: str, end: str) -> None:
    text = LIST.replace(";", mark).replace("\n", end)
    assert read_listing(text.encode()) == ([KOTA], [BKD, MUTASI])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_that_a_spreadsheet_writes_is_read(encoding: str) -> None:
    text = f"{HEADINGS}\nK;Balai “Café” – Ñusa;;;"
    assert read_listing(text.encode(encoding)) == ([Agency("K", "Balai “Café” – Ñusa")], [])


def test_the_order_of_the_columns_is_free_and_units_may_be_missing() -> None:
    assert read_listing(b"Agency_Name , AGENCY\nPemerintah Kota Contoh,kota") == ([KOTA], [])


def test_codes_become_capitals_and_spaces_single() -> None:
    text = f"{HEADINGS}\nkota; Pemerintah  Kota\u00a0Contoh ;bkd;Badan Kepegawaian;\n"
    assert read_listing(text.encode()) == ([KOTA], [BKD])


def test_empty_rows_are_skipped_but_counted() -> None:
    assert problems("", ";;;;", "KOTA;;X Y;Unit;") == (
        "row 6: unit code 'X Y': 1 to 20 of A-Z, 0-9 and -",
    )


def test_a_cell_in_quotes_may_hold_separators_and_line_ends() -> None:
    text = f'{HEADINGS}\nK;"Dinas A; B\ndan C";;;\nK;;X Y;Unit;'
    assert refused(text.encode()).startswith("row 3: unit code")


def test_the_parent_may_stand_below_its_unit() -> None:
    text = "\n".join((HEADINGS, ROWS[0], "KOTA;;BKD-1;Bidang Mutasi;bkd", ROWS[1]))
    assert read_listing(text.encode()) == ([KOTA], [MUTASI, BKD])


def test_two_agencies_may_use_the_same_unit_code() -> None:
    _, units = read_listing(f"{LIST}\nKAB;Kabupaten;BKD;Badan;".encode())
    assert [(unit.agency, unit.code) for unit in units][-1] == ("KAB", "BKD")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("KO_TA;Kota;;;", "row 4: agency code 'KO_TA': 1 to 20 of A-Z, 0-9 and -"),
        (";Kota;;;", "row 4: agency code '': 1 to 20 of A-Z, 0-9 and -"),
        ("A23456789012345678901;Kota;;;", "row 4: agency code 'A23456789012345678901': 1 to 20"),
        ("KAB;;;;", "row 4: agency KAB has no agency_name"),
        (f"KAB;{'x' * 121};;;", "row 4: agency_name is longer than 120 letters"),
        ("KOTA;Kota Lain;;;", "row 4: agency KOTA has two names: 'Pemerintah Kota Contoh' and"),
        ("KOTA;;;Tanpa Kode;", "row 4: unit code '': 1 to 20 of A-Z, 0-9 and -"),
        ("KOTA;;U;;", "row 4: unit U: unit_name must have 1 to 120 letters"),
        ("KOTA;;BKD;Lagi;", "row 4: unit BKD of KOTA stands in row 3 too"),
        ("KOTA;;;;BKD", "row 4: parent without a unit"),
        ("KOTA;;U;Unit;GAIB", "row 4: unit U: parent GAIB is not in the list"),
        ("KOTA;;U;Unit;U", "row 4: unit U: its parents go round in a circle"),
        ("KOTA;;U;Unit;;lebih", "row 4: more cells than headings"),
    ],
)
def test_a_bad_row_is_named_with_what_is_wrong(row: str, told: str) -> None:
    (problem,) = problems(row)
    assert problem.startswith(told)


def test_every_bad_row_is_named_in_order() -> None:
    told = problems("KOTA;;U;Unit;GAIB", "KO TA;x;;;", "KOTA;;V;;", "KAB;;;;")
    assert [problem.split(":")[0] for problem in told] == ["row 4", "row 5", "row 6", "row 7"]


def test_a_parent_whose_own_row_is_wrong_is_not_called_missing() -> None:
    (problem,) = problems("KOTA;;ATAS;;", "KOTA;;BAWAH;Bawah;ATAS")
    assert problem.startswith("row 4: unit ATAS")


def test_each_unit_of_a_circle_is_named_and_none_below_it() -> None:
    told = problems("KOTA;;A;A;B", "KOTA;;B;B;A", "KOTA;;C;C;A")
    assert [problem.split(";")[0] for problem in told] == [
        "row 4: unit A: its parents go round in a circle",
        "row 5: unit B: its parents go round in a circle",
    ]


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        ("agency;name", "row 1: missing agency_name; unknown 'name'; the headings are"),
        ("agency;agency_name;kota", "row 1: unknown 'kota'; the headings are"),
        ("agency;agency_name;Agency", "row 1: twice agency; the headings are"),
        ("", "row 1: missing agency, agency_name; the headings are"),
    ],
)
def test_wrong_headings_are_named(headings: str, told: str) -> None:
    assert refused(f"{headings}\nKOTA;Kota;".encode() if headings else b"").startswith(told)


def test_a_file_with_headings_only_has_no_agencies() -> None:
    assert refused(HEADINGS.encode()) == "the file has no agencies"


@pytest.mark.parametrize(
    "raw", [b"PK\x03\x04\x14\0\x06\0", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xd8\xff\xe0\0\x10"]
)
def test_a_file_that_is_no_text_is_told_to_be_saved_as_csv(raw: bytes) -> None:
    assert "save the sheet as CSV" in refused(raw)


def test_a_cell_beyond_all_measure_is_refused() -> None:
    assert "not a table" in refused(f"{HEADINGS}\nKOTA;{'x' * 200_000};;;".encode())


MALUKU = Province("81", "ID-MA", "Maluku", "WIT")
MORE = "Kode Instansi;Nama Instansi;Kode Unit;Nama Unit;Induk;Jenis;Zona Waktu;Provinsi;\
Jumlah Pegawai"


def read_more(*rows: str) -> tuple[list[Agency], list[Unit]]:
    return read_listing("\n".join((MORE, *rows)).encode(), (MALUKU,))


def test_indonesian_headings_and_what_an_office_is_like_are_understood() -> None:
    [agency], [unit] = read_more(
        "KAB;Kabupaten Contoh;;;;kabupaten;;Provinsi Maluku;1.234",
        "KAB;;BKD;Badan Kepegawaian;;badan;wita;id-ma;40",
    )
    assert agency == Agency("KAB", "Kabupaten Contoh", "kabupaten", "WIT", "81", 1234)
    assert unit == Unit("KAB", "BKD", "Badan Kepegawaian", None, "badan", "WITA", "81", 40)


def test_a_second_row_of_an_agency_adds_what_the_first_left_out() -> None:
    [agency], _ = read_more("KAB;Kabupaten;;;;;WIB;;", "KAB;;;;;kabupaten;;;7")
    assert agency == Agency("KAB", "Kabupaten", "kabupaten", "WIB", None, 7)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (";WIBB;;", "row 2: zone 'WIBB': write WIB, WITA or WIT"),
        (";;Atlantis;", "row 2: province 'Atlantis' is not known"),
        (";;;banyak", "row 2: headcount 'banyak' is not a number"),
        (";;;-5", "row 2: headcount '-5'"),
        (";;;99999999999", "row 2: headcount '99999999999'"),
        (f"{'x' * 41};;;", "row 2: kind is longer than 40 letters"),
    ],
)
def test_what_an_office_cannot_be_like_is_named(cells: str, told: str) -> None:
    with pytest.raises(ListingError) as error:
        read_more(f"KAB;Kabupaten;;;;{cells}")
    assert str(error.value).startswith(told)


def test_titles_with_commas_do_not_hide_the_semicolons() -> None:
    text = f"{HEADINGS}\nK;Balai A, B, C, D, E;;;\nL;Balai F, G, H, I, J;;;"
    assert [agency.code for agency in read_listing(text.encode())[0]] == ["K", "L"]


def test_columns_without_anything_in_them_are_passed_over() -> None:
    assert read_listing(b"agency;agency_name;;;\nKOTA;Pemerintah Kota Contoh;;;") == ([KOTA], [])


def test_ten_thousand_units_are_read() -> None:
    rows = [f"KOTA;;U{i};Unit {i};{f'U{i // 2}' if i > 1 else ''}" for i in range(1, 10_001)]
    _, units = read_listing("\n".join((HEADINGS, ROWS[0], *rows)).encode())
    assert len(units) == 10_000


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_rubbish_is_refused_in_words_of_bearable_length(raw: bytes) -> None:
    assert len(refused(raw)) < 600


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='KOTAbkd;,\t"\n\r -\u00e9', max_size=120))
def test_rows_of_rubbish_are_read_or_refused_and_never_crash(text: str) -> None:
    with suppress(ListingError):
        agencies, _ = read_listing(f"{HEADINGS}\n{text}".encode())
        assert agencies
