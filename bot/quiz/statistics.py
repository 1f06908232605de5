"""Question health: pooled answers to each question, added up one attempt at a time.

Only sums are kept, never who answered: a pool has a few numbers for each question, however many
answers there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.quiz.attempt import Answer
from bot.quiz.bank import Kind, Question
from bot.quiz.durations import Durations
from bot.quiz.moments import Moments, rest_score


@dataclass(frozen=True, slots=True)
class Subject:
    """What answers are pooled of: one version of a scenario, with one meaning.

    Where a changed rule gave the same version another key, they are two subjects: answers that
    were marked by different keys are not comparable.
    """

    scenario: str
    version: int
    topic: str
    kind: Kind
    rule: str
    choices: tuple[str, ...]
    right: tuple[str, ...]


def subject_of(question: Question) -> Subject:
    """The subject that a question is, with the rule that decides it."""
    return Subject(
        question.id,
        question.scenario.version,
        question.scenario.topic,
        question.scenario.kind,
        question.decided.rule,
        tuple(choice.key for choice in question.choices),
        question.right,
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """A person's first finished attempt of a module, without the person.

    ``repeats`` are the same person's later finished attempts of that module, which count nowhere
    else: who repeats has been told the answers, so a repeat measures what was learnt from the
    first. ``started_at`` is in ms since 1970 UTC.
    """

    module: str
    content: str
    scenarios: tuple[str, ...]
    started_at: int
    answers: tuple[Answer, ...]
    repeats: int = 0


@dataclass(slots=True)
class ItemTally:
    """One subject in one module. ``moments`` has the answers of attempts with several."""

    answers: int = 0
    points: int = 0
    moments: Moments = field(default_factory=Moments)
    chosen: Counter[str] = field(default_factory=Counter)
    durations: Durations = field(default_factory=Durations)

    def add(self, answer: Answer, ms: int) -> None:
        """One answer and the time that it took."""
        self.answers += 1
        self.points += answer.points
        for key in answer.chosen:
            self.chosen[key] += 1
        self.durations.add(ms)


Tallies: TypeAlias = Mapping[str, ItemTally]


@dataclass(slots=True)
class ModuleTally:
    """Attempts that count, their answers, repeats left out, and answers to questions that no
    archived content explains any more (``lost``)."""

    attempts: int = 0
    answers: int = 0
    repeats: int = 0
    lost: int = 0


class Pool:
    """Everything that the report is computed from."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, Subject], ItemTally] = {}
        self.modules: dict[str, ModuleTally] = {}

    def tallies(self, module: str, subjects: Iterable[Subject]) -> Tallies:
        """The tallies of these subjects in a module, by scenario. To be kept for all attempts of
        one content: to find each answer's anew would take as long as all the rest."""
        return {of.scenario: self.items.setdefault((module, of), ItemTally()) for of in subjects}

    def add(self, taken: Taken, tallies: Tallies) -> None:
        """One attempt, with the tallies of its content and module.

        An answer takes from the one before it (the first: from the attempt's start), so its time
        includes reading what was said about the one before.
        """
        others = len(taken.answers) - 1
        total = sum(answer.points for answer in taken.answers)
        module = self.modules.setdefault(taken.module, ModuleTally())
        module.attempts += 1
        module.answers += len(taken.answers)
        module.repeats += taken.repeats
        before = taken.started_at
        for answer in taken.answers:
            ms, before = answer.at - before, answer.at
            item = tallies.get(taken.scenarios[answer.step])
            if item is None:
                module.lost += 1
                continue
            item.add(answer, ms)
            if others:
                item.moments.add(answer.points, rest_score(total - answer.points, others))
