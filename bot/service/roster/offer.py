"""Whether somebody is to say which entry of a roster they are, and the question itself."""

from __future__ import annotations

from typing import Final

from bot.agencies.roster import Entry
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service.buttons import Go, encode
from bot.service.desk import Desk, Visit

NIP: Final = "nip"
"""The kind of text that the question expects."""


async def lists(desk: Desk, agency: str | None) -> bool:
    """Whether an agency has a roster."""
    return agency is not None and (await desk.store.roster.standing(agency)).imported_at is not None


async def mine(visit: Visit) -> Entry | None:
    """The person's entry in the agency that they belong to, as long as it is listed."""
    found = await visit.desk.store.roster.of_person(visit.person.id)
    here = (entry for entry in found if entry.agency == visit.person.agency)
    return next((entry for entry in here if entry.ended_at is None), None)


def ask(visit: Visit, *before: Phrase) -> Screen:
    """``NIP?``, with a way around it."""
    return Screen((*before, say("claim.nip")), (around(visit),), expects=NIP)


def around(visit: Visit) -> tuple[Button, ...]:
    """The way around: the units while registering, else the menu."""
    if visit.person.registered_at is None:
        return (Button(say("claim.skip"), encode(Go("units"))),)
    return (Button(say("menu.back"), encode(Go("menu"))),)
