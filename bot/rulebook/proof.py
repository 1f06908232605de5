"""The proof: what holds for every case of the domain, on every day since a given one.

Nothing is sampled. A flaw comes with its smallest counterexample, the fewest facts that show it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from bot.rulebook.diagram import Branch, Leaf, Node, nodes
from bot.rulebook.facts import Case, Fact
from bot.rulebook.rulebook import Clash, Decided, Gap, Rulebook, Unsure
from bot.rulebook.shortest import Shortest
from bot.rulebook.space import together

Kind: TypeAlias = Literal["gap", "clash", "idle-rule", "idle-value"]


@dataclass(frozen=True, slots=True)
class Flaw:
    """``subject`` are rule ids, or a fact id and one of its values.

    ``on`` and ``case`` are the counterexample of a gap or a clash: the first day on which it
    shows, and the fewest facts that show it (all others may have any value).
    """

    kind: Kind
    subject: tuple[str, ...]
    on: date
    case: Case


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proved: ``cases`` complete cases on each of the ``days`` on which rules change."""

    flaws: tuple[Flaw, ...]
    cases: int
    days: tuple[date, ...]


def prove(book: Rulebook, since: date) -> Proof:
    """No gap, no undecided clash, no rule and no value that can never matter, since that day.

    A rule whose last day lies before ``since`` is idle, since it can decide nothing.
    """
    flaws: dict[object, Flaw] = {}
    speaking: set[str] = set()
    mattering: set[str] = set()
    days = book.days(since)
    for day, root in zip(days, together([book.space(day) for day in days]), strict=True):
        every = list(nodes(root))
        outcomes = {node.outcome for node in every if isinstance(node, Leaf)}
        speaking |= {rule for outcome in outcomes for rule in _speakers(outcome)}
        mattering |= {node.fact.id for node in every if isinstance(node, Branch)}
        for flaw in _contradictions(root, outcomes, day, flaws.keys()):
            flaws[flaw.subject] = flaw
    if book.unsure:  # what they read may change an outcome
        mattering = {fact.id for fact in book.vocabulary.facts}
    idle = (*_idle_rules(book, speaking, since), *_idle_values(book, mattering, since))
    cases = book.space(days[0]).count()
    return Proof((*flaws.values(), *idle), cases, tuple(days))


def _speakers(outcome: object) -> tuple[str, ...]:
    if isinstance(outcome, Clash | Unsure):
        return outcome.rules
    return (outcome.rule,) if isinstance(outcome, Decided) else ()


def _contradictions(
    root: Node, outcomes: set[object], day: date, told: Collection[object]
) -> Iterator[Flaw]:
    """The gap and the clashes of that day that are not told yet, of clashes the smallest only."""
    search: Shortest | None = None
    smaller: list[frozenset[str]] = []
    for outcome in sorted((o for o in outcomes if isinstance(o, Gap | Clash)), key=_size):
        rules = outcome.rules if isinstance(outcome, Clash) else ()
        if any(part <= set(rules) for part in smaller):
            continue
        if rules:
            smaller.append(frozenset(rules))
        if rules not in told:
            search = search or Shortest(root, lambda found: isinstance(found, Gap | Clash))
            yield Flaw("clash" if rules else "gap", rules, day, search.case(outcome) or {})


def _size(outcome: Gap | Clash) -> tuple[int, tuple[str, ...]]:
    return (0, ()) if isinstance(outcome, Gap) else (len(outcome.rules), outcome.rules)


def _idle_rules(book: Rulebook, speaking: set[str], since: date) -> Iterator[Flaw]:
    """Rules that never speak: what contradicts another rule is told as a clash, not here."""
    for id_ in book.rules:
        if id_ not in speaking:
            yield Flaw("idle-rule", (id_,), since, {})


def _idle_values(book: Rulebook, mattering: set[str], since: date) -> Iterator[Flaw]:
    """A value is idle when its fact changes no outcome, or when no condition names it.

    One value of each fact may go unnamed: it is the rest ("something else").
    """
    named = _named(book)
    for fact in book.vocabulary.facts:
        unnamed = [value.id for value in fact.values if (fact.id, value.id) not in named]
        spare = unnamed if len(unnamed) > 1 else []
        for value in fact.values:
            if fact.id not in mattering or value.id in spare:
                yield Flaw("idle-value", (fact.id, value.id), since, {})


def _named(book: Rulebook) -> set[tuple[str, str]]:
    clauses = [clause for rule in book.rules.values() for clause in rule.when]
    clauses += [clause for fact in book.vocabulary.facts for clause in fact.applies]
    clauses += [c for s in book.severities.values() for i in s.instead for c in i.when]
    return {(c.fact, value) for clause in clauses for c in clause for value in c.named}


def complete(book: Rulebook, case: Case) -> dict[str, str]:
    """The case with every open fact that applies set to its first value, ready to paste."""
    full: dict[str, str] = {}
    for fact in book.vocabulary.facts:
        if _applies(fact, full):
            full[fact.id] = case.get(fact.id, fact.values[0].id)
    return full


def _applies(fact: Fact, case: Case) -> bool:
    return not fact.applies or any(
        all(case.get(condition.fact) in condition.values for condition in clause)
        for clause in fact.applies
    )
