from __future__ import annotations

from datetime import date

from hypothesis import given, settings

from bot.rulebook.judge import beaten
from bot.rulebook.rulebook import Decided, Rulebook
from tests.rulebook import oracle
from tests.rulebook.worlds import DAYS, book, books, days, fact, rule, value


@settings(max_examples=60, deadline=None)
@given(books(), days)
def test_beaten_are_the_rules_that_hold_too_and_that_the_deciding_one_overrides(
    book: Rulebook, on: date
) -> None:
    for case in oracle.cases(book.vocabulary):
        decided = oracle.outcome(book, case, on)
        if isinstance(decided, Decided):
            there = [rule.id for rule in oracle.matching(book, case, on)]
            wanted = [id_ for id_ in there if oracle.beats(book, decided.rule, id_)]
            assert beaten(book, case, on) == wanted


def test_a_fact_that_does_not_apply_makes_no_rule_hold() -> None:
    facts = [
        fact("kin", "none", "spouse"),
        fact("leave", "yes", "no", applies=((value("kin", "spouse"),),)),
    ]
    rules = [
        rule("stranger", (value("kin", "none"),), overrides=frozenset(["leave"])),
        rule("leave", (value("leave", "yes"),), verdict="hindari"),
        rule("else", (value("leave", "no"),)),
    ]
    small = book(facts, rules)
    assert beaten(small, {"kin": "none", "leave": "yes"}, DAYS[0]) == []
