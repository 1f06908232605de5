"""Practice grows by the twin of what was answered wrong, soon after, twice at most."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.quiz.attempt import Answer, Attempt
from bot.quiz.bank import Bank, Kind
from bot.quiz.twins import DAY, MOST, Change, changes, met_before, with_twin
from tests.quiz.cast import JOIN, LIKE, LOOK, PAY, act, bank, scenario
from tests.quiz.pairs import PAIRS, SIX, begun, twin_of


def answered(attempt: Attempt, points: int, of: Bank = PAIRS) -> Attempt:
    """One answer on, and grown by what that brings."""
    answer = Answer(attempt.next_step, ("boleh",), points, 0)
    after = replace(attempt, answers=(*attempt.answers, answer))
    return replace(after, items=with_twin(of, SIX.size, after))


def test_the_twin_comes_two_questions_later() -> None:
    before = begun()
    after = answered(before, 0)
    assert [item.scenario for item in after.items] == [
        *(item.scenario for item in before.items[:2]),
        twin_of(before.items[0]),
        *(item.scenario for item in before.items[2:]),
    ]


def test_after_the_last_question_it_comes_at_once() -> None:
    attempt = begun()
    for points in (100, 100, 100, 100, 100, 0):
        attempt = answered(attempt, points)
    assert len(attempt.items) == 7
    assert attempt.items[-1].scenario == twin_of(attempt.items[5])
    assert not attempt.complete


@pytest.mark.parametrize("points", [1, 50, 100])
def test_what_scored_anything_brings_none(points: int) -> None:
    assert answered(begun(), points).items == begun().items


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 1 << 31), st.lists(st.sampled_from([0, 50, 100]), min_size=9, max_size=9))
def test_whatever_is_answered_it_stays_short_repeats_nothing_and_can_be_drawn_again(
    seed: int, points: list[int]
) -> None:
    def run() -> Attempt:
        attempt = begun(seed=seed)
        for one in points:
            if not attempt.complete:
                attempt = answered(attempt, one)
        return attempt

    attempt = run()
    asked = [item.scenario for item in attempt.items]
    assert len(set(asked)) == len(asked) <= SIX.size + MOST
    assert attempt == run()
    assert [one for one in asked if one in {i.scenario for i in begun(seed=seed).items}] == [
        item.scenario for item in begun(seed=seed).items
    ]


def test_a_twin_that_is_asked_anyway_is_not_added() -> None:
    small = bank("medsos", 6, twins=3)
    attempt = begun(small)
    assert answered(attempt, 0, small).items == attempt.items


def test_a_question_without_a_twin_brings_none() -> None:
    plain = bank("medsos", 6)
    assert answered(begun(plain), 0, plain).items == begun(plain).items


def test_the_twin_that_was_met_before_is_found_and_only_then() -> None:
    after = answered(begun(), 0)
    step, question = met_before(PAIRS, after, 2) or (None, None)
    assert step == 0
    assert question is not None
    assert question.id == after.items[0].scenario
    assert met_before(PAIRS, after, 0) is None
    assert met_before(PAIRS, after, 1) is None


def test_the_difference_is_the_fact_that_both_state() -> None:
    one = scenario(facts=act(LIKE))
    assert changes(one, scenario(facts=act(LOOK))) == [Change("tindakan", LIKE, LOOK)]


def test_a_fact_that_follows_from_the_difference_is_not_one() -> None:
    one, other = scenario(facts=act(PAY)), scenario(facts={"tindakan": LOOK})
    assert changes(one, other) == [Change("tindakan", PAY, LOOK)]
    alone = scenario(facts={"tindakan": PAY})
    assert changes(alone, scenario(facts=act(PAY))) == [Change("cuti", None, "tidak")]


@pytest.mark.parametrize("kind", ["pilih", "tandai"])
def test_twins_with_options_differ_in_them(kind: Kind) -> None:
    one = scenario(act(LOOK), act(JOIN), act(PAY), kind=kind)
    other = scenario(act(LOOK), act(LIKE), act(PAY), kind=kind)
    assert changes(one, other) == [Change("tindakan", JOIN, LIKE)]


def test_another_day_is_a_difference() -> None:
    one = scenario()
    other = replace(one, on=date(2025, 3, 1))
    assert changes(one, other) == [Change(DAY, "2024-02-01", "2025-03-01")]
