"""Registration: language, employment, agency, unit; each answer is stored at once."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from bot.agencies.people import EMPLOYMENTS, Employment
from bot.agencies.search import closest
from bot.agencies.tree import Tree
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service import unit_choice
from bot.service.attempts import practice
from bot.service.buttons import Employ, InUnit, Join, Speak, encode
from bot.service.desk import Visit
from bot.service.roster import offer as roster_offer
from bot.service.unit_choice import UnitsBelow

LANGUAGES = ("id", "en")


async def step(visit: Visit, *before: Phrase) -> Screen:
    """What is asked next."""
    match visit.person.missing():
        case "language":
            return languages(*before)
        case "employment":
            return employments(*before)
        case "agency":
            return Screen((*before, say("register.agency")))
        case "unit":
            return await _units(visit, before)
        case _:
            return await practice.resume(visit, *before)


def languages(*before: Phrase) -> Screen:
    """Which language to speak, asked in both."""
    rows = tuple(
        (Button(say(f"language.{language}"), encode(Speak(language))),) for language in LANGUAGES
    )
    return Screen((*before, say("register.language")), rows)


def employments(*before: Phrase) -> Screen:
    """The kind of employment; it decides which sanctions apply."""
    rows = tuple((Button(say(f"employment.{e}"), encode(Employ(e))),) for e in EMPLOYMENTS)
    return Screen((*before, say("register.employment")), rows)


async def speak(visit: Visit, action: Speak) -> Screen:
    """The language was chosen, at registration or later."""
    if action.language not in LANGUAGES:
        return await step(visit, say("odd.old_button"))
    await visit.desk.store.people.set_language(visit.person.id, action.language)
    spoken = visit.now(replace(visit.person, language=action.language))
    return await step(spoken)


async def employ(visit: Visit, action: Employ) -> Screen:
    """The employment was chosen."""
    if action.employment not in get_args(Employment):
        return await step(visit, say("odd.old_button"))
    employment: Employment = action.employment  # type: ignore[assignment]
    await visit.desk.store.people.set_employment(visit.person.id, employment)
    return await step(visit.now(replace(visit.person, employment=employment)))


async def enter(visit: Visit, code: str) -> Screen:
    """A link of an agency was opened: join it, or ask before moving a registered person."""
    agency = await visit.desk.store.agencies.get(code.upper())
    if agency is None:
        return await step(visit, say("register.unknown_code"))
    if visit.person.agency == agency.code:
        return await step(visit, say("menu.welcome_back", name=visit.person.name))
    if visit.person.registered_at is None:
        return await join(visit, Join(agency.code))
    here = await visit.desk.store.agencies.get(visit.person.agency or "")
    words = say("register.move", to=agency.name, here=here.name if here else "")
    stay = Button(say("register.stay"), encode(Join(visit.person.agency or "")))
    return Screen((words,), ((Button(say("register.go"), encode(Join(agency.code))),), (stay,)))


async def join(visit: Visit, action: Join) -> Screen:
    """The agency was chosen: by link, from the search, or when moving."""
    people, person = visit.desk.store.people, visit.person
    if action.agency == person.agency:
        return await step(visit)
    agency = await visit.desk.store.agencies.get(action.agency)
    if agency is None:
        return await step(visit, say("odd.old_button"))
    if person.registered_at is None:
        await people.set_agency(person.id, agency.code)
    else:
        await people.move(person.id, agency.code)
    joined = visit.now(replace(person, agency=agency.code, unit=None, registered_at=None))
    return await step(joined, say("register.joined", agency=agency.name))


async def in_unit(visit: Visit, action: InUnit) -> Screen:
    """The unit was chosen; with that the registration is complete."""
    if visit.person.missing() != "unit" or visit.person.agency is None:
        return await step(visit, say("odd.old_button"))
    if not action.unit:
        return await _register(visit, None)
    unit = await visit.desk.store.agencies.unit(visit.person.agency, action.unit)
    if unit is None or unit.closed_at is not None:
        return await step(visit, say("odd.old_button"))
    return await _register(visit, unit.code)


async def typed(visit: Visit, text: str) -> Screen:
    """Text during registration: a search where one is expected, else a hint."""
    match visit.person.missing():
        case "agency":
            return await _search_agency(visit, text)
        case "unit":
            return await _search_unit(visit, text)
        case _:
            return await step(visit, say("odd.tap_instead"))


async def _search_agency(visit: Visit, text: str) -> Screen:
    agencies = {agency.code: agency.name for agency in await visit.desk.store.agencies.all()}
    found = closest(text, agencies)
    if not found:
        return Screen((say("register.agency_not_found", typed=text[:60]),))
    rows = tuple((Button(say("plain", text=agencies[code]), encode(Join(code))),) for code in found)
    return Screen((say("register.agency_found"),), rows)


async def _search_unit(visit: Visit, text: str) -> Screen:
    tree = await _tree(visit)
    names = {unit.code: unit.name for unit in tree.open()}
    units = [unit for code in closest(text, names) if (unit := tree.get(code))]
    if not units:
        told = say("register.unit_not_found", typed=text[:60])
        return Screen((told,), (unit_choice.every(), unit_choice.no_unit()))
    return Screen((say("register.unit_found"),), unit_choice.found(tree, units))


async def _units(visit: Visit, before: tuple[Phrase, ...]) -> Screen:
    """Where there is a roster, it says the unit; whoever is not on it chooses."""
    entry = await roster_offer.mine(visit)
    if entry is not None:
        return await _register(visit, entry.unit, *before)
    if await roster_offer.lists(visit.desk, visit.person.agency):
        return roster_offer.ask(visit, *before)
    return await _choose_unit(visit, UnitsBelow("", 0), *before)


async def units(visit: Visit) -> Screen:
    """The units to choose from, for whoever is not on the roster."""
    return await units_below(visit, UnitsBelow("", 0))


async def units_below(visit: Visit, action: UnitsBelow) -> Screen:
    """Further down the tree of units, up again, or on to the next page."""
    if visit.person.missing() != "unit":
        return await step(visit, say("odd.old_button"))
    return await _choose_unit(visit, action)


async def _choose_unit(visit: Visit, shown: UnitsBelow, *before: Phrase) -> Screen:
    tree = await _tree(visit)
    if not tree.open():
        return await _register(visit, None, *before)
    return unit_choice.choices(tree, shown, *before)


async def _tree(visit: Visit) -> Tree:
    return Tree(await visit.desk.store.agencies.units(visit.person.agency or ""))


async def _register(visit: Visit, unit: str | None, *before: Phrase) -> Screen:
    at = visit.desk.clock()
    await visit.desk.store.people.register(visit.person.id, unit, at)
    done = visit.now(replace(visit.person, unit=unit, registered_at=at))
    return await step(done, *before, say("register.done"))
