"""Agencies, invitations and the tally on the command line."""

import json
from pathlib import Path

from tests.cli.listings import LIST, imported
from tests.cli.run import Shell
from tests.imports.workbooks import Cell, workbook


def test_agencies_are_imported_once_and_then_only_changed(shell: Shell, tmp_path: Path) -> None:
    assert "agencies: 1 new, 0 changed" in imported(shell, tmp_path)
    assert "units: 0 new, 0 changed, 2 as before" in imported(shell, tmp_path)
    changed = LIST.replace("Bidang Mutasi", "Bidang Mutasi dan Promosi")
    assert "units: 0 new, 1 changed, 1 as before" in imported(shell, tmp_path, changed)
    assert "KOTA\tPemerintah Kota Contoh\t0\t?start=KOTA" in shell.run("agencies", "list").out


def test_a_bad_row_imports_nothing_and_is_named(shell: Shell, tmp_path: Path) -> None:
    told = imported(shell, tmp_path, LIST + "KOTA;;X Y;Unit;\nKOTA;;;tanpa kode;\n")
    assert "row 5: unit code 'X Y'" in told
    assert "row 6" in told
    assert "no agencies yet" in shell.run("agencies", "list").out


def test_an_invitation_makes_an_officer_once(shell: Shell, tmp_path: Path) -> None:
    imported(shell, tmp_path)
    start = shell.run("agencies", "invite", "kota").out.splitlines()[0]
    lines = (start, "1", "1", "1", "2", "/rekap")
    first = shell.run("chat", "--user", "11", "--name", "Budi", lines=lines)
    assert "Anda sekarang petugas Pemerintah Kota Contoh" in first.out
    assert "Rekap Pemerintah Kota Contoh" in first.out
    second = shell.run("chat", "--user", "12", "--name", "Citra", lines=lines)
    assert "Undangan ini tidak berlaku" in second.out
    assert "Rekap Pemerintah Kota Contoh" not in second.out


def test_an_invitation_may_be_for_a_viewer_of_one_unit(shell: Shell, tmp_path: Path) -> None:
    imported(shell, tmp_path)
    to = ("agencies", "invite", "kota", "--unit", "bkd", "--role", "viewer", "--days", "3")
    start, link = shell.run(*to).out.splitlines()
    assert "(single use, 3 days)" in link
    shown = shell.run("chat", "--user", "11", "--name", "Budi", lines=(start, "1", "1", "1", "2"))
    assert "Anda sekarang pengamat Pemerintah Kota Contoh (Badan Kepegawaian" in shown.out
    refused = shell.run("agencies", "invite", "kota", "--unit", "x")
    assert "there is no unit X in KOTA" in refused.err


def test_the_tally_of_an_agency_that_does_not_exist(shell: Shell) -> None:
    done = shell.run("tally", "TAKADA")
    assert done.code == 2
    assert "there is no agency TAKADA" in done.err


def test_the_tally_of_all_agencies(shell: Shell) -> None:
    shell.run("chat")
    [row] = json.loads(shell.run("tally", "--json").out)
    assert row == {"agency": "DEMO", "registered": 0, "started": 0, "completed": 0, "passed": 0}


def test_a_workbook_is_imported_with_what_offices_are_like(shell: Shell, tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["Kode Instansi", "Nama Instansi", "Kode Unit", "Nama Unit", "Zona", "Jumlah Pegawai"],
        ["KAB", "Kabupaten Contoh", None, None, "WIT", 1200],
        ["KAB", None, "BKD", "Badan Kepegawaian", None, 40],
    ]
    file = tmp_path / "agencies.xlsx"
    file.write_bytes(workbook(rows))
    assert "units: 1 new" in shell.run("agencies", "import", str(file)).out
    assert "BKD\tBadan Kepegawaian\t\t\t\t40\topen" in shell.run("agencies", "units", "kab").out


def test_units_are_renamed_merged_and_closed(shell: Shell, tmp_path: Path) -> None:
    imported(shell, tmp_path, LIST + "KOTA;;HUKUM;Bagian Hukum;\n")
    done = shell.run("agencies", "rename", "kota", "Badan Baru", "--unit", "bkd")
    assert "'Badan Kepegawaian Daerah' is now called 'Badan Baru'" in done.out
    assert "went into HUKUM" in shell.run("agencies", "merge", "kota", "bkd", "hukum").out
    assert "is closed" in shell.run("agencies", "close", "kota", "bkd-1").out
    units = shell.run("agencies", "units", "kota").out
    assert "BKD\t  Badan Baru\t\t\t\t\tmerged into HUKUM" in units
    assert "BKD-1\t  Bidang Mutasi\t\t\t\t\tclosed" in units
    assert "closed units stay as they are: KOTA/BKD, KOTA/BKD-1" in imported(shell, tmp_path)


def test_officers_are_listed_revoked_and_traced(shell: Shell, tmp_path: Path) -> None:
    imported(shell, tmp_path)
    start = shell.run("agencies", "invite", "kota").out.splitlines()[0]
    shell.run("chat", "--user", "11", "--name", "Budi", lines=(start, "1"))
    assert "11\tBudi\tofficer\t\t" in shell.run("agencies", "officers", "kota").out
    assert "11 holds no role in KOTA any more" in shell.run("agencies", "revoke", "kota", "11").out
    told = [
        line.split("\t")[1:] for line in shell.run("agencies", "trail", "kota").out.splitlines()
    ]
    assert ["command line", "took back a role: officer, for the whole agency"] in told
    assert ["Budi", "became officer for the whole agency"] in told
    assert "there is no agency TAKADA" in shell.run("agencies", "trail", "takada").err
