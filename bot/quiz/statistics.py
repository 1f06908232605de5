"""Question health: pooled answers to each question, added up one attempt at a time.

Which answers count: those of a person's first finished attempt. Who repeats has been told the
answers, so a repeat measures what was learnt from the first. For the same reason practice and exam
are pooled apart, and an answer that practice had prepared for does not count: that to the twin of
a question whose feedback was read just before. What was not reached in an exam is no answer.

Only sums are kept, never who answered: a pool has a few numbers for each question, however many
answers there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.quiz.attempt import Answer, Version
from bot.quiz.attempt import Kind as Practised
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

    @property
    def published(self) -> Version:
        """The version of the scenario."""
        return Version(self.scenario, self.version)


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


class Track(NamedTuple):
    """A module, as practice or as exam."""

    module: str
    kind: Practised


@dataclass(frozen=True, slots=True)
class Taken:
    """A person's first finished attempt at a track, without the person.

    ``repeats`` are the same person's later ones, which count nowhere else. ``started_at`` is in ms
    since 1970 UTC.
    """

    track: Track
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


@dataclass(slots=True)
class TrackTally:
    """Attempts, the answers of theirs that count, and how much was left out: repeats, answers
    never given (``blank``), those that a twin had prepared for (``primed``), and those to
    questions that no archived content explains any more (``lost``)."""

    attempts: int = 0
    answers: int = 0
    repeats: int = 0
    blank: int = 0
    primed: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Tallies:
    """Those of one content in one track, by scenario, and each scenario's twin."""

    items: Mapping[str, ItemTally]
    twins: Mapping[str, str]


class Pool:
    """Everything that the report is computed from; ``withdrawn`` versions are marked in it."""

    def __init__(self) -> None:
        self.items: dict[tuple[Track, Subject], ItemTally] = {}
        self.tracks: dict[Track, TrackTally] = {}
        self.withdrawn: Collection[Version] = ()

    def tallies(self, track: Track, questions: Iterable[Question]) -> Tallies:
        """The tallies of these questions in a track. To be kept for all attempts of one
        content: to find each answer's anew would take as long as all the rest."""
        items, twins = {}, {}
        for question in questions:
            key = (track, subject_of(question))
            items[question.id] = self.items.setdefault(key, ItemTally())
            if question.scenario.twin is not None:
                twins[question.id] = question.scenario.twin
        return Tallies(items, twins)

    def add(self, taken: Taken, tallies: Tallies) -> None:
        """One attempt, with the tallies of its content and track."""
        tally = self.tracks.setdefault(taken.track, TrackTally())
        counted = list(_counted(taken, tallies, tally))
        others = len(counted) - 1
        total = sum(answer.points for _, answer, _ in counted)
        tally.attempts += 1
        tally.answers += len(counted)
        tally.repeats += taken.repeats
        for scenario, answer, ms in counted:
            item = tallies.items.get(scenario)
            if item is None:
                tally.lost += 1
                continue
            item.add(answer, ms)
            if others:
                item.moments.add(answer.points, rest_score(total - answer.points, others))


def _counted(
    taken: Taken, tallies: Tallies, tally: TrackTally
) -> Iterator[tuple[str, Answer, int]]:
    """The answers that count, each with its scenario and with the ms that it took.

    An answer takes from the one before it (the first: from the attempt's start), so its time
    includes reading what was said about the one before.
    """
    before, prepared = taken.started_at, set()
    practice = taken.track.kind == "latihan"
    for answer in taken.answers:
        scenario = taken.scenarios[answer.step]
        ms, before = answer.at - before, answer.at
        if not answer.chosen and not answer.points:
            # To mark nothing is an answer too, but never worth nothing: some option is allowed.
            tally.blank += 1
        elif scenario in prepared:
            tally.primed += 1
        else:
            yield scenario, answer, ms
        if practice and scenario in tallies.twins:
            prepared.add(tallies.twins[scenario])
