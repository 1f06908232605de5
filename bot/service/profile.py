"""The profile, the help, and the language: what a person may look at and change any time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.agencies.agency import Office
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service import menu, registration
from bot.service.attempts import followup
from bot.service.buttons import Go, encode
from bot.service.desk import Visit
from bot.service.notices import reminder
from bot.service.roster import offer as roster_offer


async def profile(visit: Visit) -> Screen:
    """What is stored about the person, and buttons to change it."""
    person, agencies = visit.person, visit.desk.store.agencies
    agency = await agencies.get(person.agency) if person.agency else None
    unit = (
        await agencies.unit(person.agency, person.unit) if person.agency and person.unit else None
    )
    lines = say(
        "profile.lines",
        name=person.name,
        language=say(f"language.{visit.language}"),
        employment=say(f"employment.{person.employment}"),
        agency=agency.name if agency else "–",
        unit=unit.name if unit else say("recap.no_unit"),
    )
    entry = await roster_offer.mine(visit)
    claimed: tuple[Phrase, ...] = ()
    claim: tuple[tuple[Button, ...], ...] = ()
    if entry is not None:
        claimed = (say("profile.listed", last_four=entry.last_four),)
    elif await roster_offer.lists(visit.desk, person.agency):
        claim = ((Button(say("profile.claim"), encode(Go("claim"))),),)
    rows = (
        *claim,
        (Button(say("profile.language"), encode(Go("language"))),),
        (Button(say("profile.employment"), encode(Go("employment"))),),
        (Button(say("rights.own_data"), encode(Go("dataku"))),),
        (Button(say("rights.erase"), encode(Go("hapus"))),),
        *await followup.profile_row(visit),
        await reminder.switch(visit),
        menu.back(),
    )
    return Screen((say("profile.title"), lines, *claimed, say("profile.move")), rows)


async def language(_visit: Visit) -> Screen:
    """The languages, with a way back."""
    return _with_back(registration.languages())


async def employment(_visit: Visit) -> Screen:
    """The kinds of employment, with a way back."""
    return _with_back(registration.employments())


async def help_screen(visit: Visit) -> Screen:
    """``/bantuan``, for officers with what is theirs."""
    held = await visit.desk.store.offices.of(visit.person.id)
    shown = help_(visit)
    first, *rest = shown.paragraphs
    return replace(shown, paragraphs=(first, _of_offices(held), *rest)) if held else shown


def _of_offices(held: Sequence[Office]) -> Phrase:
    """The commands that these offices allow, and no others: those would be refused."""
    manages = any(office.role == "petugas" for office in held)
    whole = any(office.unit is None for office in held)
    both = any(office.role == "petugas" and office.unit is None for office in held)
    allowed = {
        "tally": True,
        "export": True,
        "campaigns": manages,
        "campaigns_seen": not manages,
        "invite": manages,
        "trail": whole,
        "roster": both,
    }
    lines = tuple(say(f"help.officer.{what}") for what, may in allowed.items() if may)
    return say("help.officer", lines=lines)


def help_(visit: Visit, *before: Phrase) -> Screen:
    """What the bot can do, and the commands."""
    lines = [say("help.learner")]
    if visit.person.id in visit.desk.admins:
        lines.append(say("help.operator"))
    return Screen((*before, *lines, say("help.limits")), (menu.back(),))


def _with_back(screen: Screen) -> Screen:
    return Screen(screen.paragraphs, (*screen.rows, menu.back()))
