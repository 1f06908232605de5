"""Where so much is withdrawn that an attempt has fewer questions than its blueprint says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from bot.quiz.attempt import Version
from bot.quiz.bank import Bank, Kind, Module, Quota
from bot.quiz.drawing import in_turn


@dataclass(frozen=True, slots=True)
class Shortage:
    """A quota for which only ``left`` questions can be drawn, fewer than it asks for."""

    quota: Quota
    left: int

    @property
    def missing(self) -> int:
        """How many questions an attempt has fewer because of it."""
        return self.quota.count - self.left


def shortages(bank: Bank, module: Module, withdrawn: Collection[Version]) -> Iterator[Shortage]:
    """The quotas of a module that :func:`drawing.draw` cannot fill, in the order of drawing.

    How many a quota gets does not depend on the seed: a kind's questions are drawn before those of
    any kind, and only quotas of the same kind or of none take from each other.
    """
    taken: Counter[tuple[str, Kind | None]] = Counter()
    for quota in in_turn(module.blueprint):
        there = sum(question.published not in withdrawn for question in bank.of(quota))
        drawn = min(quota.count, there - taken[quota.topic, quota.kind])
        for shelf in {(quota.topic, quota.kind), (quota.topic, None)}:
            taken[shelf] += drawn
        if drawn < quota.count:
            yield Shortage(quota, drawn)


def left(module: Module, short: Iterable[Shortage]) -> int:
    """How many questions an attempt has with these shortages."""
    return module.size - sum(one.missing for one in short)
