"""Whoever has too few questions left is told: the learner the true number, the operator all."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.app import App
from bot.quiz.attempt import Version
from bot.service.attempts import shortages
from bot.service.buttons import ExamRules, encode
from bot.service.disputes.ruling import rule
from bot.service.upkeep.fleet import Fleet
from tests.dialogues.stage import NOON, ServiceDoor, World
from tests.service.posts import posts

OPERATOR = ("/start demo", "[Saya setuju]", "[Bahasa Indonesia]", "[PNS]", "[Dinas Kesehatan]")
RULES = f"(forged {encode(ExamRules('ujian'))})"


@pytest.fixture
async def door(app: App) -> ServiceDoor:
    door = ServiceDoor(app)
    for line in OPERATOR:
        await door.act("Operator", line)
    return door


async def reported(app: App, name: str) -> Version:
    of = app.desk.library.current.bank.questions[name].published
    await app.store.disputes.add(5, of, app.desk.library.current.hash, "key", NOON)
    return of


async def withdraw(app: App, topic: str, keep: int) -> None:
    """All of a topic but so many."""
    names = [q.id for q in app.desk.library.current.bank.questions.values()]
    ours = [name for name in names if name.startswith(topic)]
    for name in ours[: len(ours) - keep]:
        assert await rule(app.desk, await reported(app, name), 1, "upheld", "Ya.", 9000)


async def test_the_rules_of_an_exam_tell_how_many_questions_there_are(
    app: App, door: ServiceDoor
) -> None:
    seen = (await door.act("Operator", RULES)).text
    assert "4 soal dalam 10 menit" in seen
    assert "Biasanya" not in seen
    await withdraw(app, "berat", 0)
    seen = (await door.act("Operator", RULES)).text
    assert "3 soal dalam 10 menit" in seen
    assert "Biasanya 4 soal; sebagian sedang ditarik" in seen
    assert "Soal 1/3" in (await door.act("Operator", "[Mulai ujian]")).text


async def test_another_worker_tells_the_true_number_too(
    world: World, app: App, door: ServiceDoor
) -> None:
    async with world.app() as other:
        await withdraw(other, "berat", 0)
    assert "3 soal dalam" in (await door.act("Operator", RULES)).text


async def test_an_exam_without_a_question_cannot_be_begun(app: App, door: ServiceDoor) -> None:
    for topic in ("berat", "memilih", "menandai", "akibat"):
        await withdraw(app, topic, 0)
    shown = await door.act("Operator", RULES)
    assert "sedang ditarik untuk diperbaiki" in shown.text
    assert not any("Mulai ujian" in label for label in shown.labels)


async def test_the_operator_is_warned_by_the_ruling_that_leaves_too_few(
    app: App, door: ServiceDoor
) -> None:
    await withdraw(app, "akibat", 2)
    for number, warned in ((2, False), (3, True)):
        await reported(app, f"akibat-{number}")
        for line in ("/laporan", "[akibat]", "[Terima]"):
            await door.act("Operator", line)
        seen = (await door.act("Operator", "Benar, sudah dicabut.")).text
        assert "soal ditarik" in seen
        assert ("tidak cukup" in seen) == warned
    for part in ("Ujian Modul resmi: hanya 3 dari 4", "Latihan Modul uji: hanya 3 dari 4"):
        assert part in seen
    assert "tersisa 0 dari 1" in seen


async def test_a_ruling_that_keeps_the_question_warns_of_nothing(
    app: App, door: ServiceDoor
) -> None:
    await withdraw(app, "akibat", 0)
    await reported(app, "menilai-1")
    for line in ("/laporan", "[menilai-1]", "[Tolak]"):
        await door.act("Operator", line)
    assert "tidak cukup" not in (await door.act("Operator", "Soalnya benar.")).text


async def test_the_log_says_it_in_one_line_and_nothing_when_all_is_well(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "bot.service.attempts.shortages"):
        await shortages.warn(app.desk.library)
        assert caplog.messages == []
        await withdraw(app, "akibat", 0)
        await shortages.warn(app.desk.library)
    [line] = caplog.messages
    assert line == (
        "too few questions are left: "
        "practice of uji asks 3 of 4 questions (topic akibat has 0 of 1); "
        "exam of ujian asks 3 of 4 questions (topic akibat has 0 of 1)"
    )


async def test_each_start_and_each_reload_says_it(
    tmp_path: Path, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with posts(tmp_path, url) as [post]:
        await withdraw(post.app, "akibat", 0)
        with caplog.at_level(logging.WARNING, "bot.service.attempts.shortages"):
            async with Fleet.of(post.app.desk, post.notifier).at_work():
                assert len(caplog.messages) == 1
            await post.app.reload()
            assert len(caplog.messages) == 2


async def test_the_operator_who_reloads_is_told_what_is_still_short(
    world: World, app: App, door: ServiceDoor
) -> None:
    await withdraw(app, "akibat", 0)
    assert "Ujian Modul resmi: hanya 3 dari 4" in (await door.act("Operator", "/muat")).text
    file = world.folder / "scenarios" / "akibat.yaml"
    file.write_text(file.read_text().replace("version: 1", "version: 2"))  # all of them mended
    seen = (await door.act("Operator", "/muat")).text
    assert "Isi dimuat ulang" in seen
    assert "tidak cukup" not in seen
