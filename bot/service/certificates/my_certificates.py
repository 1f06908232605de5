"""``/sertifikat``: one's certificates, to be looked at, downloaded again, or put right."""

from __future__ import annotations

from bot.agencies.agency import Zone
from bot.errors import ContentError
from bot.quiz.certificate import shown
from bot.rulebook.facts import Words
from bot.screens.screen import Button, File, Phrase, Screen, say
from bot.service import menu
from bot.service.buttons import Action, ReadPledge, action, encode
from bot.service.certificates.issuing import certificate_of
from bot.service.certificates.press import printed
from bot.service.dates import by_jakarta, day, last_day
from bot.service.desk import Visit
from bot.store.certificates import Issued

_LISTED = 10  # certificates and passes that are shown; more than anybody has who is not testing us


@action("cs")
class ShowCertificate(Action):
    """Look at a certificate."""

    serial: str


@action("cd")
class Download(Action):
    """Send the files of a certificate again."""

    serial: str


@action("cn")
class CorrectName(Action):
    """The name on a certificate is wrong."""

    serial: str


async def certificates(visit: Visit) -> Screen:
    """All of them, and the passes whose pledge is still to be signed."""
    mine = [c for c in await _of(visit) if c.ended != "replaced"][:_LISTED]
    missing = (await visit.desk.store.certificates.missing(visit.person.id))[:_LISTED]
    zone = await visit.zone()
    lines = tuple([await _line(visit, one, zone) for one in mine])
    titles = [await _title(visit, one.module, one.content) for one in missing]
    open_ = [
        (Button(say("certificate.sign", title=title), encode(ReadPledge(one.attempt))),)
        for one, title in zip(missing, titles, strict=True)
    ]
    look = [
        (
            Button(
                say("certificate.look", serial=shown(c.serial)), encode(ShowCertificate(c.serial))
            ),
        )
        for c in mine
    ]
    told = [say("certificate.list", lines=lines)] if lines else []
    if not lines and not open_:
        told = [say("certificate.none")]
    if open_:
        told.append(say("certificate.waiting"))
    return Screen((say("certificate.title"), *told), (*open_, *look, menu.back()))


async def look(visit: Visit, action: ShowCertificate) -> Screen:
    """One of them."""
    found = await mine_by(visit, action.serial)
    if found is None:
        return await menu.menu(visit, say("odd.old_button"))
    return await _shown(visit, found)


async def download(visit: Visit, action: Download) -> Screen:
    """One of them with its files."""
    found = await mine_by(visit, action.serial)
    if found is None:
        return await menu.menu(visit, say("odd.old_button"))
    return await paper(visit, found)


async def paper(visit: Visit, issued: Issued, *before: Phrase) -> Screen:
    """A certificate, with its files if it counts."""
    if issued.ended is not None:
        return await _shown(visit, issued, *before)
    try:
        files = await printed(visit.desk, issued)
    except ContentError:
        return await _shown(visit, issued, *before, say("certificate.content_lost"))
    return await _shown(visit, issued, *before, files=files)


async def mine_by(visit: Visit, serial: str) -> Issued | None:
    """The person's own certificate of that serial."""
    return next((one for one in await _of(visit) if one.serial == serial), None)


async def _shown(
    visit: Visit, issued: Issued, *before: Phrase, files: tuple[File, ...] = ()
) -> Screen:
    counts, zone = issued.ended is None, await visit.zone()
    lines = say(
        "certificate.lines",
        name=certificate_of(issued).name if issued.code else "–",
        serial=shown(issued.serial),
        on=by_jakarta(day(issued.issued_at), zone),
        state=state(issued, visit.desk.clock(), zone),
    )
    title = await _title(visit, issued.module, issued.content)
    rows = []
    if counts:
        rows.append((Button(say("certificate.download"), encode(Download(issued.serial))),))
        rows.append((Button(say("certificate.correct"), encode(CorrectName(issued.serial))),))
    return Screen(
        (
            *before,
            say("certificate.of", title=title),
            lines,
            *((say("certificate.files"),) if files else ()),
        ),
        (*rows, menu.back()),
        files,
    )


def state(issued: Issued, now: int, reader: Zone) -> Phrase:
    """Whether it counts, and if not, since when and why: by the days of the paper."""
    if issued.ended is None:
        key = "certificate.valid" if now < issued.valid_until else "certificate.expired"
        return say(key, until=by_jakarta(last_day(issued.valid_until), reader))
    on = by_jakarta(day(issued.ended_at or 0), reader)
    return say(f"certificate.{issued.ended}", on=on, reason=issued.reason or "–")


async def _of(visit: Visit) -> list[Issued]:
    return await visit.desk.store.certificates.of(visit.person.id)


async def _line(visit: Visit, issued: Issued, zone: Zone) -> Phrase:
    return say(
        "certificate.line",
        title=await _title(visit, issued.module, issued.content),
        serial=shown(issued.serial),
        state=state(issued, visit.desk.clock(), zone),
    )


async def _title(visit: Visit, module: str, content: str) -> Words | str:
    """The module's title: of now, else of the content that it was passed on, else its id."""
    known = visit.catalog.modules.get(module)
    if known is not None:
        return known.title
    try:
        return (await visit.desk.library.of(content)).module(module).title
    except ContentError:
        return module
