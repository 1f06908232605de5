"""The auditor: every promise that can be checked from what is stored and what people saw.

Each check gives its findings as sentences; no finding is the only good result.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from math import inf

from bot.errors import QuizError
from bot.quiz import marking
from bot.quiz.exam import is_blank, passes
from bot.service.buttons import Abandon, Agree, Begin, Choose, InUnit, Send, Sit
from tests.fault.moves import Moves
from tests.fault.records import AnswerRow, AttemptRow, Records
from tests.fault.witness import Tapped, Witness


def stored(records: Records) -> Iterator[str]:
    """What must be true of the rows alone."""
    for attempt in records.attempts:
        answers = records.answers_of(attempt)
        steps = [answer.step for answer in answers]
        if steps != list(range(len(steps))):
            yield f"attempt {attempt.id}: its answers are those of the steps {steps}"
        if len(steps) > len(attempt.items):
            yield f"attempt {attempt.id}: {len(steps)} answers to {len(attempt.items)} questions"
        yield from _marks(records, attempt)
    known = {(attempt.person, attempt.id) for attempt in records.attempts}
    for answer in records.answers:
        if (answer.person, answer.attempt) not in known:
            yield f"attempt {answer.attempt}: an answer of somebody whose attempt it is not"
    opened = Counter(one.person for one in records.attempts if one.finished_at is None)
    for person, count in opened.items():
        if count > 1:
            yield f"{person} has {count} open attempts"


def _marks(records: Records, row: AttemptRow) -> Iterator[str]:
    """Points, score and pass, recomputed with the content that the attempt was drawn from."""
    catalog = records.catalogs.get(row.content)
    if catalog is None:
        yield f"attempt {row.id}: its content was not archived"
        return
    attempt, module = records.attempt(row), catalog.module(row.module)
    for answer in attempt.answers[: len(row.items)]:
        question = catalog.bank.questions[row.items[answer.step][0]]
        try:
            blank = is_blank(module, attempt, answer)
            points = 0 if blank else marking.points(question, answer.chosen)
        except QuizError as error:
            yield f"attempt {row.id}, step {answer.step}: {error}"
            continue
        if points != answer.points:
            yield f"attempt {row.id}, step {answer.step}: {answer.points} points, not {points}"
    if (len(attempt.answers) >= len(row.items)) != (row.score is not None):
        yield f"attempt {row.id}: {len(attempt.answers)} answers and the score {row.score}"
    if row.score is None:
        return  # open, or given up
    if row.finished_at is None:
        yield f"attempt {row.id}: a score, but no end"
    score = marking.score(attempt.answers) if attempt.answers else None
    passed = bool(attempt.answers) and passes(module, attempt, catalog.bank.questions)
    if (score, passed) != (row.score, attempt.passed):
        yield (
            f"attempt {row.id}: score {row.score} and pass {attempt.passed},"
            f" recomputed {score} and {passed}"
        )


class Taps:
    """What was tapped, against what is stored."""

    def __init__(self, records: Records, witness: Witness) -> None:
        self._witness = witness
        self._records = records
        self._attempts = {(one.person, one.id): one for one in records.attempts}
        self._rows = {(one.person, one.attempt, one.step): one for one in records.answers}
        self._moves = Moves(witness)
        self._answers: defaultdict[tuple[int, str, int], list[Tapped]] = defaultdict(list)
        for tapped in witness.taps:
            if isinstance(action := tapped.action, Choose | Send):
                self._answers[tapped.person, action.attempt, action.step].append(tapped)

    def findings(self) -> Iterator[str]:
        """All of them."""
        for row in self._rows.values():
            yield from self._was_tapped(row)
        for (person, attempt, step), taps in self._answers.items():
            if (person, attempt) in self._attempts:
                for tapped in taps:
                    yield from self._had_its_effect(tapped, (person, attempt, step))
        yield from self._begins()
        yield from self._consents()
        yield from self._registrations()

    def _was_tapped(self, row: AnswerRow) -> Iterator[str]:
        """No answer comes from nowhere, nor from another step's tap."""
        attempt = self._attempts.get((row.person, row.attempt))
        taps = self._answers[row.person, row.attempt, row.step]
        if attempt is None or row.step >= len(attempt.items):
            return  # a finding already
        fitting = [
            one
            for one in taps
            if self._keys(one, attempt, row.step) == row.chosen and one.at * 1000 <= row.at + 1
        ]
        if not fitting:
            yield (
                f"{row.person}, attempt {row.attempt}, step {row.step}:"
                f" {row.chosen} is stored, but was never tapped"
            )

    def _had_its_effect(self, tapped: Tapped, place: tuple[int, str, int]) -> Iterator[str]:
        """Acknowledged: by then the step has its answer, this one or one of before."""
        acked, row = self._witness.acked_at(tapped), self._rows.get(place)
        if acked is None or not tapped.honest or self._moves.before(tapped.person, acked):
            return
        person, attempt, step = place
        where = f"{person}, attempt {attempt}, step {step}"
        if row is None:
            if not self._given_up(place, acked):
                yield f"{where}: acknowledged, but no answer is stored"
        elif row.at > acked * 1000 + 1:
            yield f"{where}: acknowledged before it was stored"

    def _given_up(self, place: tuple[int, str, int], moment: float) -> bool:
        """Whether that attempt was left for another one by then."""
        attempt = self._attempts[place[:2]]
        ended = attempt.finished_at
        return attempt.score is None and ended is not None and ended <= moment * 1000 + 1

    @staticmethod
    def _keys(tapped: Tapped, attempt: AttemptRow, step: int) -> tuple[str, ...]:
        action = tapped.action
        places = 1 << action.place if isinstance(action, Choose) else 0
        places = action.places if isinstance(action, Send) else places
        order = attempt.items[step][2]
        return tuple(key for place, key in enumerate(order) if places >> place & 1)

    def _begins(self) -> Iterator[str]:
        """Each wish to begin makes one attempt at most, and one that is there when it is told."""
        wishes: defaultdict[int, set[int]] = defaultdict(set)
        began: defaultdict[int, list[int]] = defaultdict(list)
        for attempt in self._records.attempts:
            began[attempt.person].append(attempt.started_at)
        for tapped in self._witness.taps:
            if not isinstance(tapped.action, Begin | Abandon | Sit):
                continue
            wishes[tapped.person].add(tapped.intent)
            acked = self._witness.acked_at(tapped)
            if acked is None or not tapped.honest or self._moves.before(tapped.person, acked):
                continue
            if min(began[tapped.person], default=acked * 1000 + 9) > acked * 1000 + 1:
                yield f"{tapped.person}: a beginning was acknowledged, but nothing was begun"
        for person, moments in began.items():
            if len(moments) > len(wishes[person]):
                yield f"{person} began {len(moments)} attempts, wished for {len(wishes[person])}"

    def _consents(self) -> Iterator[str]:
        """Nobody is stored without consent; a consent that was acknowledged is stored."""
        people = {person.id: person for person in self._records.people}
        agreed = [one for one in self._witness.taps if isinstance(one.action, Agree)]
        for person in set(people) - {one.person for one in agreed}:
            yield f"{person} is stored and never agreed"
        for tapped in agreed:
            acked, row = self._witness.acked_at(tapped), people.get(tapped.person)
            if acked is not None and tapped.honest and not self._moves.stopped(tapped.person):
                if row is None:
                    yield f"{tapped.person}: the consent was acknowledged, but nobody is stored"
                elif row.consented_at > acked * 1000 + 1:
                    yield f"{tapped.person}: the consent was acknowledged before it was stored"

    def _registrations(self) -> Iterator[str]:
        """A unit that was chosen ends the registration."""
        people = {person.id: person for person in self._records.people}
        for tapped in self._witness.taps:
            acked = self._witness.acked_at(tapped)
            if acked is None or not tapped.honest or not isinstance(tapped.action, InUnit):
                continue
            row = people.get(tapped.person)
            at = None if row is None else row.registered_at
            if self._moves.before(tapped.person, inf):
                continue  # whatever is stored now is of a later registration
            if at is None or at > acked * 1000 + 1:
                yield f"{tapped.person}: the unit was acknowledged before it was stored"
