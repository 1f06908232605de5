"""The bank: scenarios as written, and questions as the rulebook answers them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from bot.quiz.attempt import Version
from bot.rulebook.facts import Case, Words
from bot.rulebook.rulebook import Decided

Kind: TypeAlias = Literal["nilai", "pilih", "tandai", "akibat"]
"""Judge the act; choose the best action; mark all that are forbidden; name the consequence."""

KINDS: tuple[Kind, ...] = ("nilai", "pilih", "tandai", "akibat")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing the learner could do; ``facts`` are added to those of the scenario."""

    key: str
    text: Words
    facts: Case


@dataclass(frozen=True, slots=True)
class Scenario:
    """A moment in a civil servant's life. It states facts, never its own answer.

    ``on`` is the day on which it happens, for the rules in force then.
    """

    id: str
    version: int
    topic: str
    kind: Kind
    text: Words
    facts: Case
    on: date
    why: Words
    options: tuple[Option, ...] = ()
    twin: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen. ``text`` is None where the words belong to the kind of question
    (a verdict, a consequence). ``points`` of 100 for choosing it, alone; ``decided`` is what the
    rulebook says of it, for choices that are acts."""

    key: str
    text: Words | None
    points: int
    right: bool
    decided: Decided | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A scenario with its derived answer. ``decided`` is of the act, or of the best choice."""

    scenario: Scenario
    choices: tuple[Choice, ...]
    decided: Decided

    @property
    def id(self) -> str:
        """The scenario's id."""
        return self.scenario.id

    @property
    def published(self) -> Version:
        """The version of the scenario that it is."""
        return Version(self.scenario.id, self.scenario.version)

    @property
    def several(self) -> bool:
        """Whether several choices are marked and then sent together."""
        return self.scenario.kind == "tandai"

    def choice(self, key: str) -> Choice | None:
        """The choice of that key, or None."""
        return next((choice for choice in self.choices if choice.key == key), None)

    @property
    def right(self) -> tuple[str, ...]:
        """The keys that score full."""
        return tuple(choice.key for choice in self.choices if choice.right)


@dataclass(frozen=True, slots=True)
class Quota:
    """So many questions of a topic; ``kind`` None: of any kind."""

    topic: str
    count: int
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Exam:
    """How a module is examined: ``minutes`` for the whole attempt, at most ``per_day`` attempts a
    day, each ``cool_down_minutes`` after the end of the one before. Saying of an act whose
    severity is in ``critical`` that one may do it fails the attempt."""

    minutes: int
    blueprint: tuple[Quota, ...]
    pass_mark: int
    per_day: int
    cool_down_minutes: int
    critical: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Module:
    """A training: its blueprint, its pass mark in percent, and how long a pass is valid.

    With an ``exam`` only a passed exam is a pass; without, practice is.
    """

    id: str
    title: Words
    about: Words
    blueprint: tuple[Quota, ...]
    pass_mark: int
    valid_months: int
    exam: Exam | None = None

    @property
    def size(self) -> int:
        """How many questions an attempt has."""
        return sum(quota.count for quota in self.blueprint)


@dataclass(frozen=True, slots=True)
class Topic:
    """A part of the bank; its id is the name of its file."""

    id: str
    title: Words


class Bank:
    """The questions by id and by topic."""

    def __init__(self, topics: Sequence[Topic], questions: Sequence[Question]) -> None:
        self.topics: Mapping[str, Topic] = {topic.id: topic for topic in topics}
        self.questions: Mapping[str, Question] = {q.id: q for q in questions}
        self._shelves: dict[tuple[str, Kind | None], list[Question]] = {}
        for question in self.questions.values():
            topic, kind = question.scenario.topic, question.scenario.kind
            for shelf in ((topic, kind), (topic, None)):
                self._shelves.setdefault(shelf, []).append(question)

    def of(self, quota: Quota) -> Sequence[Question]:
        """The questions that a quota may draw, in file order."""
        return self._shelves.get((quota.topic, quota.kind), ())
