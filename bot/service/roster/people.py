"""The officer's look at single entries: found by name, freed when the wrong person claimed it, and
the personal links of those whom nobody has claimed."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace

from bot.agencies.agency import Zone
from bot.agencies.roster import Entry
from bot.exports.as_xlsx import write_xlsx
from bot.exports.sheet import Column, Sheet
from bot.screens.screen import Button, File, Phrase, Screen, say
from bot.screens.wording import Wording
from bot.service.buttons import Action, action, encode
from bot.service.dates import told
from bot.service.desk import Visit
from bot.service.officers.traces import trace
from bot.service.roster.links import Link, links
from bot.service.roster.office import Roster, may, nobody
from bot.store.trail import trail_step

EXPECTS = "rostername"
"""The kind of text that the search expects; its argument is the agency."""

_FOUND = 8  # entries on one screen


@action("rf")
class FindEntry(Action):
    """Ask for a part of a name."""

    agency: str


@action("re")
class ShowEntry(Action):
    """One entry of an agency's roster."""

    agency: str
    entry: str


@action("rr")
class AskRelease(Action):
    """Ask whether an entry is to be nobody's again."""

    agency: str
    entry: str


@action("ry")
class ReleaseEntry(Action):
    """Make an entry nobody's again."""

    agency: str
    entry: str


@action("rg")
class GiveLinks(Action):
    """Make the personal links of those whom nobody has claimed."""

    agency: str


async def find(visit: Visit, action: FindEntry) -> Screen:
    """Whom to look for."""
    if not await may(visit, action.agency):
        return await nobody(visit)
    return _asked(action.agency)


async def name_typed(visit: Visit, agency: str, text: str) -> Screen:
    """A part of a name was typed."""
    if not await may(visit, agency):
        return await nobody(visit)
    found = await visit.desk.store.roster.named(agency, text, _FOUND)
    if not found:
        return _asked(agency, say("roster.nobody_named", typed=text[:60]))
    rows = tuple(
        (
            Button(
                say("roster.named", name=one.name, last_four=one.last_four),
                encode(ShowEntry(agency, one.entry)),
            ),
        )
        for one in found
    )
    return replace(_asked(agency, say("roster.found")), rows=(*rows, _back(agency)))


async def show(visit: Visit, action: ShowEntry, *before: Phrase) -> Screen:
    """An entry: who it is, and whether somebody has claimed it."""
    entry = await _entry(visit, action.agency, action.entry)
    if entry is None:
        return await nobody(visit)
    agencies = visit.desk.store.agencies
    unit = await agencies.unit(entry.agency, entry.unit) if entry.unit else None
    words = say(
        "roster.entry",
        name=entry.name,
        last_four=entry.last_four,
        unit=unit.name if unit else say("recap.no_unit"),
        state=_state(entry, await visit.desk.zone(entry.agency)),
    )
    rows = [_back(entry.agency)]
    if entry.person is not None:
        ask = AskRelease(entry.agency, entry.entry)
        rows.insert(0, (Button(say("roster.release"), encode(ask)),))
    return Screen((*before, words), tuple(rows))


async def ask_release(visit: Visit, action: AskRelease) -> Screen:
    """Sure? The officer cannot match them again; only they can."""
    entry = await _entry(visit, action.agency, action.entry)
    if entry is None:
        return await nobody(visit)
    shown = ShowEntry(entry.agency, entry.entry)
    if entry.person is None:
        return await show(visit, shown, say("odd.old_button"))
    yes = Button(say("roster.release_yes"), encode(ReleaseEntry(entry.agency, entry.entry)))
    no = Button(say("roster.release_no"), encode(shown))
    return Screen((say("roster.release_ask", name=entry.name),), ((yes,), (no,)))


async def release(visit: Visit, action: ReleaseEntry) -> Screen:
    """Free an entry; whoever had claimed it stays registered, but is not on the list."""
    entry = await _entry(visit, action.agency, action.entry)
    if entry is None:
        return await nobody(visit)
    line = trace(visit.desk, entry.agency, visit.person.id, "roster.release", entry=entry.entry)
    freed = await visit.desk.store.roster.release(entry.agency, entry.entry, trail_step(line))
    done = say("roster.released") if freed else say("odd.old_button")
    return await show(visit, ShowEntry(entry.agency, entry.entry), done)


async def give_links(visit: Visit, action: GiveLinks) -> Screen:
    """A file with a personal link for each entry that nobody has claimed."""
    if not await may(visit, action.agency):
        return await nobody(visit)
    made = await links(visit.desk, action.agency, visit.person.id)
    if not made:
        return Screen((say("roster.no_links"),), (_back(action.agency),))
    body = await asyncio.to_thread(_workbook, visit, made)
    file = File("tautan-pribadi.xlsx", body)
    return Screen((say("roster.links", n=len(made)),), (_back(action.agency),), (file,))


def _workbook(visit: Visit, made: list[Link]) -> bytes:
    wording = Wording(visit.catalog.texts)
    name = visit.desk.called.name
    opening = f"https://t.me/{name}?start=" if name else "/start "
    widths = (("name", 40), ("nip", 10), ("unit", 20), ("link", 60))
    columns = tuple(
        Column(wording.plain(say(f"roster.column.{key}"), visit.language), width=width)
        for key, width in widths
    )
    rows = ((one.name, f"…{one.last_four}", one.unit, opening + one.start) for one in made)
    body = io.BytesIO()
    write_xlsx([Sheet("tautan", columns, rows)], body)
    return body.getvalue()


async def _entry(visit: Visit, agency: str, entry: str) -> Entry | None:
    if not await may(visit, agency):
        return None
    return await visit.desk.store.roster.get(agency, entry)


def _asked(agency: str, *before: Phrase) -> Screen:
    return Screen((*before, say("roster.whom")), (_back(agency),), expects=f"{EXPECTS}:{agency}")


def _state(entry: Entry, zone: Zone) -> Phrase:
    if entry.ended_at is not None:
        return say("roster.state.ended", at=told(entry.ended_at, zone))
    if entry.person is None:
        return say("roster.state.unclaimed")
    return say("roster.state.claimed", at=told(entry.claimed_at or 0, zone))


def _back(agency: str) -> tuple[Button, ...]:
    return (Button(say("roster.back"), encode(Roster(agency))),)
