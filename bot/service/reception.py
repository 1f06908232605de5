"""The way in: one update of one person, to the use case that answers it.

Every update gets an answer. Who may do what is decided here and in the use cases, by the sender's
id and what is stored, never by what the update says.
"""

from __future__ import annotations

from dataclasses import replace

from bot.screens.incoming import (
    Act,
    Attachment,
    Command,
    Document,
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
from bot.service import gate, registration, taps, welcome
from bot.service.attempts import time_over
from bot.service.buttons import Speak, decode
from bot.service.desk import Desk, Visit


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
    visit = Visit(desk, sender, state.person, state.attempt, desk.library.current)
    if (stopped := await gate.stopped(visit, act)) is not None:
        return stopped
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
            screen = await taps.tap(visit, decode(data))
        case Command():
            screen = await taps.command(visit, act)
        case Text(text):
            screen = await taps.typed(visit, text)
        case Document():
            screen = await taps.received(visit, act)
        case Attachment():
            return await registration.step(visit, say("odd.only_text"))
        case Edited():
            return await registration.step(visit, say("odd.edited"))
        case _:
            return await registration.step(visit)
    await _expect(visit, screen)
    return screen


async def _expect(visit: Visit, screen: Screen) -> None:
    """What the next text is for, as this screen asks for it; last, so that a crash before it has
    the same update come again and mean the same."""
    if screen.expects != visit.person.expects:
        await visit.desk.store.people.expect(visit.person.id, screen.expects)
