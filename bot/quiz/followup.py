"""Follow-ups: one question now and then after a pass, so that what was learnt stays.

They count for nothing but learning: no score, no pass, no tally.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from random import Random
from typing import NamedTuple

from bot.quiz.attempt import Item, Version
from bot.quiz.bank import Bank, Module, Question
from bot.quiz.drawing import item_of
from bot.quiz.keys import FULL

DAYS = (3, 10, 30)
"""Days after a pass. Widening gaps are as good as even ones (doi 10.1007/s10648-020-09572-8), and
they are over after a month."""

WEEK_BEFORE = 7
"""Days before an election stage begins in which one question is asked."""


class Met(NamedTuple):
    """A question that the person answered: the rule that decides it, and the points of 100."""

    scenario: str
    rule: str
    points: int


def weak_rules(met: Iterable[Met]) -> set[str]:
    """The rules that the last answer to each fell short of; ``met`` is in the order of time."""
    last = {one.rule: one.points for one in met}
    return {rule for rule, points in last.items() if points < FULL}


def pick(
    bank: Bank, module: Module, met: Collection[Met], withdrawn: Collection[Version], seed: int
) -> Item | None:
    """The question to ask: on a rule that the person got wrong, else from the module; rather one
    that they have not met. None when everything is withdrawn. The same seed picks the same."""
    weak, seen = weak_rules(met), {one.scenario for one in met}
    topics = _topics(module)
    ranked: dict[int, list[Question]] = {}
    for question in bank.questions.values():
        on_weak = question.decided.rule in weak
        if question.published in withdrawn or not (on_weak or question.scenario.topic in topics):
            continue
        rank = 2 * (not on_weak) + (question.id in seen)
        ranked.setdefault(rank, []).append(question)
    if not ranked:
        return None
    dice = Random(seed)
    return item_of(dice.choice(ranked[min(ranked)]), dice)


def _topics(module: Module) -> set[str]:
    exam = module.exam.blueprint if module.exam else ()
    return {quota.topic for quota in (*module.blueprint, *exam)}
