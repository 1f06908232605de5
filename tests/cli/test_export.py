"""Exports on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import load_workbook

from tests.cli.listings import imported
from tests.cli.run import Shell


def test_an_agency_is_written_as_a_workbook_and_the_trail_says_so(
    shell: Shell, tmp_path: Path
) -> None:
    imported(shell, tmp_path)
    done = shell.run("export", "kota", str(tmp_path / "kota.xlsx"))
    assert (done.code, done.err) == (0, "")
    book = load_workbook(tmp_path / "kota.xlsx")
    assert book.sheetnames[0] == "Ringkasan"
    assert [cell.value for cell in book["Unit"]["B"][1:]] == ["BKD", "BKD-1"]
    assert "export" in shell.run("agencies", "trail", "kota").out


def test_one_view_is_written_as_csv_in_the_language_that_was_asked_for(
    shell: Shell, tmp_path: Path
) -> None:
    imported(shell, tmp_path)
    file = tmp_path / "units.csv"
    assert shell.run("export", "kota", str(file), "--view", "units", "--lang", "en").code == 0
    first = file.read_text("utf-8-sig").splitlines()[0]
    assert first.startswith("Module;Unit code;Unit;")


def test_all_agencies_are_written_with_their_provinces(shell: Shell, tmp_path: Path) -> None:
    imported(shell, tmp_path)
    assert shell.run("export", "all", str(tmp_path / "peta.csv")).code == 0
    assert "Kode provinsi;ISO 3166-2" in (tmp_path / "peta.csv").read_text("utf-8-sig")


def test_a_wrong_wish_writes_nothing(shell: Shell, tmp_path: Path) -> None:
    assert "there is no agency TIADA" in shell.run("export", "tiada", "x.xlsx").err
    assert "end it in .xlsx or .csv" in shell.run("export", "tiada", "x.pdf").err
    assert not list(tmp_path.glob("x.*"))


def test_the_tally_of_an_agency_says_who_is_in_progress(shell: Shell, tmp_path: Path) -> None:
    imported(shell, tmp_path)
    told = shell.run("tally", "kota").out.splitlines()
    assert told[0] == "KOTA Pemerintah Kota Contoh: 0 registered"
    assert told[1].split("\t")[2:4] == ["started", "in progress"]
    found = json.loads(shell.run("tally", "kota", "--json").out)
    assert (found["roster"], found["headcount"], found["months"]) == (None, None, [])
