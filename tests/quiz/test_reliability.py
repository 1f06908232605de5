"""KR-20: the textbook's where everybody has the same items, and right where they do not."""

from __future__ import annotations

import random
import statistics

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.quiz.moments import Moments
from bot.quiz.reliability import kr20
from tests.quiz.marks import STAIRS, Marks, moments, right_or_wrong

tables = st.integers(2, 8).flatmap(
    lambda k: st.lists(st.text("01", min_size=k, max_size=k), min_size=2, max_size=30)
)


def textbook(people: list[str]) -> float | None:
    """Kuder and Richardson's formula 20, as it is printed: k/(k-1) · (1 - Σpq/σ²)."""
    k = len(people[0])
    totals = [person.count("1") for person in people]
    p = [sum(person[i] == "1" for person in people) / len(people) for i in range(k)]
    spread = statistics.pvariance(totals)
    return k / (k - 1) * (1 - sum(q * (1 - q) for q in p) / spread) if spread else None


def bank(people: int, size: int, dice: random.Random, spread: float) -> list[list[int]]:
    """Marks of everybody on a whole bank; ``spread`` is how much people differ."""
    hard = [dice.uniform(-2, 2) for _ in range(size)]
    able = [dice.gauss(0, spread) for _ in range(people)]
    return [[100 * (dice.random() < 1 / (1 + 2.718281828 ** (h - a))) for h in hard] for a in able]


def drawn(whole: list[list[int]], size: int, dice: random.Random) -> Marks:
    return [{str(i): person[i] for i in dice.sample(range(len(person)), size)} for person in whole]


def test_the_stairs_have_a_kr20_of_0_8() -> None:
    """p = .8 .6 .4 .2, so Σpq = .16 + .24 + .24 + .16 = .8; totals 4 3 2 1 0 have σ² = 2.
    KR-20 = 4/3 · (1 - .8/2) = 0.8."""
    assert kr20(moments(STAIRS).values(), 4) == pytest.approx(0.8)


def test_the_order_in_which_the_items_were_asked_changes_nothing() -> None:
    dice = random.Random(3)
    mixed = [dict(dice.sample(list(person.items()), 4)) for person in STAIRS]
    assert kr20(moments(mixed).values(), 4) == pytest.approx(0.8)


def test_partial_points_give_coefficient_alpha() -> None:
    """Points 0 50 100 and 50 50 100: variances 1666.7 and 555.6 (by n), together 2222.2. Totals
    50 100 200: variance 3888.9. α = 2 · (1 - 2222.2/3888.9) = 2 · 3/7 = 6/7."""
    marks: Marks = [{"a": 0, "b": 50}, {"a": 50, "b": 50}, {"a": 100, "b": 100}]
    assert kr20(moments(marks).values(), 2) == pytest.approx(6 / 7)


@given(tables)
@settings(max_examples=200, deadline=None)
def test_with_the_same_items_for_all_it_is_the_textbooks(people: list[str]) -> None:
    assume((expected := textbook(people)) is not None)
    found = kr20(moments(right_or_wrong(*people)).values(), len(people[0]))
    assert found == pytest.approx(expected, abs=1e-9)
    assert found is not None
    assert found <= 1


@given(tables, st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_order_of_people_changes_nothing(people: list[str], dice: random.Random) -> None:
    mixed = dice.sample(people, len(people))
    size = len(people[0])
    one = kr20(moments(right_or_wrong(*people)).values(), size)
    two = kr20(moments(right_or_wrong(*mixed)).values(), size)
    assert one == two or one == pytest.approx(two)


def test_a_random_draw_tells_what_the_whole_bank_stepped_down_tells() -> None:
    """The whole bank has KR-20 = ρ over 40 items; ten parallel ones of it would have, by
    Spearman and Brown, (ρ/4) / (1 - 3ρ/4). People who each had ten at random must say so too."""
    dice = random.Random(11)
    whole = bank(4000, 40, dice, spread=1.0)
    rho = kr20(moments([{str(i): x for i, x in enumerate(row)} for row in whole]).values(), 40)
    assert rho is not None
    found = kr20(moments(drawn(whole, 10, dice)).values(), 10)
    assert found == pytest.approx(rho / 4 / (1 - 3 * rho / 4), abs=0.03)
    assert found == pytest.approx(0.66, abs=0.05)


def test_draws_of_unequal_difficulty_do_not_pass_for_reliability() -> None:
    """People who do not differ at all: whoever drew easy items has more points, and the variance
    of totals over item variances alone would call that reliable."""
    dice = random.Random(12)
    marks = drawn(bank(4000, 40, dice, spread=0.0), 10, dice)
    found = kr20(moments(marks).values(), 10)
    assert found is not None
    assert abs(found) < 0.08
    items = moments(marks).values()
    within = sum(item.sxx for item in items) / len(marks)
    totals = statistics.pvariance([sum(person.values()) for person in marks])
    assert 10 / 9 * (1 - within / totals) > 0.1


@pytest.mark.parametrize(
    ("people", "length"), [(["11", "11"], 2), (["1010"], 4), ([], 4), (["10", "01"], 1)]
)
def test_without_variance_people_or_length_there_is_none(people: list[str], length: int) -> None:
    assert kr20(moments(right_or_wrong(*people)).values(), length) is None


def test_items_that_contradict_each_other_give_less_than_nothing() -> None:
    found = kr20(moments(right_or_wrong("110", "001", "110", "011", "100")).values(), 3)
    assert found is not None
    assert found < 0


def test_items_with_one_answer_say_nothing() -> None:
    some = moments(STAIRS)
    lone = Moments()
    lone.add(100, 0)
    assert kr20([*some.values(), lone], 4) == kr20(some.values(), 4)
