"""The pledge: read after a pass, signed by typing one's name, and a certificate comes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from bot.agencies.signature import Refusal, refusal, same, stamp, tidy
from bot.errors import ContentError
from bot.exports.fonts import lacking
from bot.quiz.attempt import Attempt
from bot.quiz.pledge import Pledge
from bot.quiz.validity import valid_until
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service import menu
from bot.service.buttons import Action, ReadPledge, action, encode
from bot.service.certificates.issuing import Issuer
from bot.service.certificates.my_certificates import paper
from bot.service.certificates.press import warm_up
from bot.service.desk import Visit
from bot.service.jakarta import JAKARTA
from bot.store.certificates import Signing

EXPECTS = "pledge"


@action("ps")
class SignPledge(Action):
    """The name that was shown with the button is right, and this wording was read."""

    attempt: str
    version: str
    stamp: str


async def read(visit: Visit, action: ReadPledge, *before: Phrase) -> Screen:
    """The wording, and how to sign it; once it is signed, the certificate."""
    attempt, pledge = await _passed(visit, action.attempt), visit.catalog.pledge
    if attempt is None or pledge is None:
        return await menu.menu(visit, say("odd.old_button"))
    mine = await visit.desk.store.certificates.of(visit.person.id)
    there = [one for one in mine if one.attempt == attempt.id]
    if there:
        return await paper(visit, max(there, key=lambda one: one.revision))
    warm_up()
    how = say("pledge.sign", name=(await _known(visit, attempt)).name)
    return _ask(attempt, pledge, *before, *_wording(pledge), how)


async def typed(visit: Visit, argument: str, text: str) -> Screen:
    """A name was typed: it signs, if it is the one that we know; else it is to be confirmed."""
    attempt_id, _, version = argument.partition(":")
    attempt, pledge = await _passed(visit, attempt_id), visit.catalog.pledge
    if attempt is None or pledge is None:
        return await menu.menu(visit, say("odd.tap_instead"))
    if pledge.version != version:
        return await read(visit, ReadPledge(attempt.id), say("pledge.changed"))
    name = tidy(text)
    refused = await refusals(name)
    if refused:
        return _ask(attempt, pledge, *refused)
    known = (await _known(visit, attempt)).name
    if same(name, known):
        ours = not known.isupper() and not await refusals(known)
        return await _sign(visit, attempt, pledge, known if ours else name)
    signing = Signing(visit.catalog.hash, pledge.version, name, visit.desk.clock())
    await visit.desk.store.certificates.type(visit.person.id, attempt.id, signing)
    return _sure(attempt, version, name)


def _sure(attempt: Attempt, version: str, name: str, *before: Phrase) -> Screen:
    yes = Button(say("pledge.yes"), encode(SignPledge(attempt.id, version, stamp(name))))
    again = Button(say("pledge.retype"), encode(ReadPledge(attempt.id)))
    return Screen((*before, say("pledge.confirm", name=name)), ((yes,), (again,), menu.back()))


async def sign(visit: Visit, action: SignPledge) -> Screen:
    """The name was confirmed. A second tap finds the certificate of the first."""
    attempt, pledge = await _passed(visit, action.attempt), visit.catalog.pledge
    if attempt is None or pledge is None:
        return await menu.menu(visit, say("odd.old_button"))
    if pledge.version != action.version:
        return await read(visit, ReadPledge(attempt.id), say("pledge.changed"))
    pledged = await visit.desk.store.certificates.pledge(visit.person.id, attempt.id)
    if pledged is None or (pledged.typed is None and pledged.signed_at is None):
        return await read(visit, ReadPledge(attempt.id))
    name = pledged.typed or pledged.name or ""
    if pledged.signed_at is None and stamp(name) != action.stamp:  # typed anew on another device
        return _sure(attempt, pledge.version, name, say("odd.old_button"))
    return await _sign(visit, attempt, pledge, name)


async def refusals(name: str) -> Sequence[Phrase]:
    """Why a name cannot stand on a certificate; nothing when it can."""
    reason: Refusal | None = refusal(name)
    if reason is not None:
        return (say(f"pledge.refused.{reason}"),)
    lost = await asyncio.to_thread(lacking, name)
    return (say("pledge.refused.letters", letters=" ".join(lost)),) if lost else ()


async def _sign(visit: Visit, attempt: Attempt, pledge: Pledge, name: str) -> Screen:
    desk = visit.desk
    try:
        months = (await desk.library.of(attempt.content)).module(attempt.module).valid_months
    except ContentError:
        return await menu.menu(visit, say("pledge.content_lost"))
    until = valid_until(attempt.finished_at or 0, months, JAKARTA)
    issuer = Issuer(desk.store, await desk.signer(), desk.clock(), desk.token)
    signing = Signing(visit.catalog.hash, pledge.version, name, desk.clock())
    issued = await issuer.issue(attempt, signing, until, (await _known(visit, attempt)).nip)
    return await paper(visit, issued, say("pledge.done"))


class Known(NamedTuple):
    """The name that we know somebody by, and the last four digits of their NIP or nothing."""

    name: str
    nip: str


async def _known(visit: Visit, attempt: Attempt) -> Known:
    """As the agency's roster has it, where the person is found on it; else as they told us."""
    entries = await visit.desk.store.roster.of_person(visit.person.id)
    for entry in entries:
        if entry.agency == attempt.agency:
            return Known(entry.name, entry.last_four)
    return Known(visit.person.name, "")


async def _passed(visit: Visit, attempt_id: str) -> Attempt | None:
    """The attempt, if it is this person's and a pass."""
    attempt = visit.attempt
    if attempt is None or attempt.id != attempt_id:
        attempt = await visit.desk.store.attempts.get(attempt_id, visit.person.id)
    return attempt if attempt is not None and attempt.passed else None


def _wording(pledge: Pledge) -> tuple[Phrase, ...]:
    points = tuple(
        say("pledge.point", n=number, text=text)
        for number, text in enumerate(pledge.points, start=1)
    )
    return (say("pledge.title", title=pledge.title), say("pledge.points", points=points))


def _ask(attempt: Attempt, pledge: Pledge, *paragraphs: Phrase) -> Screen:
    expects = f"{EXPECTS}:{attempt.id}:{pledge.version}"
    return Screen(paragraphs, (menu.back(),), expects=expects)
