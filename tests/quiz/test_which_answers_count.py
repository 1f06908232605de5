"""Which answers count for a question and a module, and which are left out and counted apart."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from bot.quiz.health import by_rule, by_scenario
from bot.quiz.statistics import Pool, Track, subject_of
from bot.quiz.track_health import by_track
from tests.quiz.pooled import (
    JOINING,
    LIKED,
    LIKING,
    LOOKING,
    MARKING,
    RIGHT,
    WRONG,
    both,
    named,
    pool_of,
    row,
    taken,
)


def test_a_new_version_and_a_changed_key_stay_apart() -> None:
    newer = replace(LOOKING, scenario=replace(LOOKING.scenario, version=2))
    judged_otherwise = replace(LIKING, scenario=LOOKING.scenario)
    pool = Pool()
    for asked, times in ((LOOKING, 6), (newer, 7), (judged_otherwise, 8)):
        for _ in range(times):
            pool.add(taken((asked, RIGHT)), pool.tallies(Track("dasar", "latihan"), [asked]))
    assert [(h.subject and h.subject.version, h.rule, h.answers) for h in by_scenario(pool)] == [
        (1, "lihat", 6),
        (1, "suka", 8),
        (2, "lihat", 7),
    ]


def test_practice_and_exam_are_judged_apart() -> None:
    attempts = [
        *[taken((LOOKING, WRONG))] * 6,
        *[taken((LOOKING, RIGHT), kind="ujian")] * 7,
    ]
    pool = pool_of(attempts, [LOOKING])
    assert [(h.track.kind, h.answers, h.facility) for h in by_scenario(pool)] == [
        ("latihan", 6, 0.0),
        ("ujian", 7, 1.0),
    ]
    assert [(t.track.kind, t.tally.attempts) for t in by_track(pool)] == [
        ("latihan", 6),
        ("ujian", 7),
    ]


def test_what_was_not_reached_in_an_exam_is_no_answer_and_no_part_of_the_rest() -> None:
    whole = taken((LOOKING, RIGHT), (LIKING, LIKED), (JOINING, RIGHT), kind="ujian")
    cut = replace(
        whole, answers=(*whole.answers[:2], replace(whole.answers[2], chosen=(), points=0))
    )
    pool = pool_of([whole] * 5 + [cut] * 5, [LOOKING, LIKING, JOINING])
    assert [(row(pool, q.id).answers) for q in (LOOKING, LIKING, JOINING)] == [10, 10, 5]
    [module] = by_track(pool)
    assert (module.tally.blank, module.tally.answers, module.length) == (5, 25, 2.5)
    # Of those who were cut off the rest of the first is the second alone: full points.
    assert pool.items[whole.track, subject_of(LOOKING)].moments.y == 2520 * (5 * 50 + 5 * 100)


def test_to_mark_nothing_is_an_answer() -> None:
    pool = pool_of([taken((MARKING, []))] * 5, [MARKING])
    assert row(pool, "tandai-1").answers == 5
    assert by_track(pool)[0].tally.blank == 0


def test_in_practice_the_twin_of_a_question_just_explained_does_not_count() -> None:
    asked, twin = named("lihat-a", twin="lihat-b"), named("lihat-b", twin="lihat-a")
    known = [asked, twin, LIKING]
    wrong_first = taken((asked, WRONG), (LIKING, LIKED), (twin, RIGHT))
    pool = pool_of([wrong_first] * 5, known)
    assert [h.subject and h.subject.scenario for h in by_scenario(pool)] == ["lihat-a", "suka-1"]
    [module] = by_track(pool)
    assert (module.tally.primed, module.tally.answers) == (5, 10)
    assert pool.items[wrong_first.track, subject_of(LIKING)].moments.y == 0
    [exam] = by_track(pool_of([replace(wrong_first, track=Track("dasar", "ujian"))], known))
    assert (exam.tally.primed, exam.tally.answers) == (0, 3)


def test_modules_are_judged_apart() -> None:
    attempts = [taken((LOOKING, RIGHT))] * 6 + [taken((LOOKING, WRONG), module="lanjut")] * 7
    found = [
        (h.track.module, h.answers, h.facility) for h in by_scenario(pool_of(attempts, [LOOKING]))
    ]
    assert found == [("dasar", 6, 1.0), ("lanjut", 7, 0.0)]


def test_an_attempt_of_one_answer_has_a_facility_but_no_rest() -> None:
    found = row(
        pool_of([taken((LOOKING, RIGHT)), *[taken((LOOKING, WRONG))] * 4], [LOOKING]), "lihat-1"
    )
    assert (found.facility, found.discrimination) == (0.2, None)


def test_a_question_that_no_content_explains_is_lost_but_stays_in_the_rest() -> None:
    pool = pool_of(both(20, 20), [LOOKING])
    [module] = by_track(pool)
    assert (module.tally.attempts, module.tally.lost) == (40, 40)
    assert row(pool, "lihat-1").discrimination == pytest.approx(-1)


def test_a_module_has_its_reliability_and_says_what_was_left_out() -> None:
    """Two items that agree in 40 of 60: p = 1/2, Σpq = 1/2, and the totals 2 0 1 in 20 each
    have σ² = 2/3. KR-20 = 2 · (1 - 1/2 · 3/2) = 1/2."""
    attempts = [
        *[taken((LOOKING, RIGHT), (JOINING, WRONG), repeats=2)] * 20,
        *[taken((LOOKING, WRONG), (JOINING, RIGHT))] * 20,
        *[taken((LOOKING, RIGHT), (JOINING, RIGHT))] * 10,
        *[taken((LOOKING, WRONG), (JOINING, WRONG))] * 10,
    ]
    [module] = by_track(pool_of(attempts, [LOOKING, JOINING]))
    assert (module.tally.attempts, module.tally.repeats, module.length) == (60, 40, 2)
    assert module.flags == ()
    assert module.kr20 == pytest.approx(0.5)


def test_another_modules_answers_do_not_change_a_modules_reliability() -> None:
    known = [LOOKING, JOINING]
    agree = [
        *[taken((LOOKING, RIGHT), (JOINING, WRONG))] * 20,
        *[taken((LOOKING, WRONG), (JOINING, RIGHT))] * 20,
    ]
    apart = [
        *[taken((LOOKING, RIGHT), (JOINING, RIGHT), module="lanjut")] * 20,
        *[taken((LOOKING, WRONG), (JOINING, WRONG), module="lanjut")] * 20,
    ]
    one, other = by_track(pool_of([*agree, *apart], known))
    assert one.kr20 == pytest.approx(1)
    assert other.kr20 is None  # each total is the same, so there is nothing to rely on


def test_a_module_with_few_attempts_has_no_reliability() -> None:
    [module] = by_track(pool_of(both(20, 9), [LOOKING, LIKING]))
    assert (module.kr20, module.flags) == (None, ("too few",))


def test_a_pool_of_many_attempts_is_no_larger_than_one_of_few() -> None:
    """But for the digits of its sums."""
    few, many = (
        len(pickle.dumps(pool_of(both(times, times), [LOOKING, LIKING]))) for times in (10, 2000)
    )
    assert many < few * 1.3


def test_nobody_answered_anything() -> None:
    assert by_scenario(Pool()) == by_rule(Pool()) == []
    assert by_track(Pool()) == []


def test_a_question_of_the_content_that_was_never_asked_has_no_row() -> None:
    pool = pool_of([taken((LOOKING, RIGHT))], [LOOKING, LIKING])
    assert len(by_scenario(pool)) == len(by_rule(pool)) == 1
