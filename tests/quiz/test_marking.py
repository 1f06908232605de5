from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import QuizError
from bot.quiz.bank import Question
from bot.quiz.marking import points
from tests.quiz.cast import JOIN, LIKE, LOOK, PAY, act, ask

CHOOSE = ask(act(LOOK), act(LIKE), act(JOIN), kind="pilih")
MARK_ALL = ask(act(LOOK), act(LIKE), act(JOIN), act(PAY), kind="tandai")
JUDGE = [ask(facts=act(what)) for what in (LOOK, LIKE, JOIN, PAY)]
NAME_IT = ask(kind="akibat", facts=act(PAY))
EVERY = (CHOOSE, MARK_ALL, NAME_IT, *JUDGE)

questions = st.sampled_from(EVERY)


@st.composite
def chosen(draw: st.DrawFn, of: Question) -> list[str]:
    keys = [choice.key for choice in of.choices]
    most = len(keys) if of.several else 1
    least = 0 if of.several else 1
    return draw(st.lists(st.sampled_from(keys), min_size=least, max_size=most, unique=True))


@settings(max_examples=200, deadline=None)
@given(questions, st.data())
def test_points_are_full_if_and_only_if_the_choice_is_exactly_right(
    question: Question, data: st.DataObject
) -> None:
    keys = data.draw(chosen(question))
    got = points(question, keys)
    assert 0 <= got <= 100
    assert (got == 100) == (set(keys) == set(question.right))


def test_a_verdict_scores_by_the_harm_that_it_would_do() -> None:
    allowed, unwise, forbidden, _ = JUDGE
    assert [points(allowed, [said]) for said in ("boleh", "hindari", "dilarang")] == [100, 50, 0]
    assert [points(unwise, [said]) for said in ("boleh", "hindari", "dilarang")] == [0, 100, 50]
    assert [points(forbidden, [said]) for said in ("boleh", "hindari", "dilarang")] == [0, 50, 100]


def test_choosing_an_act_that_is_not_the_best_scores_by_what_it_is() -> None:
    assert [points(CHOOSE, [key]) for key in "abc"] == [100, 40, 0]


def test_where_all_are_marked_each_option_counts_the_same() -> None:
    assert points(MARK_ALL, ["c", "d"]) == 100
    assert points(MARK_ALL, ["d", "c"]) == 100
    assert points(MARK_ALL, ["c"]) == 75
    assert points(MARK_ALL, ["a", "c", "d"]) == 75
    assert points(MARK_ALL, []) == 50
    assert points(MARK_ALL, ["a", "b"]) == 0


def test_a_share_of_three_options_is_rounded_down() -> None:
    three = ask(act(LOOK), act(LIKE), act(JOIN), kind="tandai")
    assert points(three, []) == 66


@settings(max_examples=100, deadline=None)
@given(questions, st.text(max_size=8))
def test_an_unknown_key_is_refused(question: Question, key: str) -> None:
    if question.choice(key) is None:
        with pytest.raises(QuizError):
            points(question, [key])


@pytest.mark.parametrize("keys", [[], ["a", "b"], ["a", "a"]])
def test_a_question_that_takes_one_choice_refuses_none_and_several(keys: list[str]) -> None:
    with pytest.raises(QuizError):
        points(CHOOSE, keys)


def test_a_choice_marked_twice_is_refused() -> None:
    with pytest.raises(QuizError):
        points(MARK_ALL, ["c", "c"])
