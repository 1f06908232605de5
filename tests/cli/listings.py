"""A list of agencies, and its import."""

from __future__ import annotations

from pathlib import Path

from tests.cli.run import Shell

LIST = """agency;agency_name;unit;unit_name;parent
KOTA;Pemerintah Kota Contoh;;;
KOTA;;BKD;Badan Kepegawaian Daerah;
KOTA;;BKD-1;Bidang Mutasi;BKD
"""


def imported(shell: Shell, folder: Path, text: str = LIST) -> str:
    file = folder / "agencies.csv"
    file.write_text(text, encoding="utf-8")
    done = shell.run("agencies", "import", str(file))
    return done.out + done.err
