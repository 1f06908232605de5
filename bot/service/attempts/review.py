"""The review of an exam, only after its end: page by page what was answered, and what is right."""

from __future__ import annotations

from collections.abc import Collection

from bot.catalog.catalog import Catalog
from bot.errors import ContentError
from bot.quiz.attempt import Attempt, Version
from bot.quiz.exam import critical_steps
from bot.screens.screen import Button, Phrase, Rows, Screen, say
from bot.service import menu
from bot.service.attempts import practice
from bot.service.attempts.questions import header, question_of, report_button, told
from bot.service.attempts.verdicts import grounds
from bot.service.buttons import Next, Review, encode
from bot.service.desk import Visit


async def review(visit: Visit, action: Review) -> Screen:
    """One page. While an exam is under way there is none, of whichever attempt."""
    under_way, attempt = visit.open_attempt, visit.attempt
    if under_way is not None and under_way.kind == "ujian":
        return await practice.resume(visit, say("exam.no_help"))
    if attempt is None or attempt.id != action.attempt:
        attempt = await visit.desk.store.attempts.get(action.attempt, visit.person.id)
    if attempt is None or attempt.kind != "ujian" or attempt.score is None:
        return await menu.menu(visit, say("odd.old_button"))
    if attempt.forgotten:
        return await menu.menu(visit, say("exam.review_gone"))
    try:
        catalog = await visit.desk.library.of(attempt.content)
    except ContentError:
        return await menu.menu(visit, say("quiz.gone"))
    page = action.page if action.page < len(attempt.items) else 0
    return Screen(
        _page(catalog, attempt, page, visit.desk.library.withdrawn),
        (
            *_ways(attempt, page),
            *_result(visit, attempt),
            (report_button(attempt.id, page),),
            menu.back(),
        ),
    )


def _page(
    catalog: Catalog, attempt: Attempt, page: int, withdrawn: Collection[Version]
) -> tuple[Phrase, ...]:
    item, answer = attempt.items[page], attempt.answers[page]
    question = question_of(catalog, item)
    module = catalog.module(attempt.module)
    critical = dict(critical_steps(module, attempt, catalog.bank.questions, withdrawn))
    return (
        say("exam.review_title"),
        header(catalog, attempt, page),
        say("quiz.scenario", text=question.scenario.text),
        *told(question, item, answer),
        *((say("exam.was_critical"),) if page in critical else ()),
        *((say("quiz.withdrawn"),) if item.published in withdrawn else ()),
        say("quiz.why", why=question.scenario.why),
        *grounds(catalog, question.decided),
    )


def _ways(attempt: Attempt, page: int) -> Rows:
    back = [Button(say("exam.page_back"), encode(Review(attempt.id, page - 1)))] if page else []
    more = page + 1 < len(attempt.items)
    on = [Button(say("exam.page_on"), encode(Review(attempt.id, page + 1)))] if more else []
    return ((*back, *on),) if back or on else ()


def _result(visit: Visit, attempt: Attempt) -> Rows:
    """The result is shown of the latest attempt."""
    if visit.attempt is None or visit.attempt.id != attempt.id:
        return ()
    return ((Button(say("quiz.to_result"), encode(Next(attempt.id))),),)
