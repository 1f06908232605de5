"""How far a person is: standings, weak and strong rules, and weeks in a row."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.bank import Exam, Module
from bot.quiz.progress import RECENT, Done, Mark, Place, place, streak, strong, weak

PLAIN = Module("dasar", {"id": "Dasar"}, {"id": ""}, (), 70, 12)
EXAMINED = replace(PLAIN, exam=Exam(20, (), 70, 3, 60))
PASS = Done("dasar", "ujian", 10, 90, passed=True, valid_until=100)
FAIL = Done("dasar", "ujian", 5, 40, passed=False)
PRACTICE = Done("dasar", "latihan", 3, 80, passed=False)
GIVEN_UP = Done("dasar", "latihan", 2, None, passed=False)


def test_whoever_did_nothing_is_new() -> None:
    assert place(PLAIN, [], 50) == Place("dasar", "new")
    assert place(PLAIN, [replace(PASS, module="lain")], 50) == Place("dasar", "new")


def test_what_was_given_up_is_only_begun() -> None:
    assert place(PLAIN, [GIVEN_UP], 50) == Place("dasar", "begun")


def test_practice_counts_only_where_there_is_no_exam() -> None:
    assert place(EXAMINED, [GIVEN_UP, PRACTICE], 50) == Place("dasar", "practised")
    passed = replace(PRACTICE, passed=True, valid_until=60)
    assert place(PLAIN, [passed], 50) == Place("dasar", "passed", 80, 60)


def test_a_later_failure_takes_no_pass_away() -> None:
    later = replace(FAIL, finished_at=20)
    assert place(EXAMINED, [PASS, later], 50) == Place("dasar", "passed", 90, 100)


def test_a_pass_counts_until_its_last_moment() -> None:
    assert place(EXAMINED, [PASS], 99).standing == "passed"
    assert place(EXAMINED, [PASS], 100).standing == "expired"


def test_a_newer_pass_prolongs_an_older_one() -> None:
    assert place(EXAMINED, [replace(PASS, valid_until=300), PASS], 200).valid_until == 300


def test_an_exam_tried_in_vain_shows_its_best_score() -> None:
    assert place(EXAMINED, [FAIL, replace(FAIL, score=60), PRACTICE], 50) == Place(
        "dasar", "failed", 60
    )


def test_the_weakest_rule_comes_first() -> None:
    marks = [Mark("a", 50, 1), Mark("b", 0, 2), Mark("c", 100, 3), Mark("d", 50, 4)]
    assert weak(marks) == ["b", "d", "a"]


def test_mistakes_of_long_ago_are_forgiven() -> None:
    old = [Mark("a", 0, 1), Mark("a", 0, 2)]
    assert weak([*old, Mark("a", 100, 3)]) == ["a"]
    assert weak([*old, *(Mark("a", 100, at) for at in range(3, 3 + RECENT))]) == []


def test_one_right_answer_is_no_strength_yet() -> None:
    assert strong([Mark("a", 100, 1)]) == []
    assert strong([Mark("a", 100, 1), Mark("a", 100, 2)]) == ["a"]
    assert strong([Mark("a", 100, 1), Mark("a", 50, 2)]) == []


marks = st.lists(
    st.builds(Mark, st.sampled_from("abc"), st.sampled_from([0, 50, 100]), st.integers(0, 99))
)


@given(marks, st.randoms())
def test_no_rule_is_weak_and_strong_and_the_order_told_does_not_matter(
    told: list[Mark], dice: object
) -> None:
    assert not set(weak(told)) & set(strong(told))
    once = {(mark.rule, mark.at): mark for mark in told}
    mixed = list(once.values())
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert weak(mixed) == weak(once.values())


def test_this_week_need_not_be_over() -> None:
    assert streak([1, 2, 3], 3) == 3
    assert streak([1, 2, 3], 4) == 3
    assert streak([1, 2, 3], 5) == 0


@given(st.sets(st.integers(0, 30)), st.integers(0, 30))
def test_a_streak_is_a_run_without_gaps_that_reaches_now(weeks: set[int], this: int) -> None:
    length = streak(weeks, this)
    end = this if this in weeks else this - 1
    assert all(end - back in weeks for back in range(length))
    assert end - length not in weeks
