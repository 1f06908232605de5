"""How far a person is: what holds, what is weak, and in which weeks they trained. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.quiz.attempt import Kind
from bot.quiz.bank import Module
from bot.quiz.keys import FULL

RECENT = 3
"""Answers to a rule that say how well it is known now; what was wrong long ago is forgiven."""

_WEAK_BELOW = 70  # of 100, on average over the recent answers
_STRONG_FROM = 2  # right answers in a row; one may have been luck

Standing: TypeAlias = Literal["new", "begun", "practised", "failed", "passed", "expired"]
"""Nothing done; begun and never finished; practised where only the exam counts; tried in vain;
passed and in force; passed too long ago."""


@dataclass(frozen=True, slots=True)
class Done:
    """An attempt: ``score`` is None for one that was given up, or is under way. Times are ms since
    1970 UTC; ``valid_until`` is when a pass stops counting, None for anything but a pass."""

    module: str
    kind: Kind
    finished_at: int
    score: int | None
    passed: bool
    valid_until: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One answer: the rule that decided its question, ``points`` of 100, and when."""

    rule: str
    points: int
    at: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands in a module; ``best`` is the best score of what counts there, and
    ``valid_until`` (ms since 1970 UTC) belongs to ``passed`` and ``expired``."""

    module: str
    standing: Standing
    best: int | None = None
    valid_until: int | None = None


def place(module: Module, everything: Sequence[Done], now: int) -> Place:
    """Where all that a person did in a module leaves them at ``now``."""
    mine = [done for done in everything if done.module == module.id]
    scored = [done for done in mine if done.score is not None]
    counting = [done for done in scored if module.exam is None or done.kind == "ujian"]
    best = max((done.score for done in counting if done.score is not None), default=None)
    until = max((done.valid_until for done in counting if done.valid_until), default=None)
    if until is not None:
        return Place(module.id, "passed" if now < until else "expired", best, until)
    if counting:
        return Place(module.id, "failed", best)
    return Place(module.id, "practised" if scored else "begun" if mine else "new")


def weak(marks: Iterable[Mark]) -> list[str]:
    """The rules whose recent answers fell short, the weakest first."""
    known = _recent(marks)
    means = {rule: sum(m.points for m in last) / len(last) for rule, last in known.items()}
    short = [rule for rule, mean in means.items() if mean < _WEAK_BELOW]
    return sorted(short, key=lambda rule: (means[rule], -known[rule][0].at, rule))


def strong(marks: Iterable[Mark]) -> list[str]:
    """The rules that were answered right each time lately, the most often asked first."""
    known = _recent(marks)
    sure = [
        rule
        for rule, last in known.items()
        if len(last) >= _STRONG_FROM and all(mark.points == FULL for mark in last)
    ]
    return sorted(sure, key=lambda rule: (-len(known[rule]), -known[rule][0].at, rule))


def streak(weeks: Iterable[int], this: int) -> int:
    """Weeks in a row, up to this one or the last: a week that is not over breaks nothing.

    Weeks are whole numbers, one more each week.
    """
    trained = set(weeks)
    week = this if this in trained else this - 1
    length = 0
    while week - length in trained:
        length += 1
    return length


def _recent(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    """The last answers to each rule, the latest first."""
    found: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark in sorted(marks, key=lambda mark: -mark.at):
        if len(found[mark.rule]) < RECENT:
            found[mark.rule].append(mark)
    return found
