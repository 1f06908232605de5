"""Small rulebooks at random: facts that apply only sometimes, rules that beat each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from hypothesis import strategies as st

from bot.rulebook.facts import Clause, Condition, Fact, Value, Vocabulary
from bot.rulebook.rulebook import Rulebook
from bot.rulebook.rules import VERDICTS, Basis, Instead, Rule, Severity, Source, Verdict
from tests.rulebook.oracle import labels

DAYS = (date(2024, 1, 1), date(2024, 1, 10), date(2024, 1, 11), date(2024, 2, 1))
SEVERITIES = ("ringan", "berat", "kontrak")

days = st.sampled_from(DAYS)

# A strategy costs more to make than to draw from, so each is made once.
EITHER = st.booleans()
PERHAPS_A_DAY = st.none() | days


@cache
def numbers(least: int, most: int) -> st.SearchStrategy[int]:
    return st.integers(least, most)


@cache
def some_of(
    values: tuple[str, ...], least: int = 0, most: int | None = None
) -> st.SearchStrategy[frozenset[str]]:
    """Some of these values; fewer than ``least`` never, more than ``most`` never."""
    return st.frozensets(st.sampled_from(values), min_size=least, max_size=most)


def value(fact: str, *ids: str) -> Condition:
    """``fact`` is one of these."""
    return Condition(fact, frozenset(ids), frozenset(ids))


def fact(id_: str, *values: str, applies: tuple[Clause, ...] = ()) -> Fact:
    made = tuple(Value(one, labels(one)) for one in values)
    return Fact(id_, labels(id_), labels(f"{id_}?"), made, applies)


def rule(id_: str, *when: Clause, verdict: Verdict = "boleh", **others: Any) -> Rule:
    basis = (Basis("uu", labels("Pasal 1")),)
    return Rule(
        id=id_,
        title=labels(id_),
        when=when,
        verdict=verdict,
        severity=others.pop("severity", "ringan" if verdict == "dilarang" else None),
        basis=basis,
        sourced="resmi",
        reason=labels("sebab"),
        **others,
    )


def book(facts: Sequence[Fact], rules: Sequence[Rule], *instead: Instead) -> Rulebook:
    """A rulebook of three severities; the last stands for others by ``instead``."""
    severities = {
        id_: Severity(id_, rank, "etik", labels(id_), labels("sanksi"))
        for rank, id_ in enumerate(SEVERITIES[:2], start=1)
    }
    severities["kontrak"] = Severity("kontrak", 3, "kontrak", labels("k"), labels("s"), instead)
    source = Source("uu", labels("UU"), labels("UU"), date(2000, 1, 1))
    return Rulebook(Vocabulary(tuple(facts)), rules, {"uu": source}, severities)


def vocabulary_of(draw: st.DrawFn) -> list[Fact]:
    facts: list[Fact] = []
    for i in range(draw(numbers(2, 4))):
        some = bool(facts) and draw(EITHER)
        applies = clauses_about(draw, facts) if some else ()
        size = draw(numbers(2, 4 if i < 2 else 2))
        facts.append(fact(f"f{i}", *(f"v{j}" for j in range(size)), applies=applies))
    return facts


def condition_about(draw: st.DrawFn, facts: Sequence[Fact]) -> Condition:
    """One of some values, or none of some (``not``)."""
    about = facts[draw(numbers(0, len(facts) - 1))]
    every = tuple(one.id for one in about.values)
    named = draw(some_of(every, 1, 2))
    is_not = draw(EITHER)
    return Condition(about.id, frozenset(every) - named if is_not else named, named)


def clauses_about(draw: st.DrawFn, facts: Sequence[Fact], least: int = 1) -> tuple[Clause, ...]:
    sizes = [draw(numbers(least, 3)) for _ in range(draw(numbers(1, 2)))]
    return tuple(tuple(condition_about(draw, facts) for _ in range(size)) for size in sizes)


def rule_about(draw: st.DrawFn, facts: Sequence[Fact], i: int, order: Sequence[int]) -> Rule:
    verdict = draw(st.sampled_from(VERDICTS))
    severity = draw(st.sampled_from(SEVERITIES)) if verdict == "dilarang" else None
    weaker = tuple(f"r{j}" for j in order[: order.index(i)])
    return rule(
        f"r{i}",
        *clauses_about(draw, facts, least=0),
        verdict=verdict,
        severity=severity,
        overrides=draw(some_of(weaker)) if weaker else frozenset(),
        begin=draw(PERHAPS_A_DAY),
        end=draw(PERHAPS_A_DAY),
    )


@st.composite
def books(draw: st.DrawFn) -> Rulebook:
    facts = vocabulary_of(draw)
    count = draw(numbers(1, 6))
    order = draw(st.permutations(range(count)))
    made = [rule_about(draw, facts, i, order) for i in range(count)]
    of = draw(some_of(SEVERITIES[:2], 1))
    swaps = [Instead(of, clauses_about(draw, facts))] if draw(EITHER) else []
    return book(facts, made, *swaps)


@st.composite
def partial_cases(draw: st.DrawFn, vocabulary: Vocabulary) -> dict[str, str]:
    return {
        about.id: draw(st.sampled_from([one.id for one in about.values]))
        for about in vocabulary.facts
        if draw(st.booleans())
    }
