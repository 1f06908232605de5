"""What is withdrawn counts in full, fails nobody, and is asked no more: nothing gets worse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import QuizError
from bot.quiz.attempt import Answer, Version
from bot.quiz.bank import Question
from bot.quiz.drawing import draw
from bot.quiz.exam import critical_steps, passes
from bot.quiz.marking import counted, points, score
from bot.quiz.twins import with_twin
from tests.quiz.blueprints import BLUEPRINT, MIXED, module
from tests.quiz.cast import quota
from tests.quiz.pairs import PAIRS, SIX, begun, twin_of
from tests.quiz.sittings import MODULE, OTHER, SAY, by_id, sat

some = settings(max_examples=100, deadline=None)
asked = st.tuples(st.sampled_from((SAY, OTHER)), st.sampled_from(("boleh", "hindari", "dilarang")))
steps = st.sets(st.integers(0, 5))


@some
@given(st.lists(asked, min_size=1, max_size=6), steps, steps)
def test_the_more_is_withdrawn_the_better_the_result(
    chosen: list[tuple[Question, str]], few: set[int], more: set[int]
) -> None:
    given_ = [(question, said, points(question, (said,))) for question, said in chosen]
    attempt, questions = sat(*given_), by_id(*(question for question, *_ in given_))
    less, all_ = ({Version(str(step), 1) for step in some_} for some_ in (few, few | more))
    assert score(attempt.answers) <= score(counted(attempt, less)) <= score(counted(attempt, all_))
    results = [passes(MODULE, attempt, questions, withdrawn) for withdrawn in ((), less, all_)]
    assert results == sorted(results)
    every = {item.published for item in attempt.items}
    assert score(counted(attempt, every)) == 100
    assert passes(MODULE, attempt, questions, every)


def test_another_version_of_it_counts_as_it_did() -> None:
    attempt = sat((OTHER, "dilarang", 0))
    assert score(counted(attempt, {Version("0", 2)})) == 0
    assert score(counted(attempt, {Version("0", 1)})) == 100


def test_a_critical_answer_to_it_fails_no_exam() -> None:
    attempt = sat((SAY, "boleh", 0), (OTHER, "boleh", 100))
    questions = by_id(SAY, OTHER)
    assert [step for step, _ in critical_steps(MODULE, attempt, questions)] == [0]
    withdrawn = {Version("0", 1)}
    assert list(critical_steps(MODULE, attempt, questions, withdrawn)) == []
    assert passes(MODULE, attempt, questions, withdrawn)
    assert not passes(MODULE, attempt, questions)


@some
@given(st.integers(0, 2**31), st.sets(st.sampled_from(sorted(MIXED.questions)), max_size=12))
def test_it_is_never_drawn_and_all_else_still_is(seed: int, names: set[str]) -> None:
    withdrawn = {Version(name, 1) for name in names}
    items = draw(MIXED, BLUEPRINT, seed, [], withdrawn)
    assert not {item.published for item in items} & withdrawn
    assert len(items) <= BLUEPRINT.size
    left = {name for name in MIXED.questions if name not in names}
    for one in BLUEPRINT.blueprint:
        there = sum(name in left for name in (q.id for q in MIXED.of(one)))
        drawn = sum(MIXED.questions[item.scenario] in MIXED.of(one) for item in items)
        assert drawn >= min(one.count, there)


def test_nothing_withdrawn_draws_what_it_always_drew() -> None:
    assert draw(MIXED, BLUEPRINT, 5, [], ()) == draw(MIXED, BLUEPRINT, 5, [])


def test_fewer_are_asked_where_too_few_are_left_and_none_is_told() -> None:
    only = module(quota("acara", 2))
    names = [name for name in MIXED.questions if name.startswith("acara")]
    left = draw(MIXED, only, 1, [], {Version(name, 1) for name in names[1:]})
    assert [item.scenario for item in left] == names[:1]
    with pytest.raises(QuizError, match="withdrawn"):
        draw(MIXED, only, 1, [], {Version(name, 1) for name in names})


def test_the_twin_of_a_wrong_answer_stays_away_when_it_is_withdrawn() -> None:
    before = begun()
    wrong = replace(before, answers=(Answer(0, ("boleh",), 0, 0),))
    twin = Version(twin_of(before.items[0]), 1)
    assert with_twin(PAIRS, SIX.size, wrong, {twin}) == before.items
    assert len(with_twin(PAIRS, SIX.size, wrong)) == len(before.items) + 1
