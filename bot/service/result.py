"""The result of a finished attempt: score, pass, and what to look at again."""

from __future__ import annotations

from bot.catalog.catalog import Catalog
from bot.quiz.attempt import Attempt
from bot.quiz.keys import FULL
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service import menu
from bot.service.buttons import Begin, encode
from bot.service.questions import question_of

_SHOWN = 5  # rules to look at again; more would not be read


def result(catalog: Catalog, attempt: Attempt) -> Screen:
    """Right answers, score and pass mark, then the rules behind the answers that fell short."""
    module = catalog.module(attempt.module)
    right = sum(answer.points == FULL for answer in attempt.answers)
    outcome = say("result.passed" if attempt.passed else "result.failed")
    numbers = say(
        "result.numbers",
        right=right,
        total=len(attempt.items),
        score=attempt.score or 0,
        pass_mark=module.pass_mark,
    )
    again = Button(say("result.again"), encode(Begin(module.id)))
    return Screen(
        (
            say("result.title", module=module.title),
            outcome,
            numbers,
            *_weak(catalog, attempt),
            say("result.recorded"),
        ),
        ((again,), menu.back()),
    )


def _weak(catalog: Catalog, attempt: Attempt) -> tuple[Phrase, ...]:
    rules = dict.fromkeys(
        question_of(catalog, attempt.items[answer.step]).decided.rule
        for answer in attempt.answers
        if answer.points < FULL
    )
    if not rules:
        return (say("result.all_right"),)
    lines = tuple(
        say("result.weak_rule", title=catalog.book.rules[rule].title)
        for rule in list(rules)[:_SHOWN]
    )
    return (say("result.weak", rules=lines),)
