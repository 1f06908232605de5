"""A withdrawn question counts in full for whoever was asked it, whenever they finish."""

from __future__ import annotations

import asyncio
import json

from bot.app import App
from bot.service.buttons import ReadPledge, encode
from bot.service.disputes import remarking
from bot.service.disputes import told as dispute_notices
from bot.service.ledger.entering import seal_all
from bot.store.withdrawals import Subject
from tests.dialogues.stage import NOON
from tests.service.broken import damage, faults
from tests.service.disputes.stage import corrections, decide, marked, notices, settled
from tests.service.sealed import entries
from tests.service.takers import begin, finish, take


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
