from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import QuizError
from bot.quiz.attempt import Answer, Attempt, Item
from bot.quiz.marking import score

many = st.lists(st.integers(0, 100), min_size=1, max_size=30)


def answers(points: list[int]) -> tuple[Answer, ...]:
    return tuple(Answer(step, ("a",), one, 0) for step, one in enumerate(points))


@settings(max_examples=200, deadline=None)
@given(many, st.integers(1, 100))
def test_a_score_reaches_the_pass_mark_only_if_the_points_do(points: list[int], mark: int) -> None:
    assert (score(answers(points)) >= mark) == (sum(points) >= mark * len(points))


def test_just_below_is_not_rounded_up() -> None:
    assert score(answers([70, 70, 69])) == 69


def test_full_points_are_a_full_score() -> None:
    assert score(answers([100] * 7)) == 100


def test_an_attempt_without_answers_has_no_score() -> None:
    with pytest.raises(QuizError):
        score(())


@pytest.mark.parametrize("answered", [0, 1, 2])
def test_the_next_step_is_the_first_without_an_answer(answered: int) -> None:
    items = (Item("satu", 1, ("a", "b")), Item("dua", 1, ("a", "b")))
    given_ = answers([100] * answered)
    attempt = Attempt("a1", 7, "DEMO", None, "dasar", "latihan", 1, "hash", items, 0, given_)
    assert attempt.next_step == answered
    assert attempt.complete == (answered == 2)
