"""The operator's queue of disputes on the command line."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.app import opened
from bot.quiz.attempt import Version
from bot.service.disputes.ruling import rule
from bot.settings import read_settings
from tests.cli.run import Shell


def reported(shell: Shell) -> None:
    async def fill() -> None:
        async with opened(read_settings(shell.settings, Path("absent"))) as app:
            content, disputes = app.desk.library.current.hash, app.store.disputes
            of = Version("memilih-1", 1)
            await disputes.add(1, of, content, "key", 1_727_784_000_000)
            await disputes.add(2, of, content, "law", 1_727_784_000_000)
            await disputes.add_words(2, of, "Pasalnya dicabut.")
            await disputes.add(2, Version("akibat-1", 1), content, "story", 1_727_784_000_000)

    asyncio.run(fill())


def test_list_show_uphold_and_reject(shell: Shell) -> None:
    assert shell.run("disputes", "list").out == "no report is waiting\n"
    reported(shell)
    _, first, second = shell.run("disputes", "list").out.splitlines()
    assert first.split("\t")[:3] == ["memilih-1", "1", "2"]
    assert second.split("\t")[:3] == ["akibat-1", "1", "1"]
    shown = shell.run("disputes", "show", "memilih-1").out
    for part in ("Keadaan memilih nomor 1.", "Jawabannya keliru: 1", "Pasalnya dicabut.", "Dasar:"):
        assert part in shown, part
    assert shown.count("Menurut aturan") == 3  # each option is judged
    done = shell.run("disputes", "uphold", "memilih-1:1", "--answer", "Benar.")
    assert (done.code, done.out.split(";")[0]) == (0, "withdrawn")
    again = shell.run("disputes", "reject", "memilih-1", "--answer", "Tidak.")
    assert (again.code, "is waiting" in again.err) == (2, True)
    assert shell.run("disputes", "reject", "akibat-1", "--answer", "Jelas.").code == 0
    assert shell.run("disputes", "list").out == "no report is waiting\n"


def test_what_nobody_reported_is_told_in_one_line(shell: Shell) -> None:
    done = shell.run("disputes", "show", "tiada")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "nobody reported tiada" in done.err


def test_who_withdraws_the_last_question_of_a_topic_is_warned_there_and_by_items(
    shell: Shell,
) -> None:
    withdrawn(shell, "akibat-2", "akibat-3")
    assert "warning" not in shell.run("items").err
    reported(shell)
    done = shell.run("disputes", "uphold", "akibat-1", "--answer", "Benar.")
    assert done.out.splitlines()[1:] == [
        "warning: practice of uji asks 3 of 4 questions (topic akibat has 0 of 1)",
        "warning: exam of ujian asks 3 of 4 questions (topic akibat has 0 of 1)",
    ]
    health = shell.run("items", "--module", "ujian")
    assert health.out == ""
    assert "warning: exam of ujian asks 3 of 4 questions" in health.err
    assert "practice of uji " not in health.err


def withdrawn(shell: Shell, *names: str) -> None:
    async def fill() -> None:
        async with opened(read_settings(shell.settings, Path("absent"))) as app:
            content, disputes = app.desk.library.current.hash, app.store.disputes
            for name in names:
                await disputes.add(1, Version(name, 1), content, "key", 1_727_784_000_000)
                assert await rule(app.desk, Version(name, 1), 1, "upheld", "Ya.", 9000)

    asyncio.run(fill())
