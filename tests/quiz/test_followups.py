"""Which question follows up: on what the person got wrong, rather one that they have not met."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.quiz.attempt import Version
from bot.quiz.bank import Bank
from bot.quiz.followup import Met, pick, weak_rules
from bot.quiz.keys import question
from tests.quiz.blueprints import module
from tests.quiz.cast import BOOK, JOIN, LOOK, POLICY, act, quota, scenario

LOOKS = [scenario(id_=f"lihat-{n}", topic="umum", facts=act(LOOK)) for n in range(3)]
JOINS = [scenario(id_=f"gabung-{n}", topic="lain", facts=act(JOIN)) for n in range(3)]
BANK = Bank([], [question(BOOK, POLICY, one) for one in (*LOOKS, *JOINS)])
MODULE = module(quota("umum", 1))
seeds = st.integers(0, 2**31)
some = settings(max_examples=50, deadline=None)


def picked(met: list[Met], seed: int = 1, *withdrawn: str) -> str | None:
    item = pick(BANK, MODULE, met, {Version(name, 1) for name in withdrawn}, seed)
    return item.scenario if item else None


def test_a_rule_is_weak_until_it_is_answered_right() -> None:
    assert weak_rules([]) == set()
    wrong, half = Met("a", "gabung", 0), Met("b", "suka", 50)
    assert weak_rules([wrong, half]) == {"gabung", "suka"}
    assert weak_rules([wrong, half, Met("c", "gabung", 100)]) == {"suka"}
    assert weak_rules([Met("c", "gabung", 100), wrong]) == {"gabung"}


@some
@given(seeds)
def test_what_was_wrong_comes_first_also_from_beyond_the_module(seed: int) -> None:
    assert picked([Met("gabung-0", "gabung", 0)], seed) in {"gabung-1", "gabung-2"}


@some
@given(seeds)
def test_a_question_that_was_met_comes_again_only_when_no_other_is_left(seed: int) -> None:
    met = [Met(f"gabung-{n}", "gabung", 0) for n in range(3)]
    assert picked(met[:2], seed) == "gabung-2"
    assert picked(met, seed) in {"gabung-0", "gabung-1", "gabung-2"}


@some
@given(seeds)
def test_who_was_right_in_everything_gets_one_from_the_module(seed: int) -> None:
    assert picked([Met("gabung-0", "gabung", 100)], seed) in {"lihat-0", "lihat-1", "lihat-2"}
    assert picked([Met("lihat-0", "lihat", 100)], seed) in {"lihat-1", "lihat-2"}


def test_the_same_seed_asks_the_same_and_what_is_withdrawn_is_not_asked() -> None:
    assert picked([], 7) == picked([], 7)
    assert len({picked([], seed) for seed in range(20)}) == 3
    assert picked([], 7, "lihat-0", "lihat-2") == "lihat-1"
    assert picked([], 7, "lihat-0", "lihat-1", "lihat-2") is None
