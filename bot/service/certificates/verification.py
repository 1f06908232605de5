"""``/verifikasi``: anybody may ask whether a certificate is genuine, also without an account here.

A serial is 60 bits and stands on the paper only, so who has one has seen the certificate.
"""

from __future__ import annotations

from bot.errors import FetchError
from bot.quiz.certificate import Certificate, shown
from bot.screens.incoming import Act, Command, Document
from bot.screens.screen import Phrase, Screen, say
from bot.service import menu
from bot.service.certificates.check import Checked, code_of_file, online
from bot.service.certificates.press import LINK as LINK
from bot.service.dates import day, last_day
from bot.service.desk import Desk, Visit

EXPECTS = "verify"
_LARGEST = 5_000_000  # bytes of a file; ours have about one


async def asked(visit: Visit, argument: str) -> Screen:
    """The answer to what stands behind the command; without anything, how to ask."""
    return Screen((*await verified(visit.desk, argument),), (menu.back(),), expects=EXPECTS)


async def opened(visit: Visit, code: str) -> Screen:
    """The link in a QR code was opened."""
    return await asked(visit, code.removeprefix(LINK))


async def typed(visit: Visit, _argument: str, text: str) -> Screen:
    """A number or a code was typed, or pasted from a QR reader."""
    return await asked(visit, text)


async def received(visit: Visit, _argument: str, document: Document) -> Screen:
    """The PDF or the picture was sent as a file."""
    if document.size > _LARGEST:
        return await asked(visit, "-")
    try:
        return await asked(visit, code_of_file(await document.fetch()) or "-")
    except FetchError:
        return Screen((say("verify.not_fetched"),), (menu.back(),), expects=EXPECTS)


async def for_anybody(desk: Desk, act: Act) -> Screen | None:
    """The answer to who is not known here, or may not be served otherwise: nothing is stored, and
    nothing further expected. None when they ask for something else."""
    match act:
        case Command("verifikasi", text):
            return Screen(await verified(desk, text, at_once=True))
        case Command("start", code) if code.startswith(LINK):
            return Screen(await verified(desk, code, at_once=True))
    return None


async def verified(desk: Desk, text: str, *, at_once: bool = False) -> tuple[Phrase, ...]:
    """The answer, for anybody; ``at_once``: what they send next is not expected."""
    if not text.strip():
        return (say("verify.at_once" if at_once else "verify.how"),)
    keys = {one.id: one.public for one in await desk.store.keys.all()}
    asked_for = text.strip().rpartition(LINK)[2]  # an address from a QR code may be pasted whole
    checked = await online(asked_for, keys, desk.store.certificates, desk.clock())
    if at_once and checked.outcome == "unreadable":
        return (say("verify.unreadable_at_once"),)
    return (_outcome(checked), *await _facts(desk, checked))


def _outcome(checked: Checked) -> Phrase:
    return say(
        f"verify.{checked.outcome}",
        on=day(checked.at or 0),
        reason=checked.reason or "–",
    )


async def _facts(desk: Desk, checked: Checked) -> tuple[Phrase, ...]:
    told = checked.certificate
    if told is None:
        return ()
    agency = await desk.store.agencies.get(told.agency)
    module = desk.library.current.modules.get(told.module)
    facts = say(
        "verify.facts",
        name=told.name,
        agency=agency.name if agency else told.agency,
        module=module.title if module else told.module,
        score=told.score,
        issued=day(told.issued),
        until=last_day(told.valid_until),
        serial=shown(told.serial),
    )
    return (facts, *_nip(told), say("verify.compare"))


def _nip(told: Certificate) -> tuple[Phrase, ...]:
    return (say("paper.nip", nip=told.nip),) if told.nip else ()
