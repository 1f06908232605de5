"""An attempt under way: begin practice, answer, go on, finish. What is stored decides each step.

An exam is begun in :mod:`bot.service.attempts.exam`; its answers come in here too, without
feedback.
"""

from __future__ import annotations

from dataclasses import replace

from bot.catalog.catalog import Catalog
from bot.errors import ContentError, QuizError
from bot.quiz.attempt import Answer, Attempt
from bot.quiz.bank import Module
from bot.quiz.exam import is_blank, minutes_left, passes
from bot.quiz.marking import points, score
from bot.quiz.twins import with_twin
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service import menu
from bot.service.attempts import result, time_over
from bot.service.attempts.drawn import drawn
from bot.service.attempts.questions import ask, feedback, question_of
from bot.service.buttons import Abandon, Begin, Choose, Drop, Mark, Next, Send, encode
from bot.service.desk import Visit


async def modules(visit: Visit) -> Screen:
    """The modules to choose from; with one only, that one begins."""
    everything = list(visit.catalog.modules.values())
    if visit.open_attempt is not None:
        return await resume(visit)
    if len(everything) == 1:
        return await begin(visit, Begin(everything[0].id))
    rows = tuple((menu.begin_button(module),) for module in everything)
    return Screen((say("modules.choose"),), (*rows, menu.back()))


async def begin(visit: Visit, action: Begin) -> Screen:
    """Draw and start, or go on with what is open already."""
    module = visit.catalog.modules.get(action.module)
    if module is None:
        return await menu.menu(visit, say("odd.old_button"))
    under_way = visit.open_attempt
    if under_way is not None:
        if under_way.module == module.id and under_way.kind == "latihan":
            return await resume(visit)
        return await other_first(visit, module, Abandon(under_way.id, module.id))
    return await _start(visit, module)


async def abandon(visit: Visit, action: Abandon) -> Screen:
    """Give up the open attempt that the button named, and begin the other module."""
    desk, under_way = visit.desk, visit.open_attempt
    if under_way is None or under_way.id != action.attempt:
        return await begin(visit, Begin(action.module))
    await desk.store.attempts.abandon(under_way.id, visit.person.id, desk.clock())
    state = await desk.store.people.state(visit.person.id)
    return await begin(replace(visit, attempt=state.attempt), Begin(action.module))


async def resume(visit: Visit, *before: Phrase) -> Screen:
    """The next question of the open attempt; without one, the menu."""
    attempt = visit.open_attempt
    if attempt is None:
        return await menu.menu(visit, *before)
    try:
        catalog = await visit.desk.library.of(attempt.content)
    except ContentError:
        # Its content was never archived: it cannot go on, and says so rather than changing.
        await visit.desk.store.attempts.abandon(attempt.id, visit.person.id, visit.desk.clock())
        return await menu.menu(replace(visit, attempt=None), *before, say("quiz.content_lost"))
    return asked(visit, catalog, attempt, 0, *before)


def asked(
    visit: Visit, catalog: Catalog, attempt: Attempt, marked: int = 0, *before: Phrase
) -> Screen:
    """The next question, in an exam with the time that is left."""
    exam = catalog.module(attempt.module).exam if attempt.kind == "ujian" else None
    left = None if exam is None else minutes_left(exam, attempt, visit.desk.clock())
    return ask(catalog, attempt, marked, *before, minutes=left)


async def choose(visit: Visit, action: Choose) -> Screen:
    """One choice was tapped."""
    return await _answer(visit, action.attempt, action.step, 1 << action.place)


async def send(visit: Visit, action: Send) -> Screen:
    """The marked choices were sent."""
    return await _answer(visit, action.attempt, action.step, action.places)


async def mark(visit: Visit, action: Mark) -> Screen:
    """A choice was marked or unmarked; nothing is stored until all are sent."""
    attempt = visit.open_attempt
    if attempt is None or attempt.id != action.attempt or attempt.next_step != action.step:
        return await current(visit, action.attempt)
    catalog = await visit.desk.library.of(attempt.content)
    return asked(visit, catalog, attempt, action.places)


async def onward(visit: Visit, action: Next) -> Screen:
    """After feedback: the next question, or the result of a finished attempt."""
    attempt = visit.attempt
    if attempt is not None and attempt.id == action.attempt and attempt.score is not None:
        catalog = await visit.desk.library.of(attempt.content)
        return await result.result(visit, catalog, attempt)
    return await resume(visit)


async def current(visit: Visit, tapped: str) -> Screen:
    """Where the person is now, for a tap that is old, doubled or forged.

    A second tap on the question just answered shows its feedback again: a lost reply is repaired.
    """
    attempt = visit.attempt
    if attempt is not None and attempt.id == tapped and attempt.kind == "ujian":
        return await onward(visit, Next(tapped))  # no feedback before its end
    if attempt is not None and attempt.id == tapped and attempt.answers:
        catalog = await visit.desk.library.of(attempt.content)
        return feedback(catalog, attempt, attempt.answers[-1])
    return await resume(visit, say("odd.old_button"))


async def _answer(visit: Visit, tapped: str, step: int, places: int) -> Screen:
    attempt = visit.open_attempt
    if attempt is None or attempt.id != tapped or attempt.next_step != step:
        return await current(visit, tapped)
    catalog = await visit.desk.library.of(attempt.content)
    question = question_of(catalog, attempt.items[step])
    order = attempt.items[step].order
    chosen = tuple(key for place, key in enumerate(order) if places >> place & 1)
    try:
        answer = Answer(step, chosen, points(question, chosen), visit.desk.clock())
    except QuizError:
        return asked(visit, catalog, attempt, 0, say("odd.old_button"))
    if is_blank(catalog.module(attempt.module), attempt, answer):
        return await time_over.close(visit, catalog, attempt)
    answered = _answered(visit, catalog, attempt, answer)
    stored = await _store(visit, catalog, answered, answer)
    if stored is not None:
        if stored.kind == "latihan":
            return feedback(catalog, stored, answer)
        if not stored.complete:
            return asked(visit, catalog, stored)
        return await result.result(visit, catalog, stored)
    # Somebody was faster with the same step: this person on another device, or a second worker.
    state = await visit.desk.store.people.state(visit.person.id)
    return await current(replace(visit, attempt=state.attempt), tapped)


def _answered(visit: Visit, catalog: Catalog, attempt: Attempt, answer: Answer) -> Attempt:
    """With the answer; practice may grow by a twin."""
    answered = replace(attempt, answers=(*attempt.answers, answer))
    if attempt.kind == "ujian":
        return answered
    size = catalog.module(attempt.module).size
    withdrawn = visit.desk.library.withdrawn
    return replace(answered, items=with_twin(catalog.bank, size, answered, withdrawn))


async def _store(
    visit: Visit, catalog: Catalog, answered: Attempt, answer: Answer
) -> Attempt | None:
    """The attempt as it is stored now; None when somebody was faster."""
    attempts = visit.desk.store.attempts
    if not answered.complete:
        grown = visit.attempt is None or visit.attempt.items != answered.items
        items = answered.items if grown else None
        ours = await attempts.answer(answered.id, visit.person.id, answer, items)
        return answered if ours else None
    total = score(answered.answers)
    passed = passes(catalog.module(answered.module), answered, catalog.bank.questions)
    ours = await attempts.answer_and_finish(
        answered.id, visit.person.id, answer, total, passed, answer.at
    )
    if not ours:
        return None
    visit.desk.finished(answered.agency)
    return replace(answered, finished_at=answer.at, score=total, passed=passed)


async def _start(visit: Visit, module: Module) -> Screen:
    attempt = await drawn(visit, module, "latihan")
    if attempt is None:
        return await menu.menu(visit, say("quiz.nothing_left", title=module.title))
    if not await visit.desk.store.attempts.start(attempt):
        # Two taps on the button at once: the attempt that was first is the one to go on with.
        state = await visit.desk.store.people.state(visit.person.id)
        return await resume(replace(visit, attempt=state.attempt))
    return ask(visit.catalog, attempt)


async def other_first(visit: Visit, wanted: Module, leave: Abandon | Drop) -> Screen:
    """Something else is open: go on with it, or give it up for what was wanted."""
    under_way = visit.open_attempt
    if under_way is None:
        return await resume(visit)
    try:
        catalog = await visit.desk.library.of(under_way.content)
    except ContentError:
        return await resume(visit)
    title = catalog.module(under_way.module).title
    done, total = under_way.next_step, len(under_way.items)
    told = "exam.under_way" if under_way.kind == "ujian" else "modules.under_way"
    go_on = Button(say(f"modules.go_on.{under_way.kind}"), encode(Next(under_way.id)))
    for_what = "modules.give_up" if isinstance(leave, Abandon) else "exam.give_up"
    give_up = Button(say(for_what, title=wanted.title), encode(leave))
    return Screen(
        (say(told, title=title, done=done, total=total),),
        ((go_on,), (give_up,), menu.back()),
    )
