"""An exam is replayed as it was taken: what was left blank gives nothing, and time decides."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from random import Random

import pytest

from bot.quiz.attempt import Attempt
from bot.quiz.drawing import draw
from bot.quiz.exam import blanks, deadline, paper, passes
from bot.quiz.marking import score
from bot.store.store import Store
from tests.service.broken import damage, faults
from tests.store.copies import trained
from tests.store.trained import answered, catalog, person

MODULE = catalog().module("resmi")
ANI = person(5)


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    store = await trained(url, 5)
    yield store
    await store.close()


def sat(count: int) -> Attempt:
    """An exam of which the first questions were answered before the time was over."""
    exam = MODULE.exam
    assert exam is not None
    assert ANI.agency is not None
    items = draw(catalog().bank, paper(MODULE), 7, [])
    begun = Attempt(
        "x5", ANI.id, ANI.agency, ANI.unit, "resmi", "ujian", 7, catalog().hash, items, 1_000
    )
    some = answered(begun, count)
    whole = replace(some, answers=(*some.answers, *blanks(exam, some)))
    return replace(
        whole,
        finished_at=deadline(exam, whole),
        score=score(whole.answers),
        passed=passes(MODULE, whole, catalog().bank.questions),
    )


async def keep(store: Store, attempt: Attempt) -> None:
    assert await store.attempts.start(replace(attempt, answers=()))
    assert attempt.score is not None
    assert attempt.finished_at is not None
    assert await store.attempts.finish(
        attempt.id,
        attempt.person,
        attempt.answers,
        attempt.score,
        bool(attempt.passed),
        attempt.finished_at,
    )


@pytest.mark.parametrize("count", range(5))
async def test_an_exam_comes_out_again_however_much_was_left_blank(
    store: Store, url: str, count: int
) -> None:
    await keep(store, sat(count))
    assert await faults(url) == []


async def test_an_answer_after_the_time_is_found(store: Store, url: str) -> None:
    await keep(store, sat(3))
    late = Random(1).choice(sat(3).items[3].order)
    await damage(
        url, f"UPDATE answers SET chosen = '[\"{late}\"]' WHERE attempt = 'x5' AND step = 3"
    )
    assert await faults(url) == [
        "scores: attempt x5 of person 5: step 3: it was answered after the time was over"
    ]


async def test_a_forged_pass_is_found(store: Store, url: str) -> None:
    await keep(store, sat(0))
    await damage(url, "UPDATE attempts SET passed = 1 WHERE id = 'x5'")
    scores, *tallies = await faults(url)
    assert scores == (
        "scores: attempt x5 of person 5: it is stored as passed, by its answers it is failed"
    )
    assert all(words.startswith("tallies: ") for words in tallies)
