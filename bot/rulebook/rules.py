"""Rules and what they rest on: all data, written by lawyers, never computed here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from bot.rulebook.facts import Clause, Words

Verdict: TypeAlias = Literal["boleh", "dilarang", "hindari"]
"""Allowed; forbidden; refrain, because authorities differ or the law is silent."""

VERDICTS: tuple[Verdict, ...] = ("boleh", "hindari", "dilarang")

Sourced: TypeAlias = Literal["resmi", "pers", "latar"]
"""How well a rule is sourced: law text, press paraphrase, or background knowledge."""


@dataclass(frozen=True, slots=True)
class Source:
    """A law, decree, circular or report, set on ``issued`` and revoked on ``until``.

    ``short`` is how its articles are cited.
    """

    id: str
    short: Words
    title: Words
    issued: date
    until: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """The place in a source, as exact as it is known and never more exact."""

    source: str
    locator: Words


@dataclass(frozen=True, slots=True)
class Position:
    """What one authority said, and when, where authorities differ."""

    who: Words
    says: Words
    on: str


@dataclass(frozen=True, slots=True)
class Severity:
    """How grave a forbidden act is. ``rank`` orders them, 1 the least.

    ``instead`` are the cases in which this severity takes another's place: for contract staff
    the contract takes the place of the civil servants' discipline (PP 49/2018 art. 52).
    """

    id: str
    rank: int
    group: str
    label: Words
    sanction: Words
    instead: tuple[Instead, ...] = ()


@dataclass(frozen=True, slots=True)
class Instead:
    """This severity stands for those of ``of`` where one of the clauses of ``when`` holds."""

    of: frozenset[str]
    when: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """When one clause of ``when`` holds, the verdict is ``verdict``.

    In force from ``begin`` to ``end``, both included; ``None`` is open. ``overrides`` are the
    ids of the rules that it beats, and with them the rules that those beat.
    """

    id: str
    title: Words
    when: tuple[Clause, ...]
    verdict: Verdict
    severity: str | None
    basis: tuple[Basis, ...]
    sourced: Sourced
    reason: Words
    begin: date | None = None
    end: date | None = None
    overrides: frozenset[str] = frozenset()
    positions: tuple[Position, ...] = ()
    safe: Words | None = None

    def in_force(self, on: date) -> bool:
        """Whether it is in force on that day."""
        return (self.begin is None or self.begin <= on) and (self.end is None or on <= self.end)

    @property
    def weight(self) -> int:
        """How special it is: the most conditions that one of its clauses has."""
        return max((len(clause) for clause in self.when), default=0)


def all_beaten(rules: Sequence[Rule]) -> Mapping[str, frozenset[str]]:
    """Rule id → every rule that it beats, directly or through those that it beats.

    A rule that stands in its own set is part of a cycle.
    """
    direct = {rule.id: rule.overrides for rule in rules}

    def reach(start: str) -> frozenset[str]:
        found: set[str] = set()
        waiting = list(direct[start])
        while waiting:
            id_ = waiting.pop()
            if id_ not in found:
                found.add(id_)
                waiting.extend(direct.get(id_, ()))
        return frozenset(found)

    return {id_: reach(id_) for id_ in direct}
