"""The rulebook: facts, rules, and what they say together on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from bot.errors import RulebookError
from bot.rulebook.facts import Clause, Vocabulary
from bot.rulebook.rules import Rule, Severity, Source, Verdict, all_beaten
from bot.rulebook.space import Space


@dataclass(frozen=True, slots=True)
class Decided:
    """``rule`` decides: ``verdict``, and for a forbidden act its ``severity``."""

    rule: str
    verdict: Verdict
    severity: str | None


@dataclass(frozen=True, slots=True)
class Gap:
    """No rule speaks. Content with a gap does not pass the check."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Rules that contradict each other, and none beats the other."""

    rules: tuple[str, ...]


Result: TypeAlias = Decided | Gap | Clash


class Rulebook:
    """Facts, rules, sources and severities that fit together.

    Raises RulebookError when a rule overrides an unknown rule, or in the end itself.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        rules: Sequence[Rule],
        sources: Mapping[str, Source],
        severities: Mapping[str, Severity],
    ) -> None:
        self.vocabulary = vocabulary
        self.rules = {rule.id: rule for rule in rules}
        self.sources = sources
        self.severities = severities
        self.beaten = all_beaten(rules)
        for rule in rules:
            if not rule.overrides <= self.rules.keys():
                raise RulebookError(f"{rule.id} overrides a rule that does not exist")
            if rule.id in self.beaten[rule.id]:
                raise RulebookError(f"{rule.id} overrides itself in a circle")
        self._spaces: dict[frozenset[str], Space] = {}

    def space(self, on: date) -> Space:
        """The domain under the rules in force on that day."""
        in_force = [rule for rule in self.rules.values() if rule.in_force(on)]
        key = frozenset(rule.id for rule in in_force)
        if key not in self._spaces:
            self._spaces[key] = _compile(self, in_force)
        return self._spaces[key]

    def days(self, since: date) -> list[date]:
        """``since`` and every later day on which the rules in force change."""
        changes = {since}
        for rule in self.rules.values():
            if rule.begin:
                changes.add(rule.begin)
            if rule.end and rule.end < date.max:
                changes.add(rule.end + timedelta(days=1))
        return sorted(day for day in changes if day >= since)


def _compile(book: Rulebook, rules: Sequence[Rule]) -> Space:
    ranked = sorted(rules, key=lambda rule: -rule.weight)
    clauses: list[Clause] = []
    owners: list[Rule] = []
    for rule in ranked:
        clauses.extend(rule.when)
        owners.extend([rule] * len(rule.when))
    swaps: list[tuple[frozenset[str], str]] = []
    for severity in book.severities.values():
        for instead in severity.instead:
            clauses.extend(instead.when)
            swaps.extend([(instead.of, severity.id)] * len(instead.when))
    weigh = _Weigh(book.beaten, owners, swaps)
    return Space(book.vocabulary.facts, clauses, weigh)


class _Weigh:
    """From the clauses that hold to the result; the most special rule speaks for equals."""

    def __init__(
        self,
        beaten: Mapping[str, frozenset[str]],
        owners: Sequence[Rule],
        swaps: Sequence[tuple[frozenset[str], str]],
    ) -> None:
        self._beaten = beaten
        self._owners = owners
        self._swaps = swaps
        self._memo: dict[int, Result] = {}

    def __call__(self, bits: int) -> Result:
        if bits not in self._memo:
            self._memo[bits] = self._weigh(bits)
        return self._memo[bits]

    def matching(self, bits: int) -> list[Rule]:
        """The rules of which a clause holds, the most special first."""
        return list(
            {rule.id: rule for i, rule in enumerate(self._owners) if bits >> i & 1}.values()
        )

    def _weigh(self, bits: int) -> Result:
        matching = self.matching(bits)
        losers = frozenset[str]().union(*(self._beaten[rule.id] for rule in matching))
        winners = [rule for rule in matching if rule.id not in losers]
        if not winners:
            return Gap()
        said = [Decided(rule.id, rule.verdict, self._severity(rule, bits)) for rule in winners]
        if len({(one.verdict, one.severity) for one in said}) > 1:
            return Clash(tuple(sorted(one.rule for one in said)))
        return said[0]

    def _severity(self, rule: Rule, bits: int) -> str | None:
        for i, (of, severity) in enumerate(self._swaps, start=len(self._owners)):
            if rule.severity in of and bits >> i & 1:
                return severity
        return rule.severity
