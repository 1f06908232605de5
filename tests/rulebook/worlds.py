"""Small rulebooks at random: facts that apply only sometimes, rules that beat each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st

from bot.rulebook.facts import Clause, Condition, Fact, Value, Vocabulary
from bot.rulebook.rulebook import Rulebook
from bot.rulebook.rules import VERDICTS, Basis, Instead, Rule, Severity, Source, Verdict
from tests.rulebook.oracle import labels

DAYS = (date(2024, 1, 1), date(2024, 1, 10), date(2024, 1, 11), date(2024, 2, 1))
SEVERITIES = ("ringan", "berat", "kontrak")

days = st.sampled_from(DAYS)


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


@st.composite
def vocabularies(draw: st.DrawFn) -> list[Fact]:
    facts: list[Fact] = []
    for i in range(draw(st.integers(2, 4))):
        some = bool(facts) and draw(st.booleans())
        applies = draw(clauses(facts)) if some else ()
        size = draw(st.integers(2, 4 if i < 2 else 2))
        facts.append(fact(f"f{i}", *(f"v{j}" for j in range(size)), applies=applies))
    return facts


@st.composite
def conditions(draw: st.DrawFn, facts: Sequence[Fact]) -> Condition:
    """One of some values, or none of some (``not``)."""
    about = draw(st.sampled_from(list(facts)))
    every = [one.id for one in about.values]
    named = frozenset(draw(st.lists(st.sampled_from(every), min_size=1, max_size=2)))
    is_not = draw(st.booleans())
    return Condition(about.id, frozenset(every) - named if is_not else named, named)


@st.composite
def clauses(draw: st.DrawFn, facts: Sequence[Fact], least: int = 1) -> tuple[Clause, ...]:
    clause = st.lists(conditions(facts), min_size=least, max_size=3).map(tuple)
    return tuple(draw(st.lists(clause, min_size=1, max_size=2)))


@st.composite
def rules(draw: st.DrawFn, facts: Sequence[Fact], i: int, order: Sequence[int]) -> Rule:
    verdict = draw(st.sampled_from(VERDICTS))
    severity = draw(st.sampled_from(SEVERITIES)) if verdict == "dilarang" else None
    weaker = order[: order.index(i)]
    overrides = draw(st.frozensets(st.sampled_from([f"r{j}" for j in weaker]))) if weaker else ()
    return rule(
        f"r{i}",
        *draw(clauses(facts, least=0)),
        verdict=verdict,
        severity=severity,
        overrides=frozenset(overrides),
        begin=draw(st.none() | days),
        end=draw(st.none() | days),
    )


@st.composite
def books(draw: st.DrawFn) -> Rulebook:
    facts = draw(vocabularies())
    count = draw(st.integers(1, 6))
    order = draw(st.permutations(range(count)))
    made = [draw(rules(facts, i, order)) for i in range(count)]
    of = draw(st.frozensets(st.sampled_from(SEVERITIES[:2]), min_size=1))
    swaps = [Instead(of, draw(clauses(facts)))] if draw(st.booleans()) else []
    return book(facts, made, *swaps)


@st.composite
def partial_cases(draw: st.DrawFn, vocabulary: Vocabulary) -> dict[str, str]:
    return {
        about.id: draw(st.sampled_from([one.id for one in about.values]))
        for about in vocabulary.facts
        if draw(st.booleans())
    }
