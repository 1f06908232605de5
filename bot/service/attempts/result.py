"""The result of a finished attempt: score, pass, what to look at again, and what it settles."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.catalog.catalog import Catalog
from bot.quiz.attempt import Attempt, Version
from bot.quiz.bank import Module
from bot.quiz.exam import critical_steps
from bot.quiz.keys import FULL
from bot.quiz.marking import counted
from bot.rulebook.rulebook import Decided
from bot.screens.screen import Button, Phrase, Rows, Screen, say
from bot.service import menu
from bot.service.attempts.questions import question_of
from bot.service.attempts.verdicts import article
from bot.service.buttons import Begin, ReadPledge, Review, encode
from bot.service.campaigns.duty_words import after_result
from bot.service.desk import Visit

_SHOWN = 5  # rules to look at again; more would not be read


async def result(visit: Visit, catalog: Catalog, attempt: Attempt, *before: Phrase) -> Screen:
    """Right answers, score and pass mark, then the rules behind the answers that fell short, and
    until when the agency wants a pass. Questions that are withdrawn count as right, once the
    attempt was marked again. One round trip."""
    module, withdrawn = catalog.module(attempt.module), visit.desk.library.withdrawn
    shown = replace(attempt, answers=tuple(counted(attempt, withdrawn)))
    duties = await after_result(visit, attempt)
    return Screen(
        (
            *before,
            say("result.title", module=module.title),
            *_outcome(catalog, module, attempt, withdrawn),
            _numbers(module, shown),
            *_withdrawn(attempt, withdrawn),
            *(() if attempt.forgotten else _weak(catalog, shown)),
            *((say("duty.list", lines=duties),) if duties else ()),
            say("result.recorded"),
        ),
        (*_ways(module, attempt), menu.back()),
    )


def _outcome(
    catalog: Catalog, module: Module, attempt: Attempt, withdrawn: Collection[Version]
) -> tuple[Phrase, ...]:
    if module.exam is None:
        return (say("result.passed" if attempt.passed else "result.failed"),)
    if attempt.kind == "latihan":
        return (say("exam.practised"), say("exam.counts"))
    if attempt.passed:
        return (say("exam.passed"),)
    fatal = critical_steps(module, attempt, catalog.bank.questions, withdrawn)
    lines = tuple(_fatal(catalog, step, act) for step, act in fatal)
    return (say("exam.failed"), *((say("exam.failed_critical", acts=lines),) if lines else ()))


def _fatal(catalog: Catalog, step: int, act: Decided) -> Phrase:
    rule = catalog.book.rules[act.rule]
    severity = catalog.book.severities[act.severity or ""]
    return say(
        "exam.fatal",
        step=step + 1,
        severity=severity.label,
        title=rule.title,
        article=article(catalog, rule),
    )


def _numbers(module: Module, attempt: Attempt) -> Phrase:
    exam = module.exam if attempt.kind == "ujian" else None
    if attempt.forgotten:
        return say("result.score_only", score=attempt.score or 0)
    return say(
        "result.numbers",
        right=sum(answer.points == FULL for answer in attempt.answers),
        total=len(attempt.items),
        score=attempt.score or 0,
        pass_mark=module.pass_mark if exam is None else exam.pass_mark,
    )


def _withdrawn(attempt: Attempt, withdrawn: Collection[Version]) -> tuple[Phrase, ...]:
    n = sum(item.published in withdrawn for item in attempt.items)
    return (say("result.withdrawn", n=n),) if n else ()


def _ways(module: Module, attempt: Attempt) -> Rows:
    again = Button(say("result.again"), encode(Begin(module.id)))
    sit = menu.exam_button(module)
    pledge = Button(say("result.pledge"), encode(ReadPledge(attempt.id)))
    if module.exam is None:
        return ((pledge,), (again,)) if attempt.passed else ((again,),)
    if attempt.kind == "latihan":
        return ((sit,), (again,))
    if attempt.forgotten:
        return ((pledge,), (sit,)) if attempt.passed else ((sit,),)
    look = Button(say("exam.review"), encode(Review(attempt.id, 0)))
    return ((pledge,), (look,)) if attempt.passed else ((look,), (sit,))


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
