"""Somebody says which entry of their agency's roster they are: by NIP and name, or by a link.

Nobody learns whether a NIP is listed: an unknown NIP and a name that does not fit are answered
alike, and only so often a day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from bot.agencies.days import day_of, ends
from bot.agencies.naming import same_name
from bot.agencies.nip import Nip, NipFault, read_nip
from bot.agencies.roster import Entry
from bot.screens.screen import Button, Phrase, Screen, say
from bot.seal.hashes import entries
from bot.service import registration
from bot.service.buttons import Action, Go, action, encode
from bot.service.dates import told
from bot.service.desk import Visit
from bot.service.jakarta import JAKARTA
from bot.service.officers.invitations import code_hash
from bot.service.roster.key import roster_key
from bot.service.roster.offer import around, ask, lists, mine

LINK: Final = "rst_"
"""How the code of a personal link begins."""

NAME: Final = "nipname"
"""The kind of text that the second screen expects; its argument is the entry."""

TRIES: Final = 5
"""In a day of Jakarta's clock for everybody: who moves to another zone gets no more of them."""

_1970: Final = date(1970, 1, 1)


@action("rl")
class ClaimLink(Action):
    """Be the entry whose personal link was opened; the code is that of the link."""

    code: str


async def offer(visit: Visit) -> Screen:
    """``NIP?``, for those whose agency has a roster and who are none of its entries yet."""
    if visit.person.agency is None or not await lists(visit.desk, visit.person.agency):
        return await registration.step(visit, say("claim.no_roster"))
    if await mine(visit) is not None:
        return await registration.step(visit, say("claim.already"))
    return ask(visit)


async def nip_typed(visit: Visit, _argument: str, text: str) -> Screen:
    """The NIP was typed: on to the name, or what is wrong with it."""
    if visit.person.agency is None:
        return await registration.step(visit)
    found = read_nip(text)
    if not isinstance(found, Nip):
        return ask(visit, say("claim.bad_nip", what=_wrong(found)))
    entry = entries(await roster_key(visit.desk), visit.person.agency)(found.digits)
    return Screen((say("claim.name"),), (around(visit),), expects=f"{NAME}:{entry}")


def _wrong(fault: NipFault) -> Phrase:
    """What its owner can do about it: of a spreadsheet, or of what the digits say, they know
    nothing."""
    told = fault in ("nip_letters", "nip_old", "nip_length")
    return say(f"roster.fault.{fault}", about="") if told else say("claim.wrong_nip")


async def name_typed(visit: Visit, entry: str, text: str) -> Screen:
    """The name was typed: if both fit, the entry is theirs."""
    desk, person = visit.desk, visit.person
    if person.agency is None:
        return await registration.step(visit)
    today = day_of(desk.clock(), JAKARTA)
    if not await desk.store.roster.tried(person.id, (today - _1970).days, TRIES):
        return await _no_more(visit, ends(today, JAKARTA))
    found = await desk.store.roster.get(person.agency, entry)
    if found is None or found.ended_at is not None or not same_name(found.name, text):
        return ask(visit, say("claim.no_match"))
    return await _claim(visit, found)


async def link_opened(visit: Visit, code: str) -> Screen:
    """A personal link: whether they are the one that it is for."""
    found = await visit.desk.store.roster.by_link(code_hash(code))
    if found is None:
        return await registration.step(visit, say("claim.bad_link"))
    agency = await visit.desk.store.agencies.get(found.agency)
    asked = say("claim.is_it_you", name=found.name, agency=agency.name if agency else found.agency)
    rows = (
        (Button(say("claim.yes"), encode(ClaimLink(code))),),
        (Button(say("claim.no"), encode(Go("menu"))),),
    )
    return Screen((asked,), rows)


async def link_taken(visit: Visit, action: ClaimLink) -> Screen:
    """They are; the link is used up by it."""
    found = await visit.desk.store.roster.by_link(code_hash(action.code))
    if found is None:
        return await registration.step(visit, say("claim.bad_link"))
    return await _claim(visit, found)


async def _claim(visit: Visit, found: Entry) -> Screen:
    desk, person = visit.desk, visit.person
    if found.person == person.id:
        return await registration.step(visit, say("claim.already"))
    done = await desk.store.roster.claim(found.agency, found.entry, person.id, desk.clock())
    if done is None:
        return await registration.step(visit, say("claim.taken"))
    following = replace(
        person,
        agency=found.agency,
        name=done.name,
        unit=done.unit,
        registered_at=done.registered_at,
    )
    return await registration.step(visit.now(following), say("claim.done", name=done.name))


async def _no_more(visit: Visit, until: int) -> Screen:
    zone = await visit.zone()
    if zone == "WIB":
        return Screen((say("claim.no_more", n=TRIES),), (around(visit),))
    # Elsewhere the day changes after midnight, so "tomorrow" would not be true.
    return Screen((say("claim.no_more_until", n=TRIES, at=told(until, zone)),), (around(visit),))
