from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hypothesis import given, settings

from bot.rulebook.proof import Flaw, complete, prove
from bot.rulebook.rulebook import Clash, Decided, Gap, Result, Rulebook
from tests.rulebook import oracle
from tests.rulebook.worlds import DAYS, book, books, fact, rule, value

often = settings(max_examples=60, deadline=None)
SINCE = DAYS[1]


def everything(book: Rulebook) -> Iterator[tuple[date, Result]]:
    for day in DAYS:
        for on in (day, date.fromordinal(day.toordinal() + 1)):
            if on >= SINCE:
                yield from ((on, result) for result in oracle.outcomes(book, {}, on))


def flaws(book: Rulebook, kind: str) -> list[Flaw]:
    return [flaw for flaw in prove(book, SINCE).flaws if flaw.kind == kind]


@often
@given(books())
def test_a_gap_is_found_if_and_only_if_some_case_has_no_rule(book: Rulebook) -> None:
    is_there = any(result == Gap() for _, result in everything(book))
    assert len(flaws(book, "gap")) == is_there


@often
@given(books())
def test_the_clashes_found_are_those_that_hold_no_smaller_one(book: Rulebook) -> None:
    by_day: dict[date, set[frozenset[str]]] = {}
    for on, result in everything(book):
        if isinstance(result, Clash):
            by_day.setdefault(on, set()).add(frozenset(result.rules))
    least = {
        rules for found in by_day.values() for rules in found if not any(o < rules for o in found)
    }
    assert {frozenset(flaw.subject) for flaw in flaws(book, "clash")} == least


@often
@given(books())
def test_the_counterexample_shows_the_flaw_in_every_completion(book: Rulebook) -> None:
    for flaw in (*flaws(book, "gap"), *flaws(book, "clash")):
        result = Gap() if flaw.kind == "gap" else Clash(flaw.subject)
        assert oracle.outcomes(book, flaw.case, flaw.on) == {result}
        assert oracle.outcome(book, complete(book, flaw.case), flaw.on) == result
        assert len(flaw.case) == oracle.fewest(book, {}, flaw.on, frozenset([result]))


@often
@given(books())
def test_the_completed_counterexample_is_a_complete_case(book: Rulebook) -> None:
    for flaw in (*flaws(book, "gap"), *flaws(book, "clash")):
        assert complete(book, flaw.case) in list(oracle.cases(book.vocabulary))


@often
@given(books())
def test_a_rule_is_idle_if_and_only_if_it_never_decides_and_contradicts_nothing(
    book: Rulebook,
) -> None:
    speaking: set[str] = set()
    for _, result in everything(book):
        if isinstance(result, Clash):
            speaking |= set(result.rules)
        elif isinstance(result, Decided):
            speaking.add(result.rule)
    idle = {flaw.subject[0] for flaw in flaws(book, "idle-rule")}
    assert idle == book.rules.keys() - speaking


@often
@given(books())
def test_a_fact_is_idle_if_and_only_if_it_never_changes_the_outcome(book: Rulebook) -> None:
    changing = {f for on in book.days(SINCE) for f in oracle.open_facts(book, {}, on)}
    idle = {flaw.subject for flaw in flaws(book, "idle-value")}
    for about in book.vocabulary.facts:
        if about.id not in changing:
            assert {(about.id, one.id) for one in about.values} <= idle


def test_values_that_no_condition_names_are_idle_but_one_may_be_the_rest() -> None:
    facts = [fact("a", "x", "y", "rest"), fact("b", "x", "lost", "rest")]
    rules = [
        rule("x", (value("a", "x"), value("b", "x")), overrides=frozenset(["all"])),
        rule("y", (value("a", "y"),), verdict="dilarang", overrides=frozenset(["all"])),
        rule("all", (), verdict="hindari"),
    ]
    idle = {flaw.subject for flaw in flaws(book(facts, rules), "idle-value")}
    assert idle == {("b", "lost"), ("b", "rest")}


def test_a_rule_that_ended_before_the_proof_begins_is_idle() -> None:
    old = rule("old", (value("a", "x"),), verdict="dilarang", end=DAYS[0])
    found = flaws(book([fact("a", "x", "y")], [old, rule("all", ())]), "idle-rule")
    assert [flaw.subject for flaw in found] == [("old",)]


def test_a_flaw_is_told_once_with_the_first_day_on_which_it_shows() -> None:
    late = rule("late", (value("a", "x"),), verdict="dilarang", begin=DAYS[2])
    again = rule("again", (value("a", "y"),), begin=DAYS[3], overrides=frozenset(["all"]))
    found = flaws(book([fact("a", "x", "y")], [late, rule("all", ()), again]), "clash")
    assert [(flaw.subject, flaw.on, flaw.case) for flaw in found] == [
        (("all", "late"), DAYS[2], {"a": "x"})
    ]


def test_the_proof_says_how_many_cases_and_which_days_it_covers() -> None:
    rules = [rule("all", (), verdict="hindari"), rule("x", (value("a", "x"),), end=DAYS[1])]
    proof = prove(book([fact("a", "x", "y"), fact("b", "x", "y")], rules), SINCE)
    assert proof.cases == 4
    assert proof.days == (DAYS[1], DAYS[2])


@often
@given(books())
def test_the_same_rulebook_has_the_same_proof_again(book: Rulebook) -> None:
    assert prove(book, SINCE) == prove(book, SINCE)
