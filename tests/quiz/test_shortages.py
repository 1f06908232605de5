"""How far withdrawn questions leave an attempt short is known before anything is drawn."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.errors import NothingLeft, QuizError
from bot.quiz.attempt import Item, Version
from bot.quiz.bank import Module, Quota
from bot.quiz.drawing import draw
from bot.quiz.shortage import Shortage, left, shortages
from tests.quiz.blueprints import BLUEPRINT, MIXED, module
from tests.quiz.cast import quota

some = settings(max_examples=300, deadline=None)
names = st.sets(st.sampled_from(sorted(MIXED.questions)))
quotas = st.builds(
    Quota,
    st.sampled_from(("medsos", "acara")),
    st.integers(1, 6),
    st.sampled_from((None, "nilai", "pilih")),
)
modules = st.lists(quotas, min_size=1, max_size=5).map(lambda asked: module(*asked))
seeds = st.integers(0, 2**31)


def gone(*named: str) -> set[Version]:
    return {Version(name, 1) for name in named}


@some
@given(modules, names, seeds, st.integers(0, 3))
def test_a_draw_has_the_blueprint_minus_the_shortages(
    asked: Module, named: set[str], seed: int, before: int
) -> None:
    recent: list[tuple[Item, ...]] = []
    try:
        for earlier in range(1 + before):
            recent.insert(0, draw(MIXED, asked, seed + earlier, recent))
    except QuizError:
        assume(False)  # a bank too small even with nothing withdrawn: the check refuses it
    withdrawn = gone(*named)
    missing = sum(one.missing for one in shortages(MIXED, asked, withdrawn))
    assert left(asked, shortages(MIXED, asked, withdrawn)) == asked.size - missing
    try:
        drawn = draw(MIXED, asked, seed, recent, withdrawn)
    except NothingLeft:
        drawn = ()
    assert len(drawn) == asked.size - missing


@some
@given(modules)
def test_nothing_withdrawn_nothing_short(asked: Module) -> None:
    try:
        draw(MIXED, asked, 1, [])
    except QuizError:
        assume(False)
    assert list(shortages(MIXED, asked, ())) == []


def test_each_quota_that_is_short_is_named_with_what_is_left() -> None:
    pilih = [name for name in MIXED.questions if "pilih" in name]
    withdrawn = gone(*pilih[:5], "acara-nilai-0")
    assert list(shortages(MIXED, BLUEPRINT, withdrawn)) == [
        Shortage(quota("medsos", 2, "pilih"), 1)
    ]
    assert left(BLUEPRINT, shortages(MIXED, BLUEPRINT, withdrawn)) == 6


def test_a_quota_of_any_kind_is_short_of_what_the_others_took() -> None:
    """Of seven, two are withdrawn and four must be of the kind; one is left for three."""
    both = module(quota("acara", 3), quota("acara", 4, "nilai"))
    withdrawn = gone("acara-nilai-0", "acara-nilai-1")
    assert list(shortages(MIXED, both, withdrawn)) == [Shortage(quota("acara", 3), 1)]


@pytest.mark.parametrize(("number", "there"), [(1, 7), (2, 6)])
def test_another_version_of_it_is_still_there(number: int, there: int) -> None:
    all_, withdrawn = module(quota("acara", 7)), {Version("acara-nilai-0", 3 - number)}
    assert left(all_, shortages(MIXED, all_, withdrawn)) == there
