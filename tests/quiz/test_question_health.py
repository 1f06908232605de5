"""What is said of a question, and what is kept back because too few answered it."""

from __future__ import annotations

import pytest

from bot.quiz.health import ENOUGH, SMALL, by_rule, by_scenario
from tests.quiz.pooled import (
    CHOOSING,
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


def test_answers_are_pooled_by_scenario() -> None:
    pool = pool_of(both(30, 10), [LOOKING, LIKING])
    looking = row(pool, "lihat-1")
    assert (looking.answers, looking.facility, looking.rule) == (40, 0.75, "lihat")
    assert looking.discrimination == pytest.approx(-1)
    assert row(pool, "suka-1").facility == 0.25


def test_each_choice_is_counted_and_the_right_ones_are_known() -> None:
    said = [["a"]] * 27 + [["b"]] * 3
    choices = row(pool_of([taken((CHOOSING, one)) for one in said], [CHOOSING]), "pilih-1").choices
    assert [(c.key, c.right, c.count, c.share) for c in choices] == [
        ("a", True, 27, 0.9),
        ("b", False, 3, 0.1),
        ("c", False, 0, 0.0),
    ]


def test_where_several_are_marked_each_is_counted() -> None:
    pool = pool_of([taken((MARKING, ["b", "c"])), *[taken((MARKING, ["b"]))] * 9], [MARKING])
    assert [(c.key, c.count, c.share) for c in row(pool, "tandai-1").choices] == [
        ("a", 0, 0.0),
        ("b", 10, 1.0),
        ("c", 1, 0.1),
    ]


def test_an_answer_takes_from_the_one_before_it() -> None:
    pool = pool_of(
        [taken((LOOKING, RIGHT), (LIKING, LIKED), seconds=(4, 20))] * 5, [LOOKING, LIKING]
    )
    assert row(pool, "lihat-1").median_ms == pytest.approx(4000, rel=0.025)
    assert row(pool, "suka-1").median_ms == pytest.approx(20_000, rel=0.025)


def test_idle_times_are_counted_but_their_answers_count_in_full() -> None:
    pool = pool_of([taken((LOOKING, RIGHT), seconds=(n,)) for n in (5, 5, 5, 5, 601)], [LOOKING])
    found = row(pool, "lihat-1")
    assert (found.idle, found.answers, found.facility) == (1, 5, 1.0)
    assert found.p90_ms == pytest.approx(5000, rel=0.025)


@pytest.mark.parametrize(
    ("right", "wrong", "flags"),
    [
        (95, 5, ("too easy",)),
        (94, 6, ()),
        (30, 70, ()),
        (29, 71, ("too hard",)),
        (29, 0, ("too few",)),
        (30, 0, ("too easy",)),
    ],
)
def test_flags_begin_exactly_at_their_limits(
    right: int, wrong: int, flags: tuple[str, ...]
) -> None:
    attempts = [taken((LOOKING, RIGHT))] * right + [taken((LOOKING, WRONG))] * wrong
    assert set(row(pool_of(attempts, [LOOKING]), "lihat-1").flags) - {"unused option"} == set(flags)


def test_an_option_that_nobody_chooses_is_flagged() -> None:
    attempts = [taken((CHOOSING, ["a"]))] * 20 + [taken((CHOOSING, ["b"]))] * 20
    assert row(pool_of(attempts, [CHOOSING]), "pilih-1").flags == ("unused option",)
    attempts.append(taken((CHOOSING, ["c"])))
    assert row(pool_of(attempts, [CHOOSING]), "pilih-1").flags == ()


def test_a_question_that_the_better_get_wrong_is_flagged() -> None:
    known = [LOOKING, LIKING]
    all_right = taken((LOOKING, RIGHT), (LIKING, LIKED))
    against = [*both(20, 20), *[all_right] * 60]
    assert "negative discrimination" in row(pool_of(against, known), "lihat-1").flags
    along = [*both(5, 5, 30), *[all_right] * 30]
    assert "negative discrimination" not in row(pool_of(along, known), "lihat-1").flags


def test_fewer_than_thirty_are_shown_but_not_judged() -> None:
    found = row(pool_of(both(ENOUGH - 1, 0), [LOOKING, LIKING]), "lihat-1")
    assert (found.answers, found.facility, found.flags) == (29, 1.0, ("too few",))


def test_of_fewer_than_five_only_the_count_is_told() -> None:
    found = row(pool_of(both(SMALL - 1, 0), [LOOKING, LIKING]), "lihat-1")
    assert (found.answers, found.flags) == (4, ("too few",))
    told = (found.facility, found.discrimination, found.median_ms, found.p90_ms, found.idle)
    assert told == (None,) * 5
    assert found.choices == ()


def test_a_rule_does_not_reveal_the_few_that_its_scenarios_keep_back() -> None:
    """40 answers right to one scenario and 4 wrong to another of the same rule: with the four
    in, the rule's share times 44 less the first scenario's would tell theirs."""
    other = named("lihat-2")
    attempts = [taken((LOOKING, RIGHT))] * 40 + [taken((other, WRONG))] * 4
    [rule] = by_rule(pool_of(attempts, [LOOKING, other]))
    assert (rule.answers, rule.scenarios, rule.facility) == (44, 2, 1.0)


def test_a_rule_gathers_its_scenarios() -> None:
    other = named("lihat-2")
    attempts = [
        *[taken((LOOKING, RIGHT), (JOINING, WRONG))] * 30,
        *[taken((other, WRONG), (JOINING, WRONG))] * 10,
    ]
    rows = {rule.rule: rule for rule in by_rule(pool_of(attempts, [LOOKING, other, JOINING]))}
    assert (rows["lihat"].answers, rows["lihat"].facility) == (40, 0.75)
    assert rows["gabung"].facility == 1.0
    assert rows["lihat"].choices == ()


def test_a_topic_leaves_out_the_others_but_not_their_part_in_the_rest() -> None:
    other = named("foto-1", topic="foto")
    attempts = [
        *[taken((LOOKING, RIGHT), (other, RIGHT))] * 5,
        *[taken((LOOKING, WRONG), (other, WRONG))] * 5,
    ]
    [found] = by_scenario(pool_of(attempts, [LOOKING, other]), topic="foto")
    assert found.subject is not None
    assert found.subject.scenario == "foto-1"
    assert found.discrimination == pytest.approx(1)
    assert [rule.scenarios for rule in by_rule(pool_of(attempts, [LOOKING, other]), "foto")] == [1]
