"""The exam: its rules first, then one attempt against the clock, as often as the module allows."""

from __future__ import annotations

from dataclasses import replace

from bot.agencies.agency import HOURS, Zone
from bot.catalog.catalog import Catalog
from bot.quiz.bank import Exam, Module
from bot.quiz.exam import MINUTE, day_begins, next_chance, paper
from bot.quiz.shortage import left, shortages
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service import menu
from bot.service.attempts import practice
from bot.service.attempts.drawn import drawn
from bot.service.buttons import Begin, Drop, ExamRules, Review, Sit, encode
from bot.service.dates import label, told
from bot.service.desk import Visit
from bot.service.jakarta import JAKARTA


async def exams(visit: Visit) -> Screen:
    """``/ujian``: the exams to choose from; with one only, its rules."""
    found = [module for module in visit.catalog.modules.values() if module.exam is not None]
    if _in_exam(visit):
        return await practice.resume(visit)
    if not found:
        return await menu.menu(visit, say("exam.none"))
    if len(found) == 1:
        return await rules(visit, ExamRules(found[0].id))
    rows = tuple((menu.exam_button(module),) for module in found)
    return Screen((say("exam.choose"),), (*rows, menu.back()))


async def rules(visit: Visit, action: ExamRules) -> Screen:
    """What to know before it begins, with the button that begins it; or when that may be."""
    module = visit.catalog.modules.get(action.module)
    if module is None or module.exam is None:
        return await menu.menu(visit, say("odd.old_button"))
    if _in_exam(visit, module):
        return await practice.resume(visit)
    at = await _chance(visit, module, module.exam)
    if at > visit.desk.clock():
        return await _wait(visit, module, at)
    sheet, withdrawn = paper(module), await visit.desk.library.look()
    asked = left(sheet, shortages(visit.catalog.bank, sheet, withdrawn))
    if asked == 0:
        return await menu.menu(visit, say("quiz.nothing_left", title=module.title))
    begin = Button(say("exam.begin"), encode(Sit(module.id)))
    return Screen(
        (
            say("exam.title", module=module.title),
            say("exam.about", n=asked, minutes=module.exam.minutes),
            *_fewer(asked, sheet.size),
            say("exam.mark", pass_mark=module.exam.pass_mark),
            *_critical(visit.catalog, module.exam),
            say("exam.again", n=module.exam.per_day, minutes=module.exam.cool_down_minutes),
            *_turns(await visit.zone()),
        ),
        ((begin,), *_earlier(visit, module), menu.back()),
    )


async def sit(visit: Visit, action: Sit) -> Screen:
    """Begin. The clock starts with what is stored here, and nothing starts it again."""
    module = visit.catalog.modules.get(action.module)
    if module is None or module.exam is None:
        return await menu.menu(visit, say("odd.old_button"))
    if _in_exam(visit, module):
        return await practice.resume(visit)
    if visit.open_attempt is not None:
        leave = Drop(visit.open_attempt.id, module.id)
        return await practice.other_first(visit, module, leave)
    attempts = visit.desk.store.attempts
    attempt, now = await drawn(visit, paper(module), "ujian"), visit.desk.clock()
    rested = now - module.exam.cool_down_minutes * MINUTE
    today = day_begins(now, JAKARTA)
    if attempt is None:
        return await menu.menu(visit, say("quiz.nothing_left", title=module.title))
    if await attempts.sit(attempt, module.exam.per_day, today, rested):
        return practice.asked(visit, visit.catalog, attempt)
    # Too early, or somebody was faster: what is stored by now decides.
    state = await visit.desk.store.people.state(visit.person.id)
    if state.attempt is not None and state.attempt.finished_at is None:
        return await practice.resume(replace(visit, attempt=state.attempt))
    return await rules(replace(visit, attempt=state.attempt), ExamRules(module.id))


async def drop(visit: Visit, action: Drop) -> Screen:
    """Give up the open attempt that the button named, and read the rules of the exam."""
    desk, under_way = visit.desk, visit.open_attempt
    if under_way is not None and under_way.id == action.attempt:
        await desk.store.attempts.abandon(under_way.id, visit.person.id, desk.clock())
        state = await desk.store.people.state(visit.person.id)
        visit = replace(visit, attempt=state.attempt)
    return await rules(visit, ExamRules(action.module))


async def _chance(visit: Visit, module: Module, exam: Exam) -> int:
    attempts = visit.desk.store.attempts
    sittings = await attempts.sittings(visit.person.id, module.id, exam.per_day)
    return next_chance(exam, sittings, visit.desk.clock(), JAKARTA)


def _in_exam(visit: Visit, module: Module | None = None) -> bool:
    under_way = visit.open_attempt
    if under_way is None or under_way.kind != "ujian":
        return False
    return module is None or under_way.module == module.id


def _fewer(asked: int, usual: int) -> tuple[Phrase, ...]:
    return (say("exam.fewer", n=usual),) if asked < usual else ()


def _critical(catalog: Catalog, exam: Exam) -> tuple[Phrase, ...]:
    labels = tuple(
        say("exam.severity", label=severity.label)
        for severity in catalog.book.severities.values()
        if severity.id in exam.critical
    )
    return (say("exam.critical", severities=labels),) if labels else ()


def _earlier(visit: Visit, module: Module) -> tuple[tuple[Button, ...], ...]:
    """The way to the answers of the exam that has just ended."""
    last = visit.attempt
    if last is None or last.module != module.id or last.kind != "ujian":
        return ()
    if last.score is None or last.forgotten:
        return ()
    return ((Button(say("exam.review"), encode(Review(last.id, 0))),),)


def _turns(zone: Zone) -> tuple[Phrase, ...]:
    """When the day is over that exams are counted by, which is Jakarta's, by another clock."""
    hour = HOURS[zone] - HOURS["WIB"]
    return (say("exam.day", hour=f"{hour:02}", zone=label(zone)),) if hour else ()


async def _wait(visit: Visit, module: Module, at: int) -> Screen:
    train = Button(say("exam.practise"), encode(Begin(module.id)))
    return Screen(
        (say("exam.title", module=module.title), say("exam.wait", at=told(at, await visit.zone()))),
        ((train,), *_earlier(visit, module), menu.back()),
    )
