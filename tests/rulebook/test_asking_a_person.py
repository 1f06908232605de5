from __future__ import annotations

from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.rulebook.ask import next_question, open_part
from bot.rulebook.facts import Case, Fact
from bot.rulebook.judge import Undetermined, needs
from bot.rulebook.rulebook import Decided, Rulebook
from tests.rulebook import oracle
from tests.rulebook.worlds import DAYS, book, books, days, fact, partial_cases, rule, value

some = settings(max_examples=80, deadline=None)


def all_decided(book: Rulebook, known: Case, on: date) -> bool:
    return all(isinstance(one, Decided) for one in oracle.outcomes(book, known, on))


@some
@given(books(), days, st.data())
def test_only_facts_that_still_matter_are_asked_until_the_case_is_decided(
    book: Rulebook, on: date, data: st.DataObject
) -> None:
    assume(all_decided(book, {}, on))
    case = data.draw(st.sampled_from(list(oracle.cases(book.vocabulary))))
    known: dict[str, str] = {}
    asked = next_question(book, known, (), on)
    while isinstance(asked, Fact):
        assert asked.id == oracle.open_facts(book, known, on)[0]
        known[asked.id] = case.get(asked.id, asked.values[0].id)
        asked = next_question(book, known, (), on)
    assert asked == oracle.outcome(book, case, on)


@some
@given(books(), days, st.data())
def test_what_is_known_may_come_in_any_order(book: Rulebook, on: date, data: st.DataObject) -> None:
    known = data.draw(partial_cases(book.vocabulary))
    assert needs(open_part(book, known, on)) == oracle.open_facts(book, known, on)


def test_what_a_person_cannot_tell_is_not_asked_again() -> None:
    rules = [
        rule("all", (), verdict="hindari"),
        rule("x", (value("a", "x"), value("b", "x")), overrides=frozenset(["all"])),
    ]
    small = book([fact("a", "x", "y"), fact("b", "x", "y")], rules)
    second = next_question(small, {}, ("a",), DAYS[0])
    assert isinstance(second, Fact)
    assert second.id == "b"
    assert next_question(small, {"b": "x"}, ("a",), DAYS[0]) == Undetermined(("a",))
    assert next_question(small, {"b": "y"}, ("a",), DAYS[0]) == Decided("all", "hindari", None)
