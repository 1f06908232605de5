"""Rosters on the command line: report, question, import, links."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.run import Done, Shell
from tests.service.rosters import ALL, ANI, BUDI, table

LIST = """agency;agency_name;unit;unit_name
DEMO;Instansi Contoh;;
DEMO;;DINKES;Dinas Kesehatan
DEMO;;DISDIK;Dinas Pendidikan
"""


@pytest.fixture
def demo(shell: Shell, tmp_path: Path) -> Shell:
    (tmp_path / "agencies.csv").write_text(LIST, encoding="utf-8")
    shell.run("agencies", "import", str(tmp_path / "agencies.csv"))
    return shell


def imported(shell: Shell, folder: Path, raw: bytes, *words: str) -> Done:
    file = folder / "daftar.csv"
    file.write_bytes(raw)
    return shell.run("roster", "import", "demo", str(file), *words)


def test_a_report_comes_first_and_an_import_only_when_it_is_wanted(
    demo: Shell, tmp_path: Path
) -> None:
    first = imported(demo, tmp_path, ALL)
    assert "new: 3" in first.out
    assert "nothing was imported; add --yes" in first.out
    second = imported(demo, tmp_path, ALL, "--yes")
    assert (second.code, "imported" in second.out) == (0, True)
    assert "as before: 3" in imported(demo, tmp_path, ALL).out
    assert "DINKES\t0\t1\t0" in demo.run("roster", "show", "demo").out


def test_wrong_rows_are_named_and_written_and_nothing_is_imported(
    demo: Shell, tmp_path: Path
) -> None:
    raw = table(*(f"1,98E+17;Orang {n};DINKES" for n in range(30)), f"{ANI};Ani;DINKES")
    report = tmp_path / "salah.csv"
    done = imported(demo, tmp_path, raw, "--yes", "--report", str(report))
    assert done.code == 1
    assert "Row 2: Excel damaged the NIP" in done.out
    assert "… and 10 more" in done.out
    lines = list(csv.reader(report.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [line[0] for line in lines[1:]] == [str(n) for n in range(2, 32)]
    assert report.stat().st_mode & 0o077 == 0
    assert "DINKES" not in demo.run("roster", "show", "demo").out


def test_a_personal_link_claims_the_entry_that_it_is_for(demo: Shell, tmp_path: Path) -> None:
    imported(demo, tmp_path, ALL, "--yes")
    file = tmp_path / "tautan.csv"
    assert "3 links" in demo.run("roster", "links", "demo", str(file)).out
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))
    start = rows[1][3]
    assert rows[1][:3] == ["Ani Wulandari", "…2001", "DINKES"]
    lines = (f"/start {start}", "1", "1", "1", "1", "/profil")
    said = demo.run("chat", "--user", "11", "--name", "Ani", lines=lines).out
    assert "Anda terdaftar sebagai Ani Wulandari" in said
    assert "NIP …2001" in said
    assert ANI not in said


def test_an_agency_that_does_not_exist_and_a_missing_file_are_told(
    shell: Shell, tmp_path: Path
) -> None:
    done = imported(shell, tmp_path, table(f"{BUDI};Budi;"))
    assert (done.code, "there is no agency DEMO" in done.err) == (2, True)
