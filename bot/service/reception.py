"""The way in: one update of one person, to the use case that answers it.

Every update gets an answer. Who may do what is decided here and in the use cases, by the sender's
id and what is stored, never by what the update says.
"""

from __future__ import annotations

from dataclasses import replace

from bot.errors import ContentError
from bot.screens.incoming import (
    Act,
    Attachment,
    Command,
    Edited,
    Incoming,
    InGroup,
    Reachable,
    Sender,
    Tap,
    Text,
)
from bot.screens.screen import Button, Reply, Screen, say
from bot.screens.wording import FIRST_LANGUAGE
from bot.service import exam, menu, officer, practice, registration, taps, time_over, welcome
from bot.service.buttons import Speak, decode
from bot.service.desk import Desk, Visit

_FINDINGS = 5  # of a refused reload; the rest is for ``check``


async def handle(desk: Desk, incoming: Incoming) -> Reply:
    """Does what the update asks for, stored before this returns, and says what to show.

    Raises StoreUnavailable when the database cannot be reached; nothing was done then.
    """
    sender, act = _spoken_to(incoming.sender), incoming.act
    if isinstance(act, InGroup):
        start = Button(say("group.open"), start="start")
        return Reply(sender.language, Screen((say("group.only_private"),), ((start,),)))
    if isinstance(act, Reachable):
        await desk.store.people.set_reachable(sender.id, act.now, desk.clock())
        return Reply(sender.language)
    state = await desk.store.people.state(sender.id)
    if state.person is None:
        return await welcome.stranger(desk, sender, act)
    visit = Visit(desk, sender, state.person, state.attempt)
    screen = await time_over.closed(visit) or await _answer(visit, act)
    return Reply(await _language(visit, act), screen)


def _spoken_to(sender: Sender) -> Sender:
    """The sender with a language that we speak: of the others, Indonesian is the nearest."""
    known = sender.language in registration.LANGUAGES
    return sender if known else replace(sender, language=FIRST_LANGUAGE)


def broken(language: str, reference: str) -> Reply:
    """What a person sees when something went wrong here; the log has the same reference."""
    return Reply(language, Screen((say("odd.broken", reference=reference),)))


async def _language(visit: Visit, act: Act) -> str:
    action = decode(act.data) if isinstance(act, Tap) else None
    if isinstance(action, Speak) and action.language in registration.LANGUAGES:
        return action.language
    return visit.language


async def _answer(visit: Visit, act: Act) -> Screen:
    match act:
        case Tap(data):
            return await taps.tap(visit, decode(data))
        case Command("start", code) if code and code != "start":
            return await officer.opened(visit, code)
        case Command("cek"):
            return await taps.may_ask(visit)
        case Command() if visit.person.registered_at is not None:
            return await _command(visit, act)
        case Text(text) if visit.person.registered_at is None:
            return await registration.typed(visit, text)
        case Text() | Command():
            return await registration.step(visit, say("odd.tap_instead"))
        case Attachment():
            return await registration.step(visit, say("odd.only_text"))
        case Edited():
            return await registration.step(visit, say("odd.edited"))
        case _:
            return await registration.step(visit)


async def _command(visit: Visit, command: Command) -> Screen:
    name = command.name
    if name in ("start", "lanjut"):
        return await registration.step(visit, say("menu.welcome_back", name=visit.person.name))
    if name == "kuis":
        return await practice.modules(visit)
    if name == "ujian":
        return await exam.exams(visit)
    if name in ("menu", "batal"):
        return await menu.menu(visit)
    if name == "rekap":
        return await officer.recap(visit)
    if name == "muat" and visit.person.id in visit.desk.admins:
        return await _reload(visit)
    return await taps.look(visit, _PLACES.get(name, ""))


_PLACES = {"profil": "profile", "bahasa": "language", "bantuan": "help", "help": "help"}


async def _reload(visit: Visit) -> Screen:
    """The operator's ``/muat``: content that does not pass leaves the old one in use."""
    try:
        await visit.desk.library.reload(visit.desk.clock)
    except ContentError as error:
        lines = tuple(str(finding) for finding in error.findings[:_FINDINGS])
        refused = say("reload.refused", n=len(error.findings), findings=lines)
        return Screen((refused,), (menu.back(),))
    return await menu.menu(replace(visit), say("reload.done", hash=visit.catalog.hash))
