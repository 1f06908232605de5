from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import CaseError
from bot.rulebook.diagram import Leaf
from bot.rulebook.judge import Undetermined, judge
from bot.rulebook.rulebook import Decided, Rulebook
from tests.rulebook import oracle
from tests.rulebook.worlds import books, days, partial_cases

often = settings(max_examples=100, deadline=None)


@often
@given(books(), days)
def test_every_complete_case_has_the_outcome_found_by_trying_every_rule(
    book: Rulebook, on: date
) -> None:
    for case in oracle.cases(book.vocabulary):
        leaf = book.space(on).node(case)
        assert isinstance(leaf, Leaf)
        assert leaf.outcome == oracle.outcome(book, case, on)


@often
@given(books(), days, st.data())
def test_a_partial_case_is_decided_only_if_every_completion_agrees(
    book: Rulebook, on: date, data: st.DataObject
) -> None:
    known = data.draw(partial_cases(book.vocabulary))
    possible = oracle.outcomes(book, known, on)
    if len(possible) > 1:
        assert judge(book, known, on) == Undetermined(oracle.open_facts(book, known, on))
    elif isinstance(result := possible.pop(), Decided):
        assert judge(book, known, on) == result
    else:
        with pytest.raises(CaseError):
            judge(book, known, on)


@often
@given(books(), days)
def test_the_domain_counts_as_many_cases_as_can_be_listed(book: Rulebook, on: date) -> None:
    assert book.space(on).count() == sum(1 for _ in oracle.cases(book.vocabulary))
