"""``make rosters``: a roster of 100,000 rows, 1 % of them damaged, then right, then changed.

Each step is the command as an operator runs it, in a process of its own, on SQLite and on
PostgreSQL; time and memory are those of the whole process, its start included.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import xlsxwriter

from tests.databases import PostgresServer

ROWS = 100_000
UNITS = 300
SECONDS, MEGABYTES = 30.0, 300.0  # what no step may exceed
_BOT = Path(__file__).parent.parent / "run_bot.py"

Row = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """What a command said and cost."""

    name: str
    said: str
    seconds: float
    cpu: float
    megabytes: float


def people(rows: int, dice: Random) -> Iterator[Row]:
    """Synthetic people of as many units, no two with one NIP."""
    for n in range(rows):
        born = date(1965, 1, 1) + timedelta(days=n % 12_000)
        nip = f"{born:%Y%m%d}{born.year + 25}03{1 + n % 2}{1 + n // 12_000:03}"
        yield nip, f"Orang Contoh {n:06}", f"U{dice.randrange(UNITS):03}"


def damaged(rows: list[Row], dice: Random) -> tuple[list[Row], set[int]]:
    """The same with 1 % of the rows damaged, and the numbers that a spreadsheet gives them."""
    places = set(dice.sample(range(len(rows)), len(rows) // 100))
    spoilt = list(rows)
    for place in places:
        nip, name, unit = rows[place]
        spoilt[place] = dice.choice(
            (
                (f"{float(nip):.2E}".replace(".", ","), name, unit),
                (nip[:15] + "000", name, unit),
                (nip[:17], name, unit),
                (nip[:4] + "13" + nip[6:], name, unit),
                (nip[:14] + "3" + nip[15:], name, unit),
                (nip, "", unit),
                (nip, name, "Unit Yang Tidak Ada"),
            )
        )
    return spoilt, {place + 2 for place in places}


def changed(rows: list[Row], dice: Random) -> list[Row]:
    """The same where 1 % of the people went to another unit."""
    moved = list(rows)
    for place in dice.sample(range(len(rows)), len(rows) // 100):
        nip, name, unit = rows[place]
        moved[place] = (nip, name, f"U{(int(unit[1:]) + 1) % UNITS:03}")
    return moved


def write(path: Path, rows: list[Row]) -> Path:
    """A file as an office saves it, by its suffix."""
    headings = ("NIP", "Nama", "Unit Kerja")
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8-sig") as file:
            csv.writer(file, delimiter=";").writerows((headings, *rows))
        return path
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        tab = book.add_worksheet()
        for number, row in enumerate((headings, *rows)):
            for place, cell in enumerate(row):
                tab.write_string(number, place, cell)
    return path


def command(name: str, folder: Path, url: str, *words: str) -> Step:
    """Runs a command and says what it cost."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    content = str(_BOT.parent / "content")
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, str(_BOT), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=folder,
        env={**kept, "DATABASE_URL": url, "CONTENT_DIR": content},
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, _, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.stdout.close()
    process.returncode = 0
    cpu = usage.ru_utime + usage.ru_stime
    return Step(name, said, seconds, cpu, usage.ru_maxrss / 1024)


def run(folder: Path, url: str, kind: str, rows: int) -> Iterator[Step]:
    """Every step on one database; asserts that each did what it must."""
    dice = Random(7)
    listed = list(people(rows, dice))
    spoilt, wrong = damaged(listed, dice)
    agencies = folder / "agencies.csv"
    units = "".join(f"BESAR;;U{n:03};Unit {n:03}\n" for n in range(UNITS))
    agencies.write_text(f"agency;agency_name;unit;unit_name\nBESAR;Besar;;\n{units}")
    command("agencies", folder, url, "agencies", "import", str(agencies))

    report = folder / "wrong.csv"
    bad = str(write(folder / f"damaged{kind}", spoilt))
    words = ("roster", "import", "BESAR")
    step = command(f"{kind} damaged", folder, url, *words, bad, "--report", str(report))
    told = [row[0] for row in csv.reader(report.open(encoding="utf-8-sig"), delimiter=";")]
    assert {int(row) for row in told[1:]} == wrong, "not every damaged row is named"
    yield step

    for name, people_, expected in (
        ("first import", listed, f"new: {rows}"),
        ("1 % changed", changed(listed, dice), f"changed: {rows // 100}"),
    ):
        good = str(write(folder / f"right{kind}", people_))
        step = command(f"{kind} {name}", folder, url, *words, good, "--yes")
        assert expected in step.said, step.said
        assert "imported" in step.said, step.said
        yield step
    step = command(f"{kind} the same again", folder, url, *words, good)
    assert f"as before: {rows}" in step.said, step.said
    yield step


def main() -> None:
    """Prints a line for each step; ends with 1 when one exceeds what it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    rows = parser.parse_args().rows
    server = PostgresServer(durable=True)
    exceeded = False
    try:
        for database in ("SQLite", "PostgreSQL"):
            for kind in (".csv", ".xlsx"):
                with tempfile.TemporaryDirectory() as folder:
                    url = f"sqlite:///{folder}/netral.db"
                    if database == "PostgreSQL":
                        url = asyncio.run(server.fresh())
                    for step in run(Path(folder), url, kind, rows):
                        print(
                            f"{database:10} {step.name:22} {step.seconds:6.1f} s"
                            f" ({step.cpu:.1f} s CPU) {step.megabytes:6.0f} MB",
                            flush=True,
                        )
                        exceeded |= step.seconds > SECONDS or step.megabytes > MEGABYTES
    finally:
        server.stop()
    sys.exit(exceeded)


if __name__ == "__main__":
    main()
