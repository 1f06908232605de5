"""Marking: points for an answer, and the score of an attempt."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.errors import QuizError
from bot.quiz.attempt import Answer, Attempt, Version
from bot.quiz.bank import Question
from bot.quiz.keys import FULL


def points(question: Question, chosen: Sequence[str]) -> int:
    """Points of 100. Where several are marked, each option counts the same, left out or not.

    Raises QuizError for a key that the question does not have, or for none or several of a
    question that takes one.
    """
    keys = {choice.key for choice in question.choices}
    if not set(chosen) <= keys or len(set(chosen)) != len(chosen):
        raise QuizError("the answer has a choice that the question does not have")
    if question.several:
        wrong = len(set(chosen) ^ set(question.right))
        return FULL * (len(keys) - wrong) // len(keys)
    if len(chosen) != 1:
        raise QuizError("the question takes exactly one choice")
    return next(choice.points for choice in question.choices if choice.key == chosen[0])


def score(answers: Sequence[Answer]) -> int:
    """The mean of the answers' points, in percent, rounded down: a pass is never rounded up to.

    Raises QuizError when there are none.
    """
    if not answers:
        raise QuizError("an attempt without answers has no score")
    return sum(answer.points for answer in answers) // len(answers)


def counted(attempt: Attempt, withdrawn: Collection[Version]) -> Sequence[Answer]:
    """The answers as they count: in full where the question was withdrawn after it was asked,
    whatever was chosen, and also where nothing was. So a score can only rise."""
    if not withdrawn:
        return attempt.answers
    return [
        replace(answer, points=FULL)
        if attempt.items[answer.step].published in withdrawn
        else answer
        for answer in attempt.answers
    ]
