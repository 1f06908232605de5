"""The vocabulary: a closed list of facts, each with a closed list of values.

A fact may apply only when earlier facts say so ("leave" only for a candidate's spouse). Where a
fact does not apply it has no value, and every condition on it is false, ``not`` included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.errors import CaseError, RulebookError

Words: TypeAlias = Mapping[str, str]
"""The same text in every language: ``{"id": …, "en": …}``."""

Case: TypeAlias = Mapping[str, str]
"""Fact id → value id. Facts that are left out are unknown, never defaulted."""


@dataclass(frozen=True, slots=True)
class Condition:
    """``fact`` has one of ``values``. ``named`` are those that the author wrote, in a list or
    in a ``not``: the proof uses them to find values that no rule reads."""

    fact: str
    values: frozenset[str]
    named: frozenset[str]


Clause: TypeAlias = tuple[Condition, ...]
"""All must hold. Where several clauses are given, one is enough."""


@dataclass(frozen=True, slots=True)
class Value:
    """``group`` gathers values of a long list, so that a person picks in two short steps."""

    id: str
    label: Words
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A heading over some values of one fact."""

    id: str
    label: Words


@dataclass(frozen=True, slots=True)
class Fact:
    """``applies`` empty: always. ``question`` is what a person is asked in ``/cek``."""

    id: str
    label: Words
    question: Words
    values: tuple[Value, ...]
    applies: tuple[Clause, ...] = ()
    groups: tuple[Group, ...] = ()

    def value(self, id_: str) -> Value:
        """The value of that id. Raises CaseError when the fact has none such."""
        for value in self.values:
            if value.id == id_:
                return value
        raise CaseError(f"{self.id} has no value {id_}", self.id)


class Vocabulary:
    """The facts in the order in which they are asked.

    Raises RulebookError when an id stands twice, or a fact's ``applies`` reads a later fact.
    """

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = tuple(facts)
        self._by_id = {fact.id: fact for fact in self.facts}
        if len(self._by_id) != len(self.facts):
            raise RulebookError("a fact stands twice in the vocabulary")
        seen: set[str] = set()
        for fact in self.facts:
            late = {c.fact for clause in fact.applies for c in clause} - seen
            if late:
                raise RulebookError(f"{fact.id} applies by facts that do not precede it: {late}")
            seen.add(fact.id)

    def __iter__(self) -> Iterable[Fact]:
        return iter(self.facts)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._by_id

    def fact(self, id_: str) -> Fact:
        """The fact of that id. Raises CaseError when there is none."""
        try:
            return self._by_id[id_]
        except KeyError:
            raise CaseError(f"there is no fact {id_}", id_) from None

    def check(self, case: Case) -> None:
        """Raises CaseError when the case names a fact or value that does not exist."""
        for fact, value in case.items():
            self.fact(fact).value(value)
