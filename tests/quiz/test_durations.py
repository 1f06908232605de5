"""Times in bins: never further from the truth than is promised, whatever their number."""

from __future__ import annotations

from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.quiz.durations import IDLE_MS, SHORTEST_MS, Durations

times = st.lists(st.integers(0, IDLE_MS), min_size=1, max_size=200)


def added(values: list[int]) -> Durations:
    found = Durations()
    for value in values:
        found.add(value)
    return found


def exact(values: list[int], share: float) -> int:
    """By nearest rank: the smallest time within which that share of the answers came."""
    return sorted(values)[max(1, ceil(share * len(values))) - 1]


def test_the_median_and_the_ninth_tenth_of_ten_answers() -> None:
    """1 to 10 seconds: the fifth is 5 s, the ninth 9 s; both within 2.5 %."""
    found = added([1000 * n for n in range(1, 11)])
    assert found.quantile(0.5) == pytest.approx(5000, rel=0.025)
    assert found.quantile(0.9) == pytest.approx(9000, rel=0.025)


@given(times, st.sampled_from([0.1, 0.5, 0.9, 1.0]))
@settings(max_examples=300, deadline=None)
def test_no_quantile_is_wrong_by_more_than_its_bin(values: list[int], share: float) -> None:
    found = added(values).quantile(share)
    true = max(SHORTEST_MS, exact(values, share))
    # Half a millisecond more, as what is told is rounded to whole ones.
    assert found == pytest.approx(true, rel=0.025, abs=0.5)


def test_idle_times_are_counted_apart_and_move_nothing() -> None:
    found = added([1000, IDLE_MS + 1, 2000, 86_400_000, 3000])
    assert found.idle == 2
    assert found.quantile(0.5) == added([1000, 2000, 3000]).quantile(0.5)


def test_the_limit_itself_is_not_idle() -> None:
    found = added([IDLE_MS])
    assert found.idle == 0
    assert found.quantile(0.5) == pytest.approx(IDLE_MS, rel=0.025)


def test_a_clock_that_went_back_gives_no_time() -> None:
    assert added([-1]).idle == 1


def test_without_times_there_is_no_quantile() -> None:
    assert Durations().quantile(0.5) is None
    assert added([IDLE_MS + 1]).quantile(0.5) is None


@given(times, times)
@settings(max_examples=50, deadline=None)
def test_merging_two_is_adding_all(one: list[int], two: list[int]) -> None:
    merged = added(one)
    merged.merge(added(two))
    assert merged == added(one + two)


def test_a_hundred_thousand_times_need_no_more_room_than_one() -> None:
    assert len(added(list(range(100_000))).bins) == len(Durations().bins) < 200
