from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rulebook.rulebook import Decided, Rulebook
from bot.rulebook.shortest import shortest
from tests.rulebook import oracle
from tests.rulebook.worlds import DAYS, book, books, days, fact, partial_cases, rule, value


def test_facts_on_the_way_that_do_not_matter_are_left_out() -> None:
    """``a`` is asked first and chooses between two rules, but ``b: x`` decides alone."""
    split = book(
        [fact("a", "x", "y"), fact("b", "x", "y")],
        [
            rule("wanted", (value("b", "x"),), verdict="dilarang"),
            rule("one", (value("b", "y"), value("a", "x"))),
            rule("other", (value("b", "y"), value("a", "y"))),
        ],
    )
    root = split.space(DAYS[0]).node({})
    assert shortest(root, lambda found: found == Decided("wanted", "dilarang", "ringan")) == {
        "b": "x"
    }


@settings(max_examples=80, deadline=None)
@given(books(), days, st.data())
def test_no_fewer_facts_force_it_and_these_do(
    book: Rulebook, on: date, data: st.DataObject
) -> None:
    known = data.draw(partial_cases(book.vocabulary))
    possible = sorted(oracle.outcomes(book, known, on), key=str)
    wanted = frozenset(data.draw(st.sets(st.sampled_from(possible), min_size=1)))
    found = shortest(book.space(on).node(known), wanted.__contains__)
    assert found is not None
    assert len(found) == oracle.fewest(book, known, on, wanted)
    forced = oracle.outcomes(book, {**known, **found}, on)
    assert len(forced) == 1
    assert forced <= wanted


@settings(max_examples=50, deadline=None)
@given(books(), days)
def test_what_cannot_be_reached_is_forced_by_nothing(book: Rulebook, on: date) -> None:
    assert shortest(book.space(on).node({}), lambda _: False) is None
