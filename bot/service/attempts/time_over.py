"""An exam whose time is over is closed by whatever its person does next, on whichever worker."""

from __future__ import annotations

from dataclasses import replace

from bot.catalog.catalog import Catalog
from bot.errors import ContentError
from bot.quiz.attempt import Attempt
from bot.quiz.exam import blanks, deadline, passes
from bot.quiz.marking import score
from bot.screens.screen import Screen, say
from bot.service import menu
from bot.service.attempts import result
from bot.service.desk import Visit


async def closed(visit: Visit) -> Screen | None:
    """The result of an exam whose time is over; None when there is nothing to close."""
    attempt = visit.open_attempt
    if attempt is None or attempt.kind != "ujian":
        return None
    try:
        catalog = await visit.desk.library.of(attempt.content)
    except ContentError:
        return None  # it cannot go on at all, and is told so where it would
    exam = catalog.module(attempt.module).exam
    if exam is None or visit.desk.clock() < deadline(exam, attempt):
        return None
    return await close(visit, catalog, attempt)


async def close(visit: Visit, catalog: Catalog, attempt: Attempt) -> Screen:
    """Store nothing for what was not answered, and show the result.

    All of it is as of the deadline, so that it does not matter who closes it, and when.
    """
    module, store = catalog.module(attempt.module), visit.desk.store
    if module.exam is None:
        return await menu.menu(visit, say("odd.old_button"))
    blank, at = blanks(module.exam, attempt), deadline(module.exam, attempt)
    full = replace(attempt, answers=(*attempt.answers, *blank))
    total, passed = score(full.answers), passes(module, full, catalog.bank.questions)
    if await store.attempts.finish(attempt.id, attempt.person, blank, total, passed, at):
        visit.desk.finished(attempt.agency)
    found = (await store.people.state(attempt.person)).attempt
    if found is None or found.id != attempt.id or found.score is None:
        return await menu.menu(replace(visit, attempt=found), say("odd.old_button"))
    return await result.result(visit, catalog, found, say("exam.time_over"))
