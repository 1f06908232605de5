"""Twins in practice: soon after a wrong answer comes the question that differs by one fact."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from random import Random

from bot.quiz.attempt import Attempt, Item, Version
from bot.quiz.bank import Bank, Question, Scenario
from bot.quiz.drawing import item_of
from bot.rulebook.facts import Case

LATER = 2
"""Steps after the wrong answer: something else stands between, so that it is not read off."""

DAY = ""
"""The fact of a change that is one of the day."""

MOST = 2
"""Twins that an attempt grows by; it should stay short."""


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that differs; None where it is not stated."""

    fact: str
    before: str | None
    now: str | None


def with_twin(
    bank: Bank, size: int, attempt: Attempt, withdrawn: Collection[Version] = ()
) -> tuple[Item, ...]:
    """The items of an attempt after its last answer: with the twin of that question if it scored
    nothing and the twin is not asked anyway, nor ``withdrawn``. ``size`` is how many items were
    drawn.

    Where the twin stands and how it is mixed follow from the seed and the step.
    """
    items, answer = attempt.items, attempt.answers[-1]
    asked = bank.questions.get(items[answer.step].scenario)
    twin = bank.questions.get(asked.scenario.twin or "") if asked else None
    if answer.points or twin is None or len(items) - size >= MOST:
        return items
    if twin.published in withdrawn or any(item.scenario == twin.id for item in items):
        return items
    place = answer.step + LATER
    added = item_of(twin, Random(f"{attempt.seed}:{answer.step}"))
    return (*items[:place], added, *items[place:])


def met_before(bank: Bank, attempt: Attempt, step: int) -> tuple[int, Question] | None:
    """The earlier step that asked the twin of this one, and that question."""
    question = bank.questions[attempt.items[step].scenario]
    for earlier, item in enumerate(attempt.items[:step]):
        if item.scenario == question.scenario.twin and item.scenario in bank.questions:
            return earlier, bank.questions[item.scenario]
    return None


def changes(before: Scenario, now: Scenario) -> list[Change]:
    """What makes the difference: facts of the scenarios, else of their options, else the day."""
    found = _changed(before.facts, now.facts)
    if not found:
        for old, new in zip(before.options, now.options, strict=False):
            found += [one for one in _changed(old.facts, new.facts) if one not in found]
    if before.on != now.on:
        found.append(Change(DAY, before.on.isoformat(), now.on.isoformat()))
    return found


def _changed(before: Case, now: Case) -> list[Change]:
    """A fact that only one states because it does not apply to the other is no difference, where
    there is another."""
    both = [Change(f, before[f], now[f]) for f in before if f in now and before[f] != now[f]]
    every = dict.fromkeys((*before, *now))
    return both or [
        Change(f, before.get(f), now.get(f)) for f in every if f not in before or f not in now
    ]
