"""Facility and discrimination, against examples worked by hand."""

from __future__ import annotations

import random
import statistics

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.quiz.moments import Moments, discrimination, facility, rest_score
from tests.quiz.marks import STAIRS, Marks, moments, right_or_wrong

pairs = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 900)), min_size=2, max_size=60)


def added(rows: list[tuple[int, int]]) -> Moments:
    """Points of an item, and of the nine others together."""
    found = Moments()
    for x, others in rows:
        found.add(x, rest_score(others, 9))
    return found


def test_facility_is_the_mean_share_of_points() -> None:
    """100, 50, 50 and 0 points of 100 each: 200 / 400."""
    assert facility(200, 4) == 0.5


def test_without_answers_there_is_no_facility() -> None:
    assert facility(0, 0) is None


def test_discrimination_is_the_point_biserial_against_the_rest() -> None:
    """Item b of the stairs: marks 1 1 1 0 0, others right 3 2 1 1 0.

    Those who had it right have a mean rest of 2, the others of 0.5. The rest has a standard
    deviation of √(15/5 - 1.4²) = √1.04, and p = 3/5. So r = (2 - 0.5) / √1.04 · √(0.6 · 0.4).
    """
    expected = (2 - 0.5) / 1.04**0.5 * (0.6 * 0.4) ** 0.5
    assert expected == pytest.approx(0.7206, abs=5e-5)
    assert discrimination([moments(STAIRS)["b"]]) == pytest.approx(expected)


def test_the_item_itself_is_not_in_the_rest() -> None:
    """Two items that have nothing to do with each other: against the total each would have
    0.71, since it is half of it."""
    chance = right_or_wrong("11", "10", "01", "00")
    assert discrimination([moments(chance)["a"]]) == 0


def test_an_item_that_the_better_get_wrong_has_a_negative_discrimination() -> None:
    """Marks 0 0 1 1, rests 3 2 1 0: Sxy = 1 - 4 · 0.5 · 1.5 = -2, Sxx = 1, Syy = 5."""
    turned = right_or_wrong("0111", "0110", "1100", "1000")
    assert discrimination([moments(turned)["a"]]) == pytest.approx(-2 / 5**0.5)


def test_partial_points_count_as_they_are() -> None:
    """Points 0, 50, 100 with rests 10, 20, 60: Sxy = 2500, Sxx = 5000, Syy = 1400."""
    found = Moments()
    for x, rest in ((0, 10), (50, 20), (100, 60)):
        found.add(x, rest_score(rest, 1))
    assert discrimination([found]) == pytest.approx(2500 / (5000 * 1400) ** 0.5)


@pytest.mark.parametrize("same", ["item", "rest"])
def test_where_nothing_varies_there_is_no_correlation(same: str) -> None:
    found = Moments()
    for value in (0, 100, 100):
        item, rest = (100, value) if same == "item" else (value, 200)
        # 200 points of three others are no whole number each, and must not look like a spread.
        found.add(item, rest_score(rest, 3))
    assert discrimination([found]) is None


@pytest.mark.parametrize("count", range(1, 11))
def test_the_rest_of_up_to_eleven_answers_is_kept_exactly(count: int) -> None:
    assert all(rest_score(total, count) * count == total * 2520 for total in range(count * 100))


@given(pairs)
@settings(max_examples=200, deadline=None)
def test_it_is_what_the_textbook_formula_says(rows: list[tuple[int, int]]) -> None:
    xs, ys = [float(x) for x, _ in rows], [y / 9 for _, y in rows]
    assume(len(set(xs)) > 1 and len(set(ys)) > 1)
    found = discrimination([added(rows)])
    assert found == pytest.approx(statistics.correlation(xs, ys), abs=1e-9)
    assert found is not None
    assert -1 <= found <= 1


@given(pairs, st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_order_of_answers_changes_nothing(
    rows: list[tuple[int, int]], dice: random.Random
) -> None:
    mixed = dice.sample(rows, len(rows))
    assert added(mixed) == added(rows)


@given(pairs, st.integers(-40, 40), st.integers(1, 3))
@settings(max_examples=50, deadline=None)
def test_another_zero_or_unit_of_the_rest_changes_nothing(
    rows: list[tuple[int, int]], more: int, times: int
) -> None:
    moved = [(x, y * times + more * 9) for x, y in rows]
    one, two = discrimination([added(rows)]), discrimination([added(moved)])
    assert (one is None) == (two is None)
    assert one is None or one == pytest.approx(two, abs=1e-9)


def test_items_of_one_rule_that_differ_in_difficulty_do_not_blur_each_other() -> None:
    """Each item sorts its own people perfectly; thrown together they would give 0.16."""
    easy: Marks = [{"a": 100, "z": 20}, {"a": 0, "z": 10}]
    hard: Marks = [{"b": 100, "z": 80}, {"b": 0, "z": 70}]
    both = [moments(easy)["a"], moments(hard)["b"]]
    assert discrimination(both) == pytest.approx(1)


def test_a_rule_of_no_items_has_no_discrimination() -> None:
    assert discrimination([]) is None
    assert discrimination([Moments()]) is None
