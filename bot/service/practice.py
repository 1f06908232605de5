"""Practice: begin a module, answer, go on, finish. Every step is decided by what is stored."""

from __future__ import annotations

from dataclasses import replace

from bot.agencies.people import Person
from bot.catalog.catalog import Catalog
from bot.errors import ContentError, QuizError
from bot.quiz.attempt import Answer, Attempt
from bot.quiz.bank import Module
from bot.quiz.drawing import draw
from bot.quiz.marking import points, score
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service import menu, result
from bot.service.buttons import Abandon, Begin, Choose, Mark, Next, Send, encode
from bot.service.desk import Visit
from bot.service.questions import ask, feedback, question_of

APART = 3  # attempts in a row that do not repeat a question, as far as the bank allows


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
        if under_way.module == module.id:
            return await resume(visit)
        return await _other_first(visit, under_way, module)
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
    return ask(catalog, attempt, 0, *before)


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
    return ask(catalog, attempt, action.places)


async def onward(visit: Visit, action: Next) -> Screen:
    """After feedback: the next question, or the result of a finished attempt."""
    attempt = visit.attempt
    if attempt is not None and attempt.id == action.attempt and attempt.score is not None:
        return result.result(await visit.desk.library.of(attempt.content), attempt)
    return await resume(visit)


async def current(visit: Visit, tapped: str) -> Screen:
    """Where the person is now, for a tap that is old, doubled or forged.

    A second tap on the question just answered shows its feedback again: a lost reply is repaired.
    """
    attempt = visit.attempt
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
        return ask(catalog, attempt, 0, say("odd.old_button"))
    answered = replace(attempt, answers=(*attempt.answers, answer))
    if await _store(visit, catalog, answered, answer):
        return feedback(catalog, answered, answer)
    # Somebody was faster with the same step: this person on another device, or a second worker.
    state = await visit.desk.store.people.state(visit.person.id)
    return await current(replace(visit, attempt=state.attempt), tapped)


async def _store(visit: Visit, catalog: Catalog, answered: Attempt, answer: Answer) -> bool:
    attempts = visit.desk.store.attempts
    if not answered.complete:
        return await attempts.answer(answered.id, visit.person.id, answer)
    total = score(answered.answers)
    passed = total >= catalog.module(answered.module).pass_mark
    return await attempts.answer_and_finish(
        answered.id, visit.person.id, answer, total, passed, answer.at
    )


async def _start(visit: Visit, module: Module) -> Screen:
    desk, person, catalog = visit.desk, visit.person, visit.catalog
    recent = await desk.store.attempts.recent_items(person.id, module.id, APART)
    seed = desk.seed()
    attempt = Attempt(
        id=desk.token(),
        person=person.id,
        agency=_agency(person),
        unit=person.unit,
        module=module.id,
        kind="latihan",
        seed=seed,
        content=catalog.hash,
        items=draw(catalog.bank, module, seed, recent),
        started_at=desk.clock(),
    )
    if not await desk.store.attempts.start(attempt):
        # Two taps on the button at once: the attempt that was first is the one to go on with.
        state = await desk.store.people.state(person.id)
        return await resume(replace(visit, attempt=state.attempt))
    return ask(catalog, attempt)


def _agency(person: Person) -> str:
    if person.agency is None:
        raise QuizError("only a registered person can begin an attempt")
    return person.agency


async def _other_first(visit: Visit, under_way: Attempt, wanted: Module) -> Screen:
    try:
        catalog = await visit.desk.library.of(under_way.content)
    except ContentError:
        return await resume(visit)
    title = catalog.module(under_way.module).title
    done, total = under_way.next_step, len(under_way.items)
    go_on = Button(say("modules.go_on", title=title), encode(Next(under_way.id)))
    give_up = Button(
        say("modules.give_up", title=wanted.title), encode(Abandon(under_way.id, wanted.id))
    )
    return Screen(
        (say("modules.under_way", title=title, done=done, total=total),),
        ((go_on,), (give_up,), menu.back()),
    )
