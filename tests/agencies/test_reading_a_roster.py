"""A roster as offices make it is read whole; every row that is wrong is named, never guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agencies.agency import Unit
from bot.agencies.roster import Line
from bot.agencies.roster_headings import Columns, columns
from bot.agencies.roster_sheet import Fault, Reading, read_roster
from bot.agencies.sheet import csv_cells
from bot.agencies.tree import Tree

DINKES = Unit("DEMO", "DINKES", "Dinas Kesehatan")
DISDIK = Unit("DEMO", "DISDIK", "Dinas Pendidikan")
OLD = Unit("DEMO", "OLD", "Kantor Lama", "DISDIK", closed_at=1, merged_into="DISDIK")
SHUT = Unit("DEMO", "SHUT", "Kantor Tutup", closed_at=1)
UMUM = (Unit("DEMO", "U1", "Seksi Umum", "DINKES"), Unit("DEMO", "U2", "Seksi Umum", "DISDIK"))
UNITS = (DINKES, DISDIK, OLD, SHUT, *UMUM)

ANI, BUDI = "198001012005012001", "198505052010011002"


def read(text: str | bytes, units: tuple[Unit, ...] = UNITS) -> Reading:
    raw = text if isinstance(text, bytes) else text.encode()
    return read_roster(csv_cells(raw), Tree(units), lambda digits: f"e{digits[-4:]}")


def faults(text: str) -> list[str]:
    return [f"{f.row} {f.code} {f.about}".strip() for f in read(text).faults]


ANI_LINE = Line("e2001", "2001", "Ani Wulandari", "DINKES")


@pytest.mark.parametrize("mark", [";", ",", "\t"], ids=["semicolon", "comma", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_separator_and_encoding_reads_the_same(mark: str, encoding: str) -> None:
    text = f"NIP;Nama;Unit\n{ANI};Añi – Wulandari;DINKES\n".replace(";", mark)
    line = replace(ANI_LINE, name="Añi – Wulandari")
    assert read(text.encode(encoding)) == Reading(1, (line,), ())


def test_titles_column_numbers_and_empty_rows_are_passed_over_but_counted() -> None:
    text = f"""DAFTAR PEGAWAI;;;
;;;
No;NIP Baru;Nama Lengkap;Unit Kerja
(1);(2);(3);(4)
1;{ANI};Ani Wulandari;DINKES
2;;;
;;;
3;x;Budi;DISDIK
"""
    assert read(text).lines == (ANI_LINE,)
    assert faults(text) == ["8 nip_letters"]


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        ("NIP;Nama", Columns(0, 1)),
        ("No.;NAMA PEGAWAI;N I P;NIP;UNOR", Columns(3, 1, 4)),
        ("NIP LAMA;NIP BARU;Nama Lengkap dan Gelar;OPD", Columns(1, 2, 3)),
        ("nip_baru;nama;kode_unit;nama_unit", Columns(0, 1, 3, 2)),
        ("NIP / NI PPPK;Nama ASN;Satuan Kerja", Columns(0, 1, 2)),
        ("Nomor Induk Pegawai;Name;Perangkat Daerah", Columns(0, 1, 2)),
        ("NI PPPK;Nama (dengan gelar);Unit Organisasi;Jabatan", Columns(0, 1, 2)),
        ("Jabatan;Pangkat;Nama;Unit", "no_headings"),
        ("NIP/Nama;Unit", "no_headings"),
        ("NIP;NIP Pegawai;Nama", "two_nips"),
        ("NIP;Nama;Nama Lengkap", "two_names"),
    ],
)
def test_headings_are_understood_in_many_spellings(headings: str, found: object) -> None:
    assert columns(headings.split(";")) == found


def test_a_file_without_headings_or_people_is_one_fault() -> None:
    assert faults("a;b\nc;d\n") == ["0 no_headings"]
    assert faults("") == ["0 no_headings"]
    assert faults("NIP;Nama;Nama Lengkap\n") == ["0 two_names"]
    assert faults("NIP;Nama\n;\n") == ["0 no_people"]
    assert faults("\n" * 40 + f"NIP;Nama\n{ANI};Ani") == ["0 no_headings"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("DINKES", "DINKES"),
        ("dinas  kesehatan", "DINKES"),
        ("OLD", "DISDIK"),
        ("Kantor Lama", "DISDIK"),
        ("U2", "U2"),
        ("", None),
    ],
)
def test_a_unit_is_known_by_its_code_or_whole_name_and_a_merged_one_by_its_old(
    cell: str, code: str | None
) -> None:
    assert read(f"NIP;Nama;Unit\n{ANI};Ani;{cell}").lines[0].unit == code


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (f"{ANI};Ani;Dinas Kesehatn", ["2 unit_like Dinas Kesehatan (DINKES)"]),
        (f"{ANI};Ani;qqqq", ["2 unit_unknown qqqq"]),
        (f"{ANI};Ani;SHUT", ["2 unit_closed SHUT"]),
        (f"{ANI};Ani;Seksi Umum", ["2 unit_twice Seksi Umum"]),
        ("1,98E+17;Ani;DINKES", ["2 nip_exponent"]),
        (f"{ANI};;DINKES", ["2 name_empty"]),
        (f"{ANI};{'x' * 121};DINKES", ["2 name_long"]),
        (f"{ANI};123;DINKES", ["2 name_letters"]),
        (";;qqqq", ["2 nip_empty", "2 name_empty", "2 unit_unknown qqqq"]),
        (f"{ANI};Ani;DINKES\n{BUDI};Budi;\n'{ANI};Ani;DINKES", ["4 twice 2"]),
    ],
)
def test_everything_that_is_wrong_with_a_row_is_named(row: str, told: list[str]) -> None:
    assert faults(f"NIP;Nama;Unit\n{row}") == told


def test_a_code_comes_before_a_name_in_another_column() -> None:
    found = read(f"NIP;Nama;Kode Unit;Unit Kerja\n{ANI};Ani;U1;Seksi Umum\n{BUDI};Budi;;DISDIK")
    assert [line.unit for line in found.lines] == ["U1", "DISDIK"]


def test_no_fault_tells_a_nip_or_a_name() -> None:
    found = read(f"NIP;Nama;Unit\n{ANI}9;Ani Rahasia;qqqq\n{BUDI};;x\n{BUDI};Budi;")
    assert not any(secret in str(found.faults) for secret in ("1980", "1985", "Rahasia"))


SIGNS = st.text(alphabet='198005NIPnama;,\t"\n\r .E+(é', max_size=80)


@settings(max_examples=200, deadline=None)
@given(SIGNS)
def test_whatever_a_file_says_each_row_is_a_line_or_a_fault(text: str) -> None:
    found = read(f"NIP;Nama;Unit\n{text}".encode())
    wrong = {fault.row for fault in found.faults if fault.row}
    assert len(found.lines) + len(wrong) == found.rows or Fault(0, "no_people") in found.faults


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 999), unique=True, min_size=1, max_size=30), st.data())
def test_a_roster_with_damaged_rows_names_exactly_those(
    numbers: list[int], data: st.DataObject
) -> None:
    damaged = data.draw(st.sets(st.sampled_from(range(len(numbers)))))
    rows = []
    for place, number in enumerate(numbers):
        nip = f"19800101200501{1}{number:03}"
        rows.append(f"{float(nip):.2E};Orang;" if place in damaged else f"{nip};Orang;")
    found = read("\n".join(("NIP;Nama;Unit", *rows)))
    assert [fault.row for fault in found.faults] == sorted(place + 2 for place in damaged)
    assert len(found.lines) == len(numbers) - len(damaged)
