"""The rules of an exam: its time, its critical answers, its pass, and when the next may begin."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import QuizError
from bot.quiz.attempt import Answer
from bot.quiz.bank import Question
from bot.quiz.exam import (
    MINUTE,
    Sitting,
    blanks,
    critical_act,
    critical_steps,
    day_begins,
    deadline,
    is_blank,
    minutes_left,
    next_chance,
    paper,
    passes,
)
from tests.quiz.cast import JOIN, LIKE, LOOK, PAY, act, ask
from tests.quiz.sittings import CRITICAL, EXAM, MODULE, NOON, OTHER, SAY, by_id, sat

JAKARTA = ZoneInfo("Asia/Jakarta")
DAY = 86_400_000
some = settings(max_examples=200, deadline=None)


def test_the_paper_is_the_exams_own() -> None:
    assert paper(MODULE).size == 2
    assert paper(MODULE).pass_mark == 75
    with pytest.raises(QuizError, match="dasar"):
        paper(replace(MODULE, exam=None))


@some
@given(st.integers(0, 40 * MINUTE))
def test_minutes_are_rounded_up_so_that_none_are_left_only_at_the_end(passed: int) -> None:
    attempt = sat()
    left = minutes_left(EXAM, attempt, NOON + passed)
    remaining = deadline(EXAM, attempt) - NOON - passed
    assert (left == 0) == (remaining <= 0)
    assert remaining <= 0 or 0 <= left * MINUTE - remaining < MINUTE


def test_what_is_not_answered_in_time_is_blank_as_of_the_deadline() -> None:
    attempt = replace(sat((SAY, "dilarang", 100), (SAY, "dilarang", 100)), answers=())
    late = blanks(EXAM, attempt)
    assert [(one.step, one.chosen, one.points) for one in late] == [(0, (), 0), (1, (), 0)]
    assert all(is_blank(MODULE, attempt, one) for one in late)
    in_time = Answer(0, ("boleh",), 0, deadline(EXAM, attempt) - 1)
    assert not is_blank(MODULE, attempt, in_time)
    assert not is_blank(MODULE, replace(attempt, kind="latihan"), late[0])


@pytest.mark.parametrize(
    ("question", "chosen", "critical"),
    [
        (SAY, ("boleh",), True),
        (SAY, ("hindari",), False),
        (SAY, ("dilarang",), False),
        (ask(facts=act(JOIN)), ("boleh",), False),
        (ask(act(LOOK), act(LIKE), act(PAY), kind="pilih"), ("c",), True),
        (ask(act(LOOK), act(LIKE), act(PAY), kind="pilih"), ("b",), False),
        (ask(act(LOOK), act(JOIN), act(PAY), kind="tandai"), ("b",), True),
        (ask(act(LOOK), act(JOIN), act(PAY), kind="tandai"), ("c",), False),
        (ask(facts=act(PAY), kind="akibat"), ("kontrak",), False),
    ],
)
def test_critical_is_doing_it_or_saying_that_one_may(
    question: Question, chosen: tuple[str, ...], critical: bool
) -> None:
    found = critical_act(question, chosen, CRITICAL)
    assert (found is not None) == critical
    if found is not None:
        assert found.severity == "berat"
    assert critical_act(question, chosen, frozenset()) is None


def test_a_blank_answer_is_not_critical() -> None:
    mark = ask(act(LOOK), act(JOIN), act(PAY), kind="tandai")
    attempt = replace(sat((mark, "b", 0)), answers=())
    full = replace(attempt, answers=blanks(EXAM, attempt))
    assert list(critical_steps(MODULE, full, by_id(mark))) == []
    sent = replace(attempt, answers=(Answer(0, (), 33, NOON),))
    assert [step for step, _ in critical_steps(MODULE, sent, by_id(mark))] == [0]


@some
@given(st.integers(0, 100), st.integers(0, 100))
def test_an_exam_is_passed_by_its_mark_and_without_a_critical_answer(one: int, two: int) -> None:
    good = sat((SAY, "dilarang", one), (OTHER, "boleh", two))
    fatal = sat((SAY, "boleh", one), (OTHER, "boleh", two))
    questions = by_id(SAY, OTHER)
    assert passes(MODULE, good, questions) == ((one + two) // 2 >= 75)
    assert not passes(MODULE, fatal, questions)


def test_practice_is_a_pass_only_where_there_is_no_exam() -> None:
    trained = sat((SAY, "dilarang", 100), kind="latihan")
    assert not passes(MODULE, trained, by_id(SAY))
    assert passes(replace(MODULE, exam=None), trained, by_id(SAY))
    assert not passes(
        replace(MODULE, exam=None), sat((SAY, "hindari", 69), kind="latihan"), by_id(SAY)
    )


def test_the_first_may_begin_at_once_and_the_next_after_the_cool_down() -> None:
    assert next_chance(EXAM, [], NOON, JAKARTA) == NOON
    ended = Sitting(NOON - 10 * MINUTE, NOON)
    assert next_chance(EXAM, [ended], NOON, JAKARTA) == NOON + 60 * MINUTE
    assert next_chance(EXAM, [ended], NOON + 61 * MINUTE, JAKARTA) == NOON + 61 * MINUTE


def test_after_the_last_of_a_day_the_next_is_at_midnight_in_jakarta() -> None:
    day = [Sitting(NOON - n * 100 * MINUTE, NOON - n * 100 * MINUTE) for n in (3, 2, 1)]
    at = datetime.fromtimestamp(next_chance(EXAM, day, NOON, JAKARTA) / 1000, UTC)
    assert at == datetime(2024, 10, 1, 17, tzinfo=UTC)
    assert next_chance(replace(EXAM, per_day=4), day, NOON, JAKARTA) == NOON


def test_a_cool_down_over_midnight_is_waited_for_too() -> None:
    long = replace(EXAM, per_day=1, cool_down_minutes=12 * 60)
    ended = Sitting(NOON, NOON + 20 * MINUTE)
    assert next_chance(long, [ended], NOON + 30 * MINUTE, JAKARTA) == NOON + (12 * 60 + 20) * MINUTE


sittings = st.lists(
    st.tuples(st.integers(0, 2 * DAY), st.integers(0, 20 * MINUTE)).map(
        lambda pair: Sitting(NOON - pair[0] - 20 * MINUTE, NOON - pair[0] - 20 * MINUTE + pair[1])
    ),
    max_size=8,
).map(lambda found: sorted(found, key=lambda one: -one.started_at))


@some
@given(sittings, st.integers(1, 4), st.integers(0, 2000))
def test_whatever_was_before_the_chance_keeps_both_rules(
    found: list[Sitting], per_day: int, cool_down: int
) -> None:
    exam = replace(EXAM, per_day=per_day, cool_down_minutes=cool_down)
    at = next_chance(exam, found, NOON, JAKARTA)
    assert at >= NOON
    assert all((one.finished_at or 0) + cool_down * MINUTE <= at for one in found)
    today = day_begins(at, JAKARTA)
    assert sum(one.started_at >= today for one in found) < per_day
    # No moment before it would do: one minute earlier breaks a rule.
    if at > NOON:
        before = at - 1
        day = day_begins(before, JAKARTA)
        resting = any((one.finished_at or 0) + cool_down * MINUTE > before for one in found)
        assert resting or sum(one.started_at >= day for one in found) >= per_day


@some
@given(st.integers(0, 4_000_000_000_000), st.integers(-12, 14))
def test_a_day_begins_at_its_midnight(at: int, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    begun = day_begins(at, zone)
    assert 0 <= at - begun < DAY
    assert datetime.fromtimestamp(begun / 1000, zone).strftime("%H:%M:%S") == "00:00:00"
