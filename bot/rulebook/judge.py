"""What the rulebook says of a case, and which parts of the case force it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.errors import CaseError
from bot.rulebook.diagram import Branch, Leaf, Node, nodes
from bot.rulebook.facts import Case, Clause, Condition
from bot.rulebook.rulebook import Clash, Decided, Rulebook, Unsure


@dataclass(frozen=True, slots=True)
class Undetermined:
    """The outcome depends on facts that the case leaves open: ``needs``, first to ask first."""

    needs: tuple[str, ...]


Judgment: TypeAlias = Decided | Undetermined


class UnsureError(CaseError):
    """A rule that could not be read whole may decide the case, so nothing can be said of it."""


def judge(book: Rulebook, case: Case, on: date) -> Judgment:
    """The verdict on that day, or the facts it still needs: nothing is given a default.

    Raises CaseError for a fact or value that does not exist, and for a case that the rules in
    force leave open or contradict each other on (content that passed the check has none such).
    """
    book.vocabulary.check(case)
    node = book.space(on).node(case)
    if book.unsure and any(
        isinstance(n, Leaf) and isinstance(n.outcome, Unsure) for n in nodes(node)
    ):
        raise UnsureError("a rule that may decide this case has an error", "")
    return settled(node) if isinstance(node, Leaf) else Undetermined(needs(node))


def settled(leaf: Leaf) -> Decided:
    """The decision of a leaf. Raises CaseError where the rules have a gap or a clash."""
    if isinstance(leaf.outcome, Decided):
        return leaf.outcome
    if isinstance(leaf.outcome, Clash):
        raise CaseError("rules contradict each other: " + ", ".join(leaf.outcome.rules), "")
    raise CaseError("no rule in force on that day speaks of this case", "")


def needs(node: Node) -> tuple[str, ...]:
    """The facts on which the outcome still depends, in the order of the vocabulary."""
    open_facts = {n.fact.id: n.level for n in nodes(node) if isinstance(n, Branch)}
    return tuple(sorted(open_facts, key=open_facts.__getitem__))


def mattered(book: Rulebook, case: Case, on: date) -> dict[str, str]:
    """A smallest part of the case that forces the same outcome.

    Of what is returned nothing can be left out: the outcome would be open. Facts that are asked
    late are left out first.
    """
    space = book.space(on)
    whole = space.node(case)
    kept = dict(case)
    for fact in reversed(space.facts):
        less = {id_: value for id_, value in kept.items() if id_ != fact.id}
        part = space.node(less)
        if isinstance(part, Leaf) and isinstance(whole, Leaf) and part.outcome == whole.outcome:
            kept = less
    return kept


def beaten(book: Rulebook, case: Case, on: date) -> list[str]:
    """The rules that hold in the case too but are beaten by the one that decides."""
    decided = judge(book, case, on)
    if not isinstance(decided, Decided):
        return []
    loses = book.beaten[decided.rule]
    alive = {id_: value for id_, value in case.items() if id_ not in idle(book, case)}
    return [
        rule.id
        for rule in book.rules.values()
        if rule.id in loses and rule.in_force(on) and any(_holds(c, alive) for c in rule.when)
    ]


def idle(book: Rulebook, case: Case) -> list[str]:
    """The facts of the case that cannot apply in it: to state them is a mistake."""
    out: list[str] = []
    for fact in book.vocabulary.facts:
        if fact.applies and all(_refuted(clause, case, out) for clause in fact.applies):
            out.append(fact.id)
    return [fact for fact in out if fact in case]


def _holds(clause: Clause, case: Case) -> bool:
    return all(case.get(condition.fact) in condition.values for condition in clause)


def _refuted(clause: Clause, case: Case, out: list[str]) -> bool:
    def false(condition: Condition) -> bool:
        known = case.get(condition.fact)
        return condition.fact in out or (known is not None and known not in condition.values)

    return any(false(condition) for condition in clause)
