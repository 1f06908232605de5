"""The officer's roster in the chat: where it stands, a file that is sent, its report, its import.

Only who manages a whole agency may: a list of one unit would end everybody else's entry.
"""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace

from bot.agencies.roster_sheet import Fault
from bot.errors import FetchError, ListingError
from bot.exports.as_xlsx import write_xlsx
from bot.imports.cells import LARGEST
from bot.screens.incoming import Document
from bot.screens.screen import Button, File, Phrase, Screen, say
from bot.screens.wording import Wording
from bot.service import menu, registration
from bot.service.buttons import Action, action, encode
from bot.service.dates import told as moment
from bot.service.desk import Visit
from bot.service.officers import offices
from bot.service.roster import importing, words
from bot.service.roster.importing import Report
from bot.service.roster.office import Roster, managed, may, nobody
from bot.service.roster.people import FindEntry, GiveLinks
from bot.store.uploads import Upload, dropping

KIND = "roster"
"""The kind of document that these screens expect; its argument is the agency."""

_SHOWN = 10  # faults on the screen; all of them are in the file


@action("rx")
class RosterExample(Action):
    """An example of a file, with the agency's units."""

    agency: str


@action("rc")
class RosterConfirm(Action):
    """Import what was sent."""

    upload: str


@action("rd")
class RosterDrop(Action):
    """Do not import it."""

    upload: str


async def home(visit: Visit) -> Screen:
    """``/pegawai``: the roster of the agency that the person manages, or a choice of several."""
    mine = await managed(visit)
    if len(mine) == 1:
        return await _standing(visit, mine[0])
    if not mine and visit.person.id in visit.desk.admins:
        return offices.operator(say("roster.which"))
    if not mine:
        return await nobody(visit)
    return await offices.choice(visit, say("roster.choose"), mine, Roster)


async def of_agency(visit: Visit, action: Roster) -> Screen:
    """Where an agency's roster stands, and how to send a new one."""
    if not await may(visit, action.agency):
        return await nobody(visit)
    return await _standing(visit, action.agency)


async def ordered(visit: Visit, argument: str) -> Screen:
    """``/pegawai``, with an agency's code or without."""
    code = argument.strip().upper()
    return await of_agency(visit, Roster(code)) if code else await home(visit)


async def example(visit: Visit, action: RosterExample) -> Screen:
    """The roster's screen with an example file that has a row for each unit."""
    if not await may(visit, action.agency):
        return await nobody(visit)
    units = await visit.desk.store.agencies.units(action.agency)
    codes = [unit.code for unit in units if unit.closed_at is None] or [""]
    name = _words(visit, say("roster.example"))
    rows = (f"'{_nip(n)};{name} {n};{code}\n" for n, code in enumerate(codes, start=1))
    body = b"\xef\xbb\xbf" + ("NIP;Nama;Unit\n" + "".join(rows)).encode()
    shown = await _standing(visit, action.agency)
    return replace(shown, files=(File("contoh-daftar-pegawai.csv", body),))


async def received(visit: Visit, agency: str, document: Document) -> Screen:
    """A file was sent: the report on it, and a button to import it when nothing is wrong."""
    if not agency:
        mine = await managed(visit)
        if len(mine) != 1:  # an officer of several is asked which, everybody else told the limits
            return (
                await home(visit) if mine else await registration.step(visit, say("odd.only_text"))
            )
        [agency] = mine
    if not await may(visit, agency):
        return await nobody(visit)
    try:
        if document.size > LARGEST:
            raise ListingError(["too large"])
        report = await importing.report_on(visit.desk, agency, await document.fetch())
    except ListingError:
        return _again(agency, say("roster.unreadable", name=document.name[:60]))
    except FetchError:
        return _sent(agency, say("roster.not_fetched"))
    return await _reported(visit, report)


async def confirm(visit: Visit, action: RosterConfirm) -> Screen:
    """Import what was sent, if the roster is still as it was reported on."""
    upload = await importing.waiting(visit.desk, visit.person.id, action.upload)
    if upload is None:
        return await _without(visit, say("roster.stale"))
    if not await may(visit, upload.agency):
        await visit.desk.store.uploads.drop(visit.person.id, upload.id)
        return await nobody(visit)
    return await _carried_out(visit, upload)


async def drop(visit: Visit, action: RosterDrop) -> Screen:
    """Forget what was sent."""
    await visit.desk.store.uploads.drop(visit.person.id, action.upload)
    return await _without(visit, say("roster.dropped"))


async def _carried_out(visit: Visit, upload: Upload) -> Screen:
    desk, person = visit.desk, visit.person.id
    forget = dropping(person, upload.id)
    report = await importing.kept(desk, upload)
    if report is None:
        await desk.store.uploads.drop(person, upload.id)
        return _again(upload.agency, say("roster.units_changed"))
    if report.version == upload.version and await importing.carry_out(desk, report, person, forget):
        done = say(
            "roster.done",
            new=len(report.plan.new),
            changed=len(report.plan.changed),
            missing=len(report.plan.missing),
        )
        return await _standing(visit, upload.agency, done)
    await desk.store.uploads.drop(person, upload.id)
    return await _reported(visit, report, say("roster.changed_meanwhile"))


async def _reported(visit: Visit, report: Report, *before: Phrase) -> Screen:
    # Of a file that is no roster there is nothing to count: everybody would seem to be gone.
    whole_file = any(not fault.row for fault in report.faults)
    paragraphs = before if whole_file else (*before, words.counts(report))
    if report.faults:
        screen = _again(report.agency, *paragraphs, _faults(report.faults))
        if len(report.faults) > _SHOWN:
            whole = await asyncio.to_thread(_file, visit, report.faults)
            screen = replace(screen, files=(whole,))
        return screen
    if report.plan.empty:
        return _sent(report.agency, *paragraphs, say("roster.nothing_to_do"))
    if report.shrinks:
        paragraphs = (*paragraphs, say("roster.shrinks"))
    upload = await importing.keep(visit.desk, report, visit.person.id)
    rows = (
        (Button(say("roster.confirm"), encode(RosterConfirm(upload))),),
        (Button(say("roster.drop"), encode(RosterDrop(upload))),),
    )
    return Screen((*paragraphs, say("roster.sure")), rows, expects=f"{KIND}:{report.agency}")


def _faults(faults: tuple[Fault, ...]) -> Phrase:
    lines = tuple(words.fault(one) for one in faults[:_SHOWN])
    if len(faults) > _SHOWN:
        lines = (*lines, say("roster.more", n=len(faults) - _SHOWN))
    return say("roster.faults", lines=lines)


def _file(visit: Visit, faults: tuple[Fault, ...]) -> File:
    body = io.BytesIO()
    write_xlsx([words.sheet(faults, lambda phrase: _words(visit, phrase))], body)
    return File("baris-salah.xlsx", body.getvalue())


def _words(visit: Visit, phrase: Phrase) -> str:
    return Wording(visit.catalog.texts).plain(phrase, visit.language)


async def _standing(visit: Visit, code: str, *before: Phrase) -> Screen:
    roster = visit.desk.store.roster
    agency = await visit.desk.store.agencies.get(code)
    standing = await roster.standing(code)
    title = say("roster.title", agency=agency.name if agency else code)
    if standing.imported_at is None:
        shown = say("roster.none")
    else:
        counted = await roster.counts(code)
        shown = say(
            "roster.standing",
            n=sum(count.claimed + count.unclaimed for count in counted),
            claimed=sum(count.claimed for count in counted),
            ended=await roster.ended(code),
            outside=sum((await roster.outside(code)).values()),
            at=moment(standing.imported_at, await visit.desk.zone(code)),
        )
    rows: tuple[tuple[Button, ...], ...] = (
        (Button(say("roster.get_example"), encode(RosterExample(code))),),
        menu.back(),
    )
    if standing.imported_at is not None:
        ways = (
            (Button(say("roster.find"), encode(FindEntry(code))),),
            (Button(say("roster.give_links"), encode(GiveLinks(code))),),
        )
        rows = (*ways, *rows)
    return Screen((*before, title, shown, say("roster.how")), rows, expects=f"{KIND}:{code}")


def _again(agency: str, *paragraphs: Phrase) -> Screen:
    """The file has to be put right."""
    return _sent(agency, *paragraphs, say("roster.again"))


def _sent(agency: str, *paragraphs: Phrase) -> Screen:
    """Nothing comes of the file; another may be sent."""
    row = (Button(say("roster.back"), encode(Roster(agency))),)
    return Screen(paragraphs, (row,), expects=f"{KIND}:{agency}")


async def _without(visit: Visit, told: Phrase) -> Screen:
    mine = await managed(visit)
    if len(mine) == 1:
        return await _standing(visit, mine[0], told)
    return await menu.menu(visit, told)


def _nip(number: int) -> str:
    """A NIP of the right form that nobody has: born in 1900, a civil servant since 1915."""
    return f"190001011915011{number % 999 + 1:03}"
