"""Content that is reloaded while somebody is answered comes with their next tap, not in between."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.app import App
from bot.screens.incoming import Command, Incoming, Sender, Tap, Text
from bot.screens.wording import plain
from bot.service.attempts.followup import KIND
from bot.service.attempts.followup_notice import tell
from bot.service.buttons import Begin, ReadPledge, Sit, encode
from bot.store.notices import Notice
from tests.dialogues.stage import CAST, World
from tests.service.lines import Line, over_a_line
from tests.service.takers import take

ANI = CAST["Ani"]


@dataclass
class Talk:
    """Ani passed; between the use cases and the database is a line."""

    app: App
    line: Line


@pytest.fixture
async def talk(tmp_path: Path, url: str) -> AsyncIterator[Talk]:
    async with World.make(tmp_path, url).app() as app:
        await take(app, ANI)
        desk, line = over_a_line(app.desk)
        yield Talk(replace(app, desk=replace(desk, admins=frozenset({ANI}))), line)


async def reload(app: App) -> None:
    """Every scenario and the pledge in another version, with other words."""
    library = app.desk.library
    for path in (library._folder / "scenarios").glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("version: 1", "version: 2")
        path.write_text(text.replace("Keadaan", "Perkara"), encoding="utf-8")
    path = library._folder / "pledge.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("uji-1", "uji-2"), encoding="utf-8")
    await library.reload(app.desk.clock)


async def said(app: App, act: Tap | Text | Command) -> str:
    reply = await app.handle(Incoming(Sender(ANI, "Ani"), act))
    assert reply.screen is not None
    return plain(app.wording.message(reply.screen, reply.language).html)


@pytest.mark.parametrize("begin", [Begin("uji"), Sit("ujian")])
async def test_the_first_question_is_from_the_content_that_the_attempt_was_drawn_from(
    talk: Talk, begin: Begin | Sit
) -> None:
    app = talk.app
    before = app.desk.library.current
    talk.line.then["attempt_start"] = lambda: reload(app)
    shown = await said(app, Tap(encode(begin)))
    assert app.desk.library.current is not before
    assert "Keadaan" in shown
    attempt = (await app.store.people.state(ANI)).attempt
    assert attempt is not None
    assert attempt.content == before.hash


async def test_a_signature_names_the_content_whose_pledge_was_read(talk: Talk) -> None:
    app = talk.app
    before = app.desk.library.current
    await said(app, Tap(encode(ReadPledge("a1"))))
    talk.line.then["roster_of_person"] = lambda: reload(app)
    await said(app, Text("Ani Lestari"))
    pledge = await app.store.certificates.pledge(ANI, "a1")
    assert app.desk.library.current is not before
    assert pledge is not None
    assert (pledge.content, pledge.version) == (before.hash, "uji-1")


async def test_who_reloads_sees_what_is_in_use_from_then_on(talk: Talk) -> None:
    app = talk.app
    before = app.desk.library.current
    policy = app.desk.library._folder / "policy.yaml"
    policy.write_text(policy.read_text().replace("uji-1", "uji-2"))
    shown = await said(app, Command("muat", ""))
    assert before.hash not in shown
    assert app.desk.library.current.hash in shown


async def test_a_follow_up_is_drawn_from_the_content_whose_module_it_greets_with(
    talk: Talk,
) -> None:
    desk, before = talk.app.desk, talk.app.desk.library.current
    talk.line.then["followup_stopped"] = lambda: reload(talk.app)
    notice = Notice(ANI, "n1", KIND, "a1:3", '{"module": "uji", "day": 3}', 0)
    assert await tell(desk, notice) is not None
    asked = await desk.store.followups.get(ANI, "n1")
    assert desk.library.current is not before
    assert asked is not None
    assert asked.content == before.hash
