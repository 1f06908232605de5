"""The press: a certificate as PDF and as picture, printed beside the answering of people.

One thread prints, one certificate at a time: the answering of others goes on between its steps, and
pdfium takes one thread at a time only.
"""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import import_module

from bot.errors import CertificateError
from bot.exports.certificate import to_pdf
from bot.exports.fonts import lacking
from bot.exports.paper import Paper
from bot.exports.picture import to_png
from bot.quiz.bank import Module
from bot.quiz.certificate import Certificate, shown
from bot.quiz.pledge import Pledge
from bot.screens.screen import Arg, File, Phrase, say
from bot.screens.wording import FIRST_LANGUAGE, Wording, plain
from bot.seal.code import from_code
from bot.service.certificates.issuing import certificate_of
from bot.service.dates import day, last_day, moment
from bot.service.desk import Desk
from bot.store.certificates import Issued

LINK = "verifikasi_"
"""What the code of a link begins with that leads to the verification of a serial."""


async def printed(desk: Desk, issued: Issued) -> tuple[File, ...]:
    """The picture and the PDF. Raises CertificateError when its holder was erased, ContentError
    when the content that it was issued from was never archived."""
    paper = await _paper(desk, issued)
    loop = asyncio.get_running_loop()
    pdf, png = await loop.run_in_executor(_thread(), _print, paper)
    name = f"sertifikat-{issued.module}-{shown(issued.serial)}"
    return (File(f"{name}.png", png, "photo"), File(f"{name}.pdf", pdf))


def warm_up() -> None:
    """Load what printing needs, in the press's thread, while the pledge is still being read."""
    _thread().submit(_load)


def _load() -> None:
    import_module("fpdf")
    import_module("segno")
    import_module("pypdfium2")
    lacking("")


@cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "press")


def _print(paper: Paper) -> tuple[bytes, bytes]:
    pdf = to_pdf(paper)
    return pdf, to_png(pdf, paper.code)


async def _paper(desk: Desk, issued: Issued) -> Paper:
    told = certificate_of(issued)
    pledged = await desk.store.certificates.pledge(issued.person, issued.attempt)
    if pledged is None or pledged.signed_at is None:
        raise CertificateError(f"certificate {issued.serial} has no pledge")
    pledge = (await desk.library.of(pledged.content)).pledge
    if pledge is None:
        raise CertificateError(f"the pledge of certificate {issued.serial} has no wording")
    agency = await desk.store.agencies.get(told.agency)
    module = (await desk.library.of(issued.content)).module(issued.module)
    return _worded(
        Wording(desk.library.current.texts),
        told,
        issued.code or "",
        agency=agency.name if agency else told.agency,
        module=module,
        pledge=pledge,
        signed_at=pledged.signed_at,
        bot=desk.called.name,
    )


def _worded(
    wording: Wording,
    told: Certificate,
    code: str,
    *,
    agency: str,
    module: Module,
    pledge: Pledge,
    signed_at: int,
    bot: str,
) -> Paper:
    """All of it in Indonesian: the paper is for an office there."""

    def words(key: str, /, **args: Arg) -> str:
        return wording.plain(say(key, **args), FIRST_LANGUAGE)

    serial = shown(told.serial)
    check = words("paper.check_bot" if bot else "paper.check", serial=serial, bot=bot)
    return Paper(
        title=words("paper.title"),
        subtitle=words("paper.subtitle"),
        agency=agency,
        given_to=words("paper.given_to"),
        name=told.name,
        nip=words("paper.nip", nip=told.nip) if told.nip else "",
        statement=_bold(wording.html(_statement(told, module, signed_at), FIRST_LANGUAGE)),
        pledge=words("plain", text=pledge.title),
        points=[words("plain", text=point) for point in pledge.points],
        signed=words("paper.signed", at=moment(signed_at)),
        valid=words("paper.valid"),
        until=words("paper.until", on=last_day(told.valid_until)),
        number=words("paper.number", serial=serial),
        check=check,
        seal=words("paper.seal", key=from_code(code)[1].key),
        code=code,
        qr=f"https://t.me/{bot}?start={LINK}{told.serial}#{code}" if bot else code,
    )


def _statement(told: Certificate, module: Module, signed_at: int) -> Phrase:
    key = "paper.statement.practice" if module.exam is None else "paper.statement.exam"
    return say(key, on=day(signed_at), module=module.title, score=told.score)


def _bold(html: str) -> str:
    """The one tag that the statement may have, in the PDF's way; what fills it has none of it."""
    parts = (plain(part).replace("**", "* *") for part in re.split("</?b>", html))
    return "**".join(parts)
