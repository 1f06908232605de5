"""Question health as an author asks for it, from conversations in the terminal."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import fcntl
import io
import os
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.app import opened
from bot.settings import read_settings
from tests.cli.conversations import whole_conversation
from tests.cli.run import ROOT, Shell
from tests.service.takers import take

WRONG_EVERY = 4
PEOPLE = 36


@pytest.fixture
def taken(shell: Shell) -> Shell:
    """After 36 people have taken the module, of whom every fourth was always wrong."""

    async def fill() -> None:
        async with opened(read_settings(shell.settings, Path("absent"))) as app:
            from tests.dialogues.stage import AGENCIES, UNITS

            await app.store.agencies.put(AGENCIES, UNITS)
            for person in range(1, PEOPLE + 1):
                await take(app, person, right=person % WRONG_EVERY != 0)

    asyncio.run(fill())
    return shell


def lines(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


def test_nobody_has_answered_yet(shell: Shell) -> None:
    done = shell.run("items")
    assert (done.code, done.out) == (0, "")
    assert "nobody has finished an attempt yet" in done.err


def test_one_conversation_is_counted_and_nothing_else_is_told_of_it(shell: Shell) -> None:
    whole_conversation(shell)
    heading, *rows = lines(shell.run("items").out)
    assert len(rows) == 4
    for row in rows:
        told = dict(zip(heading, row, strict=True))
        assert told["answers"] == "1"
        assert told["flags"] == "too few"
        for name in ("facility", "discrimination", "median s", "90% s", "idle", "choices"):
            assert told[name] == "-", name


def test_the_table_is_parted_by_tabs_and_the_remarks_go_elsewhere(taken: Shell) -> None:
    done = taken.run("items", "--by", "rule", "--topic", "menilai")
    heading, row = lines(done.out)
    assert heading == [
        *("module", "kind", "rule", "scenarios", "answers", "facility", "discrimination"),
        *("median s", "90% s", "idle", "flags"),
    ]
    assert row[:6] == ["uji", "latihan", "netral", "3", "36", "75.0%"]
    assert float(row[7]) == pytest.approx(12, rel=0.025)
    assert "uji latihan: 36 first attempts, KR-20 0.9" in done.err
    assert "0 repeats" in done.err


def test_modules_have_their_reliability(taken: Shell) -> None:
    [_, row] = lines(taken.run("items", "--by", "module").out)
    assert row[:8] == ["uji", "latihan", "36", "0", "0", "0", "0", "4.00"]
    assert 0.9 < float(row[8]) <= 1


def test_a_topic_shows_its_own_scenarios_only(taken: Shell) -> None:
    _, *rows = lines(taken.run("items", "--topic", "akibat").out)
    assert {row[2] for row in rows} == {"akibat"}
    assert sum(int(row[6]) for row in rows) == PEOPLE


def on_a_terminal(shell: Shell, *words: str, width: int) -> str:
    """What a command shows on a terminal of so many columns."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 50, width, 0, 0))
    command = [sys.executable, str(ROOT / "run_bot.py"), *words]
    environment = {**shell.environment(), "TERM": "xterm"}
    shown = b""
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, env=environment):
        os.close(theirs)
        with contextlib.suppress(OSError):  # Linux says EIO when the other end is closed
            while more := os.read(ours, 4096):
                shown += more
    os.close(ours)
    return shown.decode()


def test_on_a_terminal_the_names_are_whole_and_choices_and_flags_are_there(taken: Shell) -> None:
    shown = on_a_terminal(taken, "items", width=140)
    for word in ("menandai-1", "menilai-3", "boleh* 75%", "too few", "discrimination"):
        assert word in shown, word
    assert "…" not in shown
    assert "suka-calon" not in shown  # rules are in files and behind pipes


def test_csv_is_what_excel_opens_in_indonesia(taken: Shell, tmp_path: Path) -> None:
    out = tmp_path / "butir.csv"
    done = taken.run("items", "--by", "rule", "--topic", "menilai", "--out", str(out))
    assert (done.code, done.out) == (0, f"written: {out}\n")
    raw = out.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfmodule;kind;rule;")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert [row["facility"] for row in rows] == ["75,0%"]
    assert rows[0]["discrimination"].startswith(("0,9", "1,0"))


def test_csv_without_a_file_goes_to_standard_output(taken: Shell) -> None:
    done = taken.run("items", "--format", "csv", "--by", "module")
    assert done.out.startswith("\ufeffmodule;kind;attempts;")
    assert ";4,00;" in done.out


def test_a_workbook_has_scenarios_choices_and_modules(taken: Shell, tmp_path: Path) -> None:
    out = tmp_path / "butir.xlsx"
    assert taken.run("items", "--out", str(out)).code == 0
    book = load_workbook(out)
    assert book.sheetnames == ["scenarios", "choices", "modules"]
    tab = book["scenarios"]
    heading = [cell.value for cell in tab[1]]
    facility = [row[heading.index("facility")] for row in tab.iter_rows(min_row=2)]
    assert all(isinstance(cell.value, float | int) for cell in facility)
    assert {cell.number_format for cell in facility} == {"0.0%"}
    chosen = list(book["choices"].iter_rows(min_row=2, values_only=True))
    right = [row for row in chosen if str(row[2]).startswith("menilai") and row[6] == 1]
    assert sum(int(str(row[7])) for row in right) == 27
    assert book["modules"]["C2"].value == PEOPLE


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--format", "xlsx"), "--out"),
        (("--out", "butir.txt"), ".xlsx"),
        (("--format", "table", "--out", "x.csv"), "csv or xlsx"),
        (("--out", "takada/butir.csv"), "takada/butir.csv"),
        (("--module", "takada"), "no module takada"),
        (("--topic", "takada"), "menilai"),
        (("--by", "agency"), "agency"),
        (("--agency", "DEMO"), "agency"),
    ],
)
def test_what_cannot_be_done_is_refused_with_what_can(
    shell: Shell, words: tuple[str, ...], told: str
) -> None:
    done = shell.run("items", *words)
    assert done.code == 2
    assert told in done.err
    assert "Traceback" not in done.err
