"""The auditor's other half: what people were shown is stored, and as they were shown it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalog.catalog import Catalog
from bot.quiz.bank import Choice
from bot.service.buttons import Choose, Mark, Next, Send, decode
from tests.fault import words
from tests.fault.records import AnswerRow, AttemptRow, Records
from tests.fault.witness import Seen, Witness
from tests.loopback import Shown

_LETTERS = "ABCDE"


class Screens:
    """Every version of every message, against the rows."""

    def __init__(self, records: Records, witness: Witness) -> None:
        self._seen = witness.seen
        self._catalogs = records.catalogs
        self._attempts = {(one.person, one.id): one for one in records.attempts}
        self._answers = {(one.person, one.attempt, one.step): one for one in records.answers}
        self.confirmed = 0  # how many feedbacks were compared

    def findings(self) -> Iterator[str]:
        """All of them."""
        for seen in self._seen:
            if words.seen("odd.broken", seen.screen.text):
                yield f"{seen.person} was told that something broke"
            if words.seen("exam.review_title", seen.screen.text):
                continue
            header = words.seen("quiz.header", seen.screen.text)
            if header is not None:
                step = int(header[1]["step"]) - 1
                if words.seen("quiz.why", seen.screen.text):
                    yield from self._feedback(seen, step)
                else:
                    yield from self._question(seen, step)
            elif (numbers := words.seen("result.numbers", seen.screen.text)) is not None:
                yield from self._result(seen, int(numbers[1]["score"]))

    def _feedback(self, seen: Seen, step: int) -> Iterator[str]:
        """An answer that was confirmed is stored, with the choice that was named."""
        self.confirmed += 1
        attempt = self._attempts.get((seen.person, _attempt_on(seen.screen)))
        row = None if attempt is None else self._answers.get((seen.person, attempt.id, step))
        if attempt is None or row is None:
            yield f"{seen.person}: the answer to step {step} was confirmed, but is not stored"
            return
        if row.at > seen.at * 1000 + 1:
            yield f"{seen.person}, step {step}: confirmed before it was stored"
        if attempt.content in self._catalogs and not self._names(seen.screen.text, attempt, row):
            yield f"{seen.person}, step {step}: another choice was confirmed than is stored"

    def _question(self, seen: Seen, step: int) -> Iterator[str]:
        """Whoever is asked question 3 has answers to 1 and 2."""
        attempt = _attempt_on(seen.screen)
        if (seen.person, attempt) not in self._attempts:
            yield f"{seen.person}: a question was shown of an attempt that is not stored"
        for before in range(step):
            row = self._answers.get((seen.person, attempt, before))
            if row is None or row.at > seen.at * 1000 + 1:
                yield f"{seen.person}: asked for step {step} before step {before} was stored"

    def _result(self, seen: Seen, score: int) -> Iterator[str]:
        """A result that was shown is stored."""
        mine = [one for (person, _), one in self._attempts.items() if person == seen.person]
        if not any(one.score == score and one.finished_at is not None for one in mine):
            yield f"{seen.person}: a result of {score} was shown, but is not stored"

    def _names(self, text: str, attempt: AttemptRow, row: AnswerRow) -> bool:
        """Whether the paragraph about the person's own answer names exactly what is stored."""
        catalog = self._catalogs[attempt.content]
        told = words.seen("quiz.your_answer", text)
        if told is not None:
            language, paragraph = told[0], told[1][0]
        else:  # it was right: the next paragraph says what
            right = words.seen("quiz.right", text)
            if right is None:
                return False
            language, paragraph = right[0], text[right[1].end() :].split("\n\n")[1]
        scenario, _, order = attempt.items[row.step]
        question = catalog.bank.questions[scenario]
        for choice in question.choices:
            named = _words(catalog, question.scenario.kind, choice, order, language) in paragraph
            if named != (choice.key in row.chosen):
                return False
        return True


def _words(
    catalog: Catalog, kind: str, choice: Choice, order: tuple[str, ...], language: str
) -> str:
    if choice.text is None:
        text = f"{'verdict.short' if kind == 'nilai' else 'consequence'}.{choice.key}"
        return str(catalog.texts[language][text])
    return f"{_LETTERS[order.index(choice.key)]}. {choice.text[language]}"


def _attempt_on(screen: Shown) -> str:
    """The attempt that the buttons of a screen name."""
    for button in screen.buttons:
        if isinstance(action := decode(button.data or ""), Next | Choose | Mark | Send):
            return action.attempt
    return ""
