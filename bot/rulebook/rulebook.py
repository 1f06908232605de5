"""The rulebook: facts, rules, and what they say together on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import TypeAlias

from bot.errors import RulebookError
from bot.rulebook.facts import Vocabulary
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


@dataclass(frozen=True, slots=True)
class Unsure:
    """A rule that could not be read whole may speak here; ``rules`` are all that may."""

    rules: tuple[str, ...]


Result: TypeAlias = Decided | Gap | Clash | Unsure


class Rulebook:
    """Facts, rules, sources and severities that fit together.

    ``unsure`` are the ids of rules that could not be read whole, in the widest reading that is
    left of them. Where one of them may decide, the rulebook says nothing: that way content with
    an error can still be checked for others. A rulebook that serves has none.

    Raises RulebookError when a rule overrides an unknown rule, or in the end itself.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        rules: Sequence[Rule],
        sources: Mapping[str, Source],
        severities: Mapping[str, Severity],
        unsure: frozenset[str] = frozenset(),
    ) -> None:
        self.vocabulary = vocabulary
        self.rules = {rule.id: rule for rule in rules}
        self.sources = sources
        self.severities = severities
        self.unsure = unsure
        self.beaten = all_beaten(rules)
        for rule in rules:
            if not rule.overrides <= self.rules.keys():
                raise RulebookError(f"{rule.id} overrides a rule that does not exist")
            if rule.id in self.beaten[rule.id]:
                raise RulebookError(f"{rule.id} overrides itself in a circle")
        self._ranked = sorted(rules, key=lambda rule: -rule.weight)
        self._whole = _compile(self, self._ranked)
        self._spaces: dict[frozenset[str], Space] = {}

    def space(self, on: date) -> Space:
        """The domain under the rules in force on that day."""
        in_force = [i for i, rule in enumerate(self._ranked) if rule.in_force(on)]
        key = frozenset(self._ranked[i].id for i in in_force)
        if key not in self._spaces:
            swaps = range(len(self._ranked), self._whole.whens)
            self._spaces[key] = self._whole.among([*in_force, *swaps])
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


def _compile(book: Rulebook, ranked: Sequence[Rule]) -> Space:
    """All rules, the most special first, then the clauses by which a severity is another."""
    number = {rule.id: i for i, rule in enumerate(ranked)}
    swaps = [
        (instead.of, severity.id, instead.when)
        for severity in book.severities.values()
        for instead in severity.instead
    ]
    whens = [rule.when for rule in ranked] + [when for _, _, when in swaps]
    beats = [sum(1 << number[id_] for id_ in book.beaten[rule.id]) for rule in ranked]
    weigh = _Weigh(ranked, beats, [(of, severity) for of, severity, _ in swaps], book.unsure)
    return Space(book.vocabulary.facts, whens, weigh, beats + [0] * len(swaps))


class _Weigh:
    """From the rules that hold to the result; the most special rule speaks for equals."""

    def __init__(
        self,
        ranked: Sequence[Rule],
        beats: Sequence[int],
        swaps: Sequence[tuple[frozenset[str], str]],
        unsure: frozenset[str],
    ) -> None:
        self._unsure = unsure
        self._ranked = ranked
        self._beats = beats
        self._swaps = swaps
        self._memo: dict[int, Result] = {}

    def __call__(self, bits: int) -> Result:
        if bits not in self._memo:
            self._memo[bits] = self._weigh(bits)
        return self._memo[bits]

    def _weigh(self, bits: int) -> Result:
        holding = [i for i in range(len(self._ranked)) if bits >> i & 1]
        losing = reduce(or_, (self._beats[i] for i in holding), 0)
        winners = [self._ranked[i] for i in holding if not losing >> i & 1]
        if not winners:
            return Gap()
        if any(rule.id in self._unsure for rule in winners):
            return Unsure(tuple(sorted(rule.id for rule in winners)))
        said = [Decided(rule.id, rule.verdict, self._severity(rule, bits)) for rule in winners]
        if len({(one.verdict, one.severity) for one in said}) > 1:
            return Clash(tuple(sorted(one.rule for one in said)))
        return said[0]

    def _severity(self, rule: Rule, bits: int) -> str | None:
        for i, (of, severity) in enumerate(self._swaps, start=len(self._ranked)):
            if rule.severity in of and bits >> i & 1:
                return severity
        return rule.severity
