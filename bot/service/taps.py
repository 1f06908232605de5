"""A tap, to the use case that answers it. Who may do it is decided by what is stored."""

from __future__ import annotations

from bot.screens.screen import Screen, say
from bot.service import exam, may_i, menu, officer, practice, profile, registration, review
from bot.service.buttons import (
    Abandon,
    Action,
    Ask,
    Begin,
    Choose,
    Drop,
    Employ,
    ExamRules,
    Go,
    InUnit,
    Join,
    Mark,
    Next,
    Recap,
    Review,
    Send,
    Sit,
    Speak,
)
from bot.service.desk import Visit


async def tap(visit: Visit, action: Action | None) -> Screen:
    """A tap of somebody who may not yet be registered: then only registration answers."""
    match action:
        case Speak():
            return await registration.speak(visit, action)
        case Employ():
            return await registration.employ(visit, action)
        case Join():
            return await registration.join(visit, action)
        case InUnit():
            return await registration.in_unit(visit, action)
        case Ask():
            return await may_ask(visit, action)
        case Go("cek"):
            return await may_ask(visit)
    if visit.person.registered_at is None:
        return await registration.step(visit)
    return await _registered_tap(visit, action)


async def _registered_tap(visit: Visit, action: Action | None) -> Screen:
    match action:
        case Choose():
            return await practice.choose(visit, action)
        case Mark():
            return await practice.mark(visit, action)
        case Send():
            return await practice.send(visit, action)
        case Next():
            return await practice.onward(visit, action)
        case Begin():
            return await practice.begin(visit, action)
        case Abandon():
            return await practice.abandon(visit, action)
        case ExamRules() | Sit() | Drop() | Review():
            return await _exam(visit, action)
        case Recap():
            return await officer.recap_of(visit, action)
        case Go(place):
            return await look(visit, place)
        case _:
            return await registration.step(visit, say("odd.old_button"))


async def _exam(visit: Visit, action: ExamRules | Sit | Drop | Review) -> Screen:
    match action:
        case ExamRules():
            return await exam.rules(visit, action)
        case Sit():
            return await exam.sit(visit, action)
        case Drop():
            return await exam.drop(visit, action)
        case Review():
            return await review.review(visit, action)


async def may_ask(visit: Visit, asked: Ask | None = None) -> Screen:
    """The rulebook answers everybody, but not who is just being examined on it."""
    under_way = visit.open_attempt
    if under_way is not None and under_way.kind == "ujian":
        return await registration.step(visit, say("exam.no_help"))
    return may_i.begin(visit.desk) if asked is None else may_i.go_on(visit.desk, asked)


async def look(visit: Visit, place: str) -> Screen:
    """A place that a button or a command leads to."""
    match place:
        case "menu":
            return await menu.menu(visit)
        case "profile":
            return await profile.profile(visit)
        case "help":
            return profile.help_(visit)
        case "language":
            return profile.language()
        case "employment":
            return profile.employment()
        case "recap":
            return await officer.recap(visit)
        case _:
            return profile.help_(visit, say("odd.unknown_command"))
