"""A wrong name on a certificate: the right one is typed and confirmed, and the old one replaced."""

from __future__ import annotations

from bot.agencies.signature import stamp, tidy
from bot.errors import CertificateError
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service import menu
from bot.service.buttons import Action, action, encode
from bot.service.certificates.issuing import Issuer, certificate_of
from bot.service.certificates.my_certificates import CorrectName, mine_by, paper
from bot.service.certificates.pledge import refusals
from bot.service.desk import Visit
from bot.store.certificates import Issued, Signing

EXPECTS = "name"
MOST = 3
"""Revisions of a certificate that its holder may make; whoever needs more asks the operator."""


@action("cr")
class ReplaceName(Action):
    """The name that was shown with the button is right."""

    serial: str
    stamp: str


async def ask(visit: Visit, action: CorrectName) -> Screen:
    """Which name is right?"""
    found = await _correctable(visit, action.serial)
    if found is None:
        return await menu.menu(visit, say("odd.old_button"))
    if found.revision >= MOST:
        return Screen((say("certificate.no_more"),), (menu.back(),))
    return _asked(found, say("certificate.new_name", name=certificate_of(found).name))


async def typed(visit: Visit, serial: str, text: str) -> Screen:
    """A name was typed; it is shown once more before anything is replaced."""
    found = await _correctable(visit, serial)
    if found is None or found.revision >= MOST:
        return await menu.menu(visit, say("odd.tap_instead"))
    name = tidy(text)
    refused = await refusals(name)
    if not refused and name == certificate_of(found).name:
        refused = (say("certificate.same_name"),)
    if refused:
        return _asked(found, *refused)
    signing = Signing("", "", name, visit.desk.clock())
    await visit.desk.store.certificates.type(visit.person.id, found.attempt, signing)
    return _sure(found, name)


def _sure(found: Issued, name: str, *before: Phrase) -> Screen:
    yes = Button(say("certificate.replace"), encode(ReplaceName(found.serial, stamp(name))))
    again = Button(say("pledge.retype"), encode(CorrectName(found.serial)))
    words = say("certificate.confirm", name=name)
    return Screen((*before, words), ((yes,), (again,), menu.back()))


async def replace(visit: Visit, action: ReplaceName) -> Screen:
    """The name was confirmed. A second tap finds the certificate that the first one made."""
    desk, found = visit.desk, await mine_by(visit, action.serial)
    if found is None:
        return await menu.menu(visit, say("odd.old_button"))
    pledged = await desk.store.certificates.pledge(visit.person.id, found.attempt)
    name = pledged.typed if pledged else None
    if found.ended is None and name and found.revision < MOST:
        if stamp(name) != action.stamp:  # typed anew on another device
            return _sure(found, name, say("odd.old_button"))
        issuer = Issuer(desk.store, await desk.signer(), desk.clock(), desk.token)
        try:
            return await paper(
                visit, await issuer.reissue(found, name, visit.person.id), say("certificate.done")
            )
        except CertificateError:
            pass  # somebody was faster
    mine = await desk.store.certificates.of(visit.person.id)
    latest = max((c for c in mine if c.attempt == found.attempt), key=lambda c: c.revision)
    return await paper(visit, latest)


async def _correctable(visit: Visit, serial: str) -> Issued | None:
    found = await mine_by(visit, serial)
    return found if found is not None and found.ended is None and found.code else None


def _asked(found: Issued, *paragraphs: Phrase) -> Screen:
    return Screen(paragraphs, (menu.back(),), expects=f"{EXPECTS}:{found.serial}")
