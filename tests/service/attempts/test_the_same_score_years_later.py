"""What was answered is marked again by the content that it was answered under, years later."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bot.app import App
from bot.quiz.attempt import Attempt
from bot.quiz.marking import score
from bot.service.attempts.replay import replay
from bot.service.upkeep.audit import audit
from bot.store.snapshot import open_snapshot
from tests.dialogues.stage import CAST, Clock, ServiceDoor, World

REGISTER = ("/start lain", "[Saya setuju]", "[Bahasa Indonesia]", "[PNS]")
PRACTICE = ("[Modul uji]", "[A. Sanksi", "[Lanjut]", "[Kirim]", "[Lanjut]", "[A. Boleh", "[Lanjut]")
EXAM = ("[Ujian: Modul resmi]", "[Mulai ujian]", "[Hukuman", "[⬜️ A]", "[⬜️ C]", "[Kirim]")
YEARS = 5 * 365 * 86_400_000  # ms

Edit = Callable[[Path], None]


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for before, now in changes:
        assert before in text
        text = text.replace(before, now)
    path.write_text(text, encoding="utf-8")


def another_verdict(folder: Path) -> None:
    """What cost a grade costs no more than a reproof from now on."""
    edit(folder / "rulebook/rules/uji.yaml", ("severity: disiplin_berat", "severity: etik"))


def other_questions(folder: Path) -> None:
    """Every scenario of these topics was corrected."""
    for name in ("menilai", "berat"):
        edit(folder / f"scenarios/{name}.yaml", ("version: 1", "version: 2"), ("Keadaan", "Hal"))


def another_measure(folder: Path) -> None:
    """A wrong answer is worth something, and more is needed to pass."""
    edit(folder / "policy.yaml", ("hindari: 50, dilarang: 0}", "hindari: 60, dilarang: 10}"))
    edit(folder / "modules/ujian.yaml", ("pass_mark: 75", "pass_mark: 99"), ("[pidana]", "[etik]"))


def fewer_modules(folder: Path) -> None:
    """The module that was taken is not offered any more."""
    (folder / "modules/ujian.yaml").unlink()


async def taken(app: App, clock: Clock, lines: Sequence[str]) -> Attempt:
    door = ServiceDoor(app)
    for line in lines:
        clock.now += 1000
        await door.act("Ani", line)
    found = (await app.store.people.state(CAST["Ani"])).attempt
    assert found is not None
    return found


async def finished(world: World) -> list[Attempt]:
    """A practice and an exam, partly right, under the content as it was at first."""
    async with world.app() as app:
        practice = await taken(app, world.clock, (*REGISTER, *PRACTICE, "[C]"))
        exam = await taken(app, world.clock, ("/menu", *EXAM, "[Boleh]", "[B]"))
    assert {practice.kind, exam.kind} == {"latihan", "ujian"}
    assert practice.score not in (None, 0, 100)
    assert exam.score not in (None, 0, 100)
    return [practice, exam]


@pytest.mark.parametrize(
    "move_on", [another_verdict, other_questions, another_measure, fewer_modules]
)
async def test_an_attempt_gives_its_score_again_after_the_content_moved_on(
    tmp_path: Path, url: str, move_on: Edit
) -> None:
    world = World.make(tmp_path, url)
    stored = await finished(world)
    move_on(world.folder)
    world.clock.now += YEARS
    async with world.app() as app:
        current = app.desk.library.current
        for before in stored:
            found = await app.store.attempts.get(before.id, before.person)
            assert found == before
            assert found.content != current.hash
            archived = await app.desk.library.of(found.content)
            assert list(replay(archived, found)) == []
            assert score(found.answers) == before.score
        assert any(list(replay(current, one)) for one in stored), "the content did not move on"
    async with open_snapshot(world.url) as snapshot:
        assert [str(fault) async for fault in audit(snapshot)] == []


async def test_content_that_was_reloaded_meanwhile_does_not_change_an_open_exam(
    tmp_path: Path, url: str
) -> None:
    world = World.make(tmp_path, url)
    async with world.app() as app:
        begun = await taken(app, world.clock, (*REGISTER, *EXAM))
        other_questions(world.folder)
        await app.desk.library.reload(world.clock)
        door = ServiceDoor(app)
        asked = await door.act("Ani", "/start")
        assert "Keadaan berat" in asked.text
        for line in ("[Dilarang]", "[A]"):
            await door.act("Ani", line)
        ended = (await app.store.people.state(CAST["Ani"])).attempt
        assert ended is not None
        assert (ended.id, ended.content, ended.score) == (begun.id, begun.content, 100)
        assert list(replay(await app.desk.library.of(ended.content), ended)) == []


async def test_new_content_is_used_only_once_it_can_be_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What is drawn from content that is nowhere would be lost to every other worker."""
    world = World.make(tmp_path)
    async with world.app() as app:
        before = app.desk.library.current.hash
        other_questions(world.folder)
        await app.store.close()
        await app.reload()
        assert app.desk.library.current.hash == before
        assert "content not reloaded" in caplog.text


async def test_old_content_is_read_once_for_all_who_ask_at_once(tmp_path: Path) -> None:
    world = World.make(tmp_path)
    async with world.app() as app:
        before = app.desk.library.current.hash
        other_questions(world.folder)
        await app.desk.library.reload(world.clock)
        trips = app.round_trips()
        found = await asyncio.gather(*(app.desk.library.of(before) for _ in range(30)))
        assert app.round_trips() - trips == 1
        assert len({id(catalog) for catalog in found}) == 1
