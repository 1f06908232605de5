from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import QuizError
from bot.quiz.attempt import Item
from bot.quiz.bank import Quota
from bot.quiz.drawing import draw
from tests.quiz.blueprints import BLUEPRINT, MIXED, module
from tests.quiz.cast import bank, quota

seeds = st.integers(0, 2**63)
some = settings(max_examples=60, deadline=None)


def ids(items: tuple[Item, ...]) -> list[str]:
    return [item.scenario for item in items]


@some
@given(seeds)
def test_a_draw_keeps_to_the_blueprint_and_repeats_nothing(seed: int) -> None:
    drawn = ids(draw(MIXED, BLUEPRINT, seed, []))
    topics = Counter(MIXED.questions[id_].scenario.topic for id_ in drawn)
    assert topics == {"medsos": 5, "acara": 2}
    assert sum(MIXED.questions[id_].scenario.kind == "pilih" for id_ in drawn) >= 2
    assert len(set(drawn)) == len(drawn) == BLUEPRINT.size


@some
@given(seeds)
def test_the_same_seed_draws_the_same(seed: int) -> None:
    assert draw(MIXED, BLUEPRINT, seed, []) == draw(MIXED, BLUEPRINT, seed, [])


def test_other_seeds_draw_otherwise() -> None:
    assert len({draw(MIXED, BLUEPRINT, seed, []) for seed in range(20)}) == 20


@some
@given(seeds, st.integers(0, 3))
def test_three_attempts_in_a_row_repeat_nothing_when_the_bank_has_three_times_as_many(
    seed: int, twins: int
) -> None:
    """Twins do not weigh more than that, however many there are."""
    small = bank("medsos", 12, twins=2 * twins)
    recent: list[tuple[Item, ...]] = []
    for attempt in range(3):
        recent.insert(0, draw(small, module(quota("medsos", 4)), seed + attempt, recent))
    asked = [id_ for items in recent for id_ in ids(items)]
    assert len(set(asked)) == 12


@some
@given(seeds)
def test_what_was_asked_longest_ago_comes_back_first(seed: int) -> None:
    small, four = bank("medsos", 8), module(quota("medsos", 4))
    oldest = draw(small, four, seed, [])
    newest = draw(small, four, seed + 1, [oldest])
    again = draw(small, four, seed + 2, [newest, oldest])
    assert set(ids(again)) == set(ids(oldest))


def test_of_two_times_that_it_was_asked_the_later_counts() -> None:
    """Of three questions, two were asked in both draws and one in the older only."""
    small = bank("medsos", 3)
    older, newer = (draw(small, module(quota("medsos", size)), 1, []) for size in (3, 2))
    (only,) = set(ids(older)) - set(ids(newer))
    for seed in range(10):
        assert ids(draw(small, module(quota("medsos", 1)), seed, [newer, older])) == [only]


@some
@given(seeds, st.integers(1, 6))
def test_twins_do_not_meet_while_there_are_others(seed: int, count: int) -> None:
    """Of four pairs and two singles, six can be drawn without a pair."""
    small = bank("medsos", 10, twins=4)
    drawn = ids(draw(small, module(quota("medsos", count)), seed, []))
    twins = {small.questions[id_].scenario.twin for id_ in drawn}
    assert not twins & set(drawn)


@some
@given(seeds)
def test_twins_of_two_quotas_do_not_meet_either(seed: int) -> None:
    pairs = bank("medsos", 8, twins=4)
    drawn = ids(draw(pairs, module(quota("medsos", 2, "nilai"), quota("medsos", 2)), seed, []))
    assert not {pairs.questions[id_].scenario.twin for id_ in drawn} & set(drawn)


def test_twins_meet_rather_than_that_the_attempt_is_too_short() -> None:
    drawn = draw(bank("medsos", 4, twins=2), module(quota("medsos", 4)), 1, [])
    assert len(set(ids(drawn))) == 4


@pytest.mark.parametrize("wanted", [quota("medsos", 4), quota("acara", 1)])
def test_a_bank_that_is_too_small_for_the_blueprint_is_refused(wanted: Quota) -> None:
    with pytest.raises(QuizError, match=wanted.topic):
        draw(bank("medsos", 3), module(wanted), 1, [])


def test_two_quotas_of_one_topic_share_its_questions() -> None:
    both = module(quota("medsos", 2), quota("medsos", 2))
    with pytest.raises(QuizError, match="medsos"):
        draw(bank("medsos", 3), both, 1, [])


@some
@given(seeds)
def test_a_quota_of_any_kind_leaves_enough_for_one_of_a_certain_kind(seed: int) -> None:
    """Six ``pilih`` there are, all wanted; the other quota must not take one of them."""
    all_ = module(quota("medsos", 9), quota("medsos", 6, "pilih"))
    assert len(draw(MIXED, all_, seed, [])) == 15


def test_options_are_mixed_but_verdicts_keep_their_order() -> None:
    orders: dict[str, set[tuple[str, ...]]] = {"pilih": set(), "nilai": set()}
    for seed in range(40):
        for item in draw(MIXED, BLUEPRINT, seed, []):
            orders[MIXED.questions[item.scenario].scenario.kind].add(item.order)
    assert orders["nilai"] == {("boleh", "hindari", "dilarang")}
    assert len(orders["pilih"]) == 6


def test_an_item_names_the_version_of_its_scenario() -> None:
    (item,) = draw(bank("medsos", 1), module(quota("medsos", 1)), 1, [])
    assert (item.scenario, item.version) == ("medsos-nilai-0", 1)
