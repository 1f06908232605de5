"""What is withdrawn is drawn no more, and question health and empty modules say so."""

from __future__ import annotations

from dataclasses import replace

from bot.app import App
from bot.quiz.attempt import Answer
from bot.quiz.drawing import draw
from bot.quiz.health import by_scenario
from bot.screens.incoming import Incoming, Sender, Tap
from bot.service.attempts.item_report import pooled
from bot.service.buttons import Action, Begin, Choose, Mark, Next, Review, Sit, encode
from bot.service.disputes.reporting import Back
from tests.dialogues.stage import NOON
from tests.service.disputes.stage import decide
from tests.service.takers import begin, take
from tests.store.raw import execute


async def _told(app: App, person: int, action: Action) -> str:
    reply = await app.handle(Incoming(Sender(person, "Orang"), Tap(encode(action))))
    assert reply.screen is not None
    return app.wording.message(reply.screen, "id").html


async def test_it_is_not_drawn_any_more(app: App) -> None:
    catalog = app.desk.library.current
    for question in list(catalog.bank.questions.values()):
        if question.id in ("menilai-1", "menilai-2"):
            await decide(app, question.published)
    asked = set()
    withdrawn = await app.desk.library.look()
    for seed in range(20):
        items = draw(catalog.bank, catalog.module("uji"), seed, [], withdrawn)
        asked |= {item.scenario for item in items}
    assert "menilai-3" in asked
    assert not asked & {"menilai-1", "menilai-2"}


async def test_question_health_says_that_it_is_withdrawn(app: App) -> None:
    attempt = await take(app, 1, name="a1")
    await decide(app, attempt.items[0].published)
    rows = by_scenario(await pooled(app.store, app.desk.library))
    flagged = {row.subject.scenario for row in rows if row.subject and "withdrawn" in row.flags}
    assert flagged == {attempt.items[0].scenario}


async def test_a_module_without_a_question_left_says_so_and_begins_nothing(app: App) -> None:
    await take(app, 1)
    for id_, question in app.desk.library.current.bank.questions.items():
        await execute(
            app.store.database,
            "INSERT INTO withdrawals (scenario, version, at, person, attempt)"
            f" VALUES ('{id_}', {question.published.number}, 1, 0, '')",
        )
    for wanted in (Begin("uji"), Sit("ujian")):
        assert "sedang ditarik" in await _told(app, 1, wanted)
    state = await app.store.people.state(1)
    assert state.attempt is not None
    assert state.attempt.finished_at is not None


async def _lose_content(app: App) -> None:
    """As if what was drawn before had never been archived."""
    library = app.desk.library
    library.current = replace(library.current, hash="another")
    await execute(app.store.database, "DELETE FROM contents")


async def test_a_finished_attempt_whose_content_is_lost_keeps_its_score(app: App) -> None:
    await take(app, 1, name="a1", kind="ujian", module="ujian")
    await take(app, 2, name="a2")
    await _lose_content(app)
    for person, action in ((1, Review("a1", 0)), (2, Back("a2", 0))):
        told = await _told(app, person, action)
        assert "Nilai Anda tetap tercatat" in told
        assert "tanpa nilai" not in told


async def test_an_open_practice_whose_content_is_lost_ends_where_it_was_reported(app: App) -> None:
    attempt = await begin(app, 1)
    answer = Answer(0, (attempt.items[0].order[0],), 0, NOON)
    assert await app.store.attempts.answer(attempt.id, 1, answer)
    await _lose_content(app)
    told = await _told(app, 1, Back(attempt.id, 0))
    assert "dihentikan tanpa nilai" in told
    assert "tetap tercatat" not in told


async def test_a_practice_whose_content_is_lost_ends_with_a_word(app: App) -> None:
    attempt = await begin(app, 1)
    await take(app, 2)
    await _lose_content(app)
    for action in (Mark(attempt.id, 0, 1), Choose(attempt.id, 0, 1)):
        told = await _told(app, 1, action)
        assert ("sudah tidak tersedia" in told) == isinstance(action, Mark)
    assert await _told(app, 2, Next("a1"))
    state = await app.store.people.state(1)
    assert state.attempt is not None
    assert state.attempt.finished_at is not None
