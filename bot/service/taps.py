"""One act of one person, to the use case that answers it."""

from __future__ import annotations

from bot.errors import ContentError
from bot.screens.incoming import Command, Document
from bot.screens.screen import Phrase, Screen, say
from bot.service import registration
from bot.service.buttons import Action, Go
from bot.service.desk import Visit
from bot.service.routes import (
    COMMANDS,
    EARLY_COMMANDS,
    EARLY_PLACES,
    EARLY_TAPS,
    RECEIVED,
    TAPS,
    TYPED,
    look,
    opened,
)


async def tap(visit: Visit, action: Action | None) -> Screen:
    """A button; of somebody who is not registered, only some are answered."""
    if not _registered(visit):
        early = isinstance(action, Go) and action.place in EARLY_PLACES
        if not early and type(action) not in EARLY_TAPS:
            return await registration.step(visit)
    case = None if action is None else TAPS.get(type(action))
    if case is None:
        return await registration.step(visit, say("odd.old_button"))
    try:
        return await case(visit, action)
    except ContentError:  # what the button is about was never archived: it cannot be shown
        return await registration.step(visit, say("odd.old_button"))


async def command(visit: Visit, act: Command) -> Screen:
    """A command; of somebody who is not registered, a link and some others are answered."""
    if act.name == "start" and act.argument not in ("", "start"):
        return await opened(visit, act.argument)
    if not _registered(visit) and act.name not in EARLY_COMMANDS:
        return await registration.step(visit, *_first(act))
    case = COMMANDS.get(act.name)
    return await look(visit, "") if case is None else await case(visit, act.argument)


async def typed(visit: Visit, text: str) -> Screen:
    """A text: what the last screen expected, a part of the registration, or a surprise."""
    kind, argument = _expected(visit)
    if kind in TYPED:
        return await TYPED[kind](visit, argument, text)
    if not _registered(visit):
        return await registration.typed(visit, text)
    return await registration.step(visit, say("odd.tap_instead"))


async def received(visit: Visit, document: Document) -> Screen:
    """A document: what the last screen expected, or what one may send at any time."""
    kind, argument = _expected(visit)
    case = RECEIVED.get(kind) or RECEIVED.get("")
    if case is None or not _registered(visit):
        return await registration.step(visit, say("odd.only_text"))
    return await case(visit, argument if kind in RECEIVED else "", document)


def _first(act: Command) -> tuple[Phrase, ...]:
    """Why a command is not answered yet; ``/start`` needs no reason, it asks for the next step."""
    return () if act.name == "start" else (say("register.first"),)


def _expected(visit: Visit) -> tuple[str, str]:
    kind, _, argument = (visit.person.expects or "").partition(":")
    return kind, argument


def _registered(visit: Visit) -> bool:
    return visit.person.registered_at is not None
