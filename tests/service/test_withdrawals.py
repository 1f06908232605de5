"""A withdrawn question counts in full for whoever was asked it, whenever they finish."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import App
from bot.quiz.attempt import Attempt, Version
from bot.quiz.drawing import draw
from bot.quiz.health import by_scenario
from bot.screens.incoming import Incoming, Sender, Tap
from bot.service import dispute_notices, remarking
from bot.service.buttons import Begin, Choose, Mark, Next, ReadPledge, Sit, encode
from bot.service.item_report import pooled
from bot.service.ledger import seal_all
from bot.service.ruling import key_of, known, rule
from bot.store.disputes import Outcome
from bot.store.notices import Notice
from bot.store.withdrawals import Subject
from tests.dialogues.stage import NOON, World
from tests.service.broken import damage, faults
from tests.service.sealed import entries
from tests.service.takers import begin, finish, take
from tests.store.raw import execute


@pytest.fixture
def world(tmp_path: Path, url: str) -> World:
    return World.make(tmp_path, url)


@pytest.fixture
async def app(world: World) -> AsyncIterator[App]:
    async with world.app() as app:
        world.clock.now = NOON + 3_600_000
        yield app


async def decide(app: App, of: Version, outcome: Outcome = "upheld", reporter: int = 900) -> bool:
    """Somebody reports the version, and the operator rules."""
    await app.store.disputes.add(reporter, of, app.desk.library.current.hash, "key", NOON)
    round_ = len(await app.store.disputes.rulings_of(of)) + 1
    return await rule(app.desk, of, round_, outcome, "Terima kasih.", 9000)


async def marked(app: App, attempt: Attempt) -> tuple[int, bool]:
    found = await app.store.attempts.get(attempt.id, attempt.person)
    assert found is not None
    assert found.score is not None
    assert found.passed is not None
    return found.score, found.passed


async def settled(app: App, url: str) -> None:
    """All is sealed and marked again, and the audit has nothing to say of it."""
    for agency in ("DEMO", "LAIN"):
        await seal_all(app.store, agency, app.desk.clock())
    await remarking.run(app.desk)
    assert await app.store.withdrawals.waiting(10) == []
    assert await faults(url) == []


async def corrections(app: App, agency: str = "DEMO") -> list[dict[str, object]]:
    return [json.loads(e.body) for e in await entries(app.store, agency) if e.kind == "correction"]


async def notices(app: App, kind: str) -> list[Notice]:
    columns = "person, id, kind, subject, body, due_at, agency"
    rows = await execute(
        app.store.database, f"SELECT {columns} FROM notices WHERE kind = '{kind}' ORDER BY person"
    )
    return [Notice(*row) for row in rows]


async def test_a_pass_is_gained_entered_told_and_replayed(app: App, url: str) -> None:
    wrong = await take(app, 1, name="a1", wrong=(0, 2))
    right = await take(app, 2, name="a2")
    assert (wrong.score, wrong.passed) == (50, False)
    await settled(app, url)
    assert await decide(app, wrong.items[0].published)
    await settled(app, url)
    assert await marked(app, wrong) == (75, True)
    assert await marked(app, right) == (100, True)
    withdrawn = list(wrong.items[0].published)
    assert await corrections(app) == [
        {
            "passed": True,
            "score": 75,
            "was": {"passed": False, "score": 50},
            "withdrawn": [withdrawn],
        }
    ]
    [told] = await notices(app, remarking.KIND)
    assert (told.person, told.agency) == (1, None)
    screen = await dispute_notices.corrected(app.desk, told)
    assert screen is not None
    words = app.wording.message(screen, "id").html
    assert "Sebelumnya 50, sekarang <b>75</b>" in words
    assert "Anda lulus" in words
    assert screen.rows[0][0].data == encode(ReadPledge(wrong.id))
    [line] = await app.store.trail.page("DEMO", 5)
    assert (line.action, json.loads(line.detail)["attempt"]) == ("attempt.correct", wrong.id)


async def test_the_answers_stay_as_they_were_given(app: App, url: str) -> None:
    attempt = await take(app, 1, name="a1", right=False)
    await decide(app, attempt.items[0].published)
    await settled(app, url)
    stored = await app.store.attempts.get(attempt.id, 1)
    assert stored is not None
    assert stored.answers == attempt.answers


async def test_who_has_not_finished_yet_is_marked_when_they_do(app: App, url: str) -> None:
    attempt = await begin(app, 1)
    await decide(app, attempt.items[3].published)
    await settled(app, url)
    await finish(app, attempt, wrong=(3,))
    await settled(app, url)
    assert await marked(app, attempt) == (100, True)


async def test_who_finishes_right_after_the_search_came_by_is_found(app: App, url: str) -> None:
    attempt = await begin(app, 1)
    await decide(app, attempt.items[0].published)
    await remarking.search(app.desk, 10)
    await finish(app, attempt, wrong=(0, 1))
    assert await app.store.withdrawals.waiting(10) == []
    await settled(app, url)
    assert await marked(app, attempt) == (75, True)


async def test_who_has_no_entry_yet_gets_it_before_the_correction(app: App, url: str) -> None:
    attempt = await take(app, 1, name="a1", wrong=(0, 1))
    await decide(app, attempt.items[0].published)
    await remarking.run(app.desk)  # before the sealer came by
    kinds = [entry.kind for entry in await entries(app.store)]
    assert kinds == ["completion", "correction"]
    await settled(app, url)
    assert len(await corrections(app)) == 1


async def test_a_search_goes_on_where_it_stopped(app: App, url: str) -> None:
    taken = [await take(app, person, name=f"a{person}", right=False) for person in range(1, 8)]
    of = taken[0].items[0].published
    asked = {one.person for one in taken if of in [item.published for item in one.items]}
    await decide(app, of)
    for _ in range(10):
        [one] = await app.store.withdrawals.all()
        if one.done_at is None:
            await app.store.withdrawals.search(one, NOON, limit=2)
            await app.store.withdrawals.search(one, NOON, limit=2)  # as a second worker would
    assert {subject.person for subject in await app.store.withdrawals.waiting(20)} == asked
    await settled(app, url)
    assert {told.person for told in await notices(app, remarking.KIND)} == asked


async def test_many_workers_mark_one_completion_once(app: App, url: str) -> None:
    attempt = await take(app, 1, name="a1", wrong=(0, 1))
    others = [await take(app, person, name=f"a{person}", right=False) for person in range(2, 12)]
    await decide(app, attempt.items[0].published)
    await remarking.search(app.desk, 10)
    subject = Subject(1, attempt.id)
    await asyncio.gather(
        *(remarking.mark_again(app.desk, subject) for _ in range(4)),
        *(seal_all(app.store, "DEMO", app.desk.clock()) for _ in range(2)),
    )
    kinds = [entry.kind for entry in await entries(app.store) if entry.subject == attempt.id]
    assert kinds == ["completion", "correction"]
    await settled(app, url)
    assert await marked(app, attempt) == (75, True)
    for other in others:
        assert await marked(app, other) >= (other.score or 0, bool(other.passed))


async def test_two_withdrawals_add_up(app: App, url: str) -> None:
    attempt = await take(app, 1, name="a1", right=False)
    await decide(app, attempt.items[0].published)
    await settled(app, url)
    first = await marked(app, attempt)
    await decide(app, attempt.items[1].published)
    await settled(app, url)
    assert await marked(app, attempt) > first
    assert len(await corrections(app)) == len(await notices(app, remarking.KIND)) == 2


async def test_a_critical_answer_to_it_fails_no_exam_any_more(app: App, url: str) -> None:
    begun = await begin(app, 1, kind="ujian", module="ujian")
    critical = next(n for n, item in enumerate(begun.items) if item.scenario.startswith("berat"))
    attempt = await finish(app, begun, chosen={critical: "boleh"})
    assert attempt.score == 75
    assert attempt.passed is False
    await decide(app, attempt.items[critical].published)
    await settled(app, url)
    assert await marked(app, attempt) == (100, True)


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


async def test_of_two_operators_at_once_one_rules(app: App) -> None:
    of = Version("menilai-1", 1)
    await app.store.disputes.add(5, of, app.desk.library.current.hash, "key", NOON)
    ours = await asyncio.gather(
        rule(app.desk, of, 1, "upheld", "Ya.", 9000),
        rule(app.desk, of, 1, "rejected", "Tidak.", 9001),
        rule(app.desk, of, 1, "upheld", "Ya, ya.", 9002),
    )
    assert sorted(ours) == [False, False, True]
    [ruling] = await app.store.disputes.rulings_of(of)
    withdrawn = {one.of for one in await app.store.withdrawals.all()}
    assert withdrawn == ({of} if ruling.outcome == "upheld" else set())
    [told] = await notices(app, "sanggahan")
    assert told.subject == "menilai-1:1:1"


async def test_who_read_the_case_before_the_last_ruling_does_not_rule(app: App) -> None:
    of, content = Version("menilai-1", 1), app.desk.library.current.hash
    await decide(app, of, "rejected", reporter=1)
    await app.store.disputes.add(2, of, content, "key", NOON)
    assert not await rule(app.desk, of, 1, "upheld", "Ya.", 9001)
    assert [one.of for one in await app.store.disputes.queue()] == [of]
    assert await rule(app.desk, of, 2, "upheld", "Ya.", 9001)


async def test_nothing_is_ruled_that_nobody_reported(app: App) -> None:
    of = Version("menilai-1", 1)
    assert not await rule(app.desk, of, 1, "upheld", "Ya.", 9000)
    assert await app.store.disputes.rulings() == []
    assert await app.store.withdrawals.all() == []


async def test_what_was_rejected_may_be_reported_by_others_and_upheld(app: App) -> None:
    of = Version("menilai-1", 1)
    assert await decide(app, of, "rejected", reporter=1)
    assert await app.store.disputes.queue() == []
    assert await decide(app, of, "upheld", reporter=2)
    assert [told.subject for told in await notices(app, "sanggahan")] == [
        "menilai-1:1:1",
        "menilai-1:1:2",
    ]
    assert await known(app.desk, key_of(of)) == of


async def test_reporters_are_told_what_was_ruled_and_why(app: App) -> None:
    await take(app, 1, name="a1")
    await decide(app, Version("menilai-1", 1), "rejected", reporter=1)
    [told] = await notices(app, "sanggahan")
    screen = await dispute_notices.ruled(app.desk, told)
    assert screen is not None
    words = app.wording.message(screen, "id").html
    for part in ("dipertahankan", "Keadaan menilai nomor 1.", "Terima kasih."):
        assert part in words


async def test_a_report_that_came_with_the_withdrawal_is_answered_too(app: App, url: str) -> None:
    of = Version("menilai-1", 1)
    await decide(app, of, reporter=1)
    await app.store.disputes.add(2, of, app.desk.library.current.hash, "law", NOON)
    await settled(app, url)
    assert {told.person for told in await notices(app, "sanggahan")} == {1, 2}
    assert await app.store.disputes.queue() == []


async def test_a_person_whose_answers_were_erased_stops_nobody(app: App, url: str) -> None:
    gone, attempt = (
        await take(app, 1, name="a1", right=False),
        await take(app, 2, name="a2", right=False),
    )
    await damage(url, "DELETE FROM answers WHERE person = 1")
    for of in {item.published for item in (*gone.items, *attempt.items)}:
        await decide(app, of)
    await seal_all(app.store, "DEMO", app.desk.clock())
    await remarking.run(app.desk)
    assert await app.store.withdrawals.waiting(10) == []
    assert await marked(app, gone) == (gone.score, gone.passed)
    assert await marked(app, attempt) == (100, True)


async def test_the_audit_finds_who_was_not_marked_again(app: App, url: str) -> None:
    attempt = await take(app, 1, name="a1", right=False)
    await decide(app, attempt.items[0].published)
    await settled(app, url)
    await damage(url, "DELETE FROM remarks")
    told = await faults(url)
    assert any("not marked again since" in fault for fault in told)
    assert any("the score is" in fault for fault in told)


async def test_the_audit_finds_a_result_that_no_correction_tells_of(app: App, url: str) -> None:
    attempt = await take(app, 1, name="a1", wrong=(0, 1))
    await decide(app, attempt.items[0].published)
    await settled(app, url)
    await damage(url, "UPDATE attempts SET score = 80 WHERE person = 1")
    told = await faults(url)
    assert any("its last correction says otherwise" in fault for fault in told)


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
        reply = await app.handle(Incoming(Sender(1, "Orang"), Tap(encode(wanted))))
        assert reply.screen is not None
        assert "sedang ditarik" in app.wording.message(reply.screen, "id").html
    state = await app.store.people.state(1)
    assert state.attempt is not None
    assert state.attempt.finished_at is not None


async def test_a_practice_whose_content_is_lost_ends_with_a_word(app: App) -> None:
    attempt = await begin(app, 1)
    await take(app, 2)
    library = app.desk.library
    library.current = replace(library.current, hash="another")
    await execute(app.store.database, "DELETE FROM contents")
    for action in (Mark(attempt.id, 0, 1), Choose(attempt.id, 0, 1)):
        reply = await app.handle(Incoming(Sender(1, "Orang"), Tap(encode(action))))
        assert reply.screen is not None
        told = app.wording.message(reply.screen, "id").html
        assert ("sudah tidak tersedia" in told) == isinstance(action, Mark)
    reply = await app.handle(Incoming(Sender(2, "Orang"), Tap(encode(Next("a1")))))
    assert reply.screen is not None
    state = await app.store.people.state(1)
    assert state.attempt is not None
    assert state.attempt.finished_at is not None
