from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rulebook.judge import mattered
from bot.rulebook.rulebook import Rulebook
from tests.rulebook import oracle
from tests.rulebook.worlds import books, days, partial_cases


@settings(max_examples=80, deadline=None)
@given(books(), days, st.data())
def test_what_mattered_forces_the_outcome_and_has_no_fact_to_spare(
    book: Rulebook, on: date, data: st.DataObject
) -> None:
    case = data.draw(partial_cases(book.vocabulary))
    kept = mattered(book, case, on)
    possible = oracle.outcomes(book, case, on)
    assert kept.items() <= case.items()
    assert oracle.outcomes(book, kept, on) == possible
    if len(possible) == 1:
        for fact in kept:
            less = {id_: value for id_, value in kept.items() if id_ != fact}
            assert len(oracle.outcomes(book, less, on)) > 1
