from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rulebook.facts import Case
from bot.rulebook.judge import judge
from bot.rulebook.near import NearMiss, near_misses
from bot.rulebook.rulebook import Decided, Result, Rulebook
from tests.rulebook import oracle
from tests.rulebook.worlds import DAYS, book, books, days, fact, partial_cases, rule, value

often = settings(max_examples=80, deadline=None)


def flips(book: Rulebook, on: date, decided: Decided) -> frozenset[Result]:
    """The outcomes of that day that have another verdict or severity."""
    return frozenset(
        other
        for other in oracle.outcomes(book, {}, on)
        if isinstance(other, Decided)
        and (other.verdict, other.severity) != (decided.verdict, decided.severity)
    )


def by_hand(book: Rulebook, case: Case, on: date) -> dict[tuple[str, str], int]:
    """Each change of one fact that can flip the outcome → how many facts more it takes."""
    (decided,) = oracle.outcomes(book, case, on)
    assert isinstance(decided, Decided)
    wanted = flips(book, on, decided)
    found = {}
    for id_, was in case.items():
        for other in book.vocabulary.fact(id_).values:
            more = oracle.fewest(book, {**case, id_: other.id}, on, wanted)
            if other.id != was and more is not None:
                found[id_, other.id] = more
    return found


def told(misses: list[NearMiss]) -> dict[tuple[str, str], int]:
    return {(miss.fact, one): len(miss.also) for miss in misses for one in miss.values}


@often
@given(books(), days, st.data())
def test_near_misses_are_exactly_the_smallest_changes_that_flip(
    book: Rulebook, on: date, data: st.DataObject
) -> None:
    case = data.draw(partial_cases(book.vocabulary))
    possible = oracle.outcomes(book, case, on)
    if len(possible) == 1 and all(isinstance(one, Decided) for one in possible):
        every = by_hand(book, case, on)
        least = min(every.values(), default=0)
        wanted = {change: more for change, more in every.items() if more == least}
        assert told(near_misses(book, case, on)) == wanted


@often
@given(books(), days, st.data())
def test_every_near_miss_really_flips(book: Rulebook, on: date, data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(list(oracle.cases(book.vocabulary))))
    decided = oracle.outcome(book, case, on)
    if isinstance(decided, Decided):
        for miss in near_misses(book, case, on):
            for one in miss.values:
                now = judge(book, {**case, miss.fact: one, **dict(miss.also)}, on)
                assert isinstance(now, Decided)
                assert (now.verdict, now.severity) == (miss.then.verdict, miss.then.severity)
                assert (now.verdict, now.severity) != (decided.verdict, decided.severity)


def test_the_fine_print_comes_first_and_values_with_one_verdict_are_one() -> None:
    rules = [
        rule("all", (), verdict="hindari"),
        rule("a", (value("a", "y"),), overrides=frozenset(["all"])),
        rule("b", (value("b", "y", "z"),), verdict="dilarang", overrides=frozenset(["all", "a"])),
    ]
    small = book([fact("a", "x", "y"), fact("b", "x", "y", "z")], rules)
    misses = near_misses(small, {"a": "x", "b": "x"}, DAYS[0])
    assert [(miss.fact, miss.values, miss.then.rule) for miss in misses] == [
        ("b", ("y", "z"), "b"),
        ("a", ("y",), "a"),
    ]


def test_an_undetermined_case_has_none() -> None:
    rules = [rule("x", (value("a", "x"),)), rule("y", (value("a", "y"),), verdict="dilarang")]
    assert near_misses(book([fact("a", "x", "y")], rules), {}, DAYS[0]) == []


def test_a_change_that_needs_more_facts_is_left_out_where_one_needs_fewer() -> None:
    facts = [
        fact("a", "x", "y"),
        fact("b", "x", "y"),
        fact("c", "x", "y", applies=((value("b", "y"),),)),
    ]
    rules = [
        rule("all", (), verdict="hindari"),
        rule("a", (value("a", "y"),), overrides=frozenset(["all"])),
        rule("c", (value("c", "y"),), verdict="dilarang", overrides=frozenset(["all", "a"])),
    ]
    (only,) = near_misses(book(facts, rules), {"a": "x", "b": "x"}, DAYS[0])
    assert (only.fact, only.also) == ("a", ())


def test_a_change_may_need_a_fact_that_comes_into_play() -> None:
    facts = [fact("b", "x", "y"), fact("c", "x", "y", applies=((value("b", "y"),),))]
    rules = [
        rule("all", (), verdict="hindari"),
        rule("c", (value("c", "y"),), verdict="dilarang", overrides=frozenset(["all"])),
    ]
    (only,) = near_misses(book(facts, rules), {"b": "x"}, DAYS[0])
    assert (only.fact, only.values, only.also) == ("b", ("y",), (("c", "y"),))
    assert only.then == Decided("c", "dilarang", "ringan")
