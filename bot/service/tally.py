"""The tally on the screen: how many people, never who answered what."""

from __future__ import annotations

from collections.abc import Sequence

from bot.agencies.tally import Count, ModuleCount
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service import menu
from bot.service.buttons import Recap, encode
from bot.service.desk import Visit
from bot.store.tallies import REGISTERED

_SHOWN = 20  # lines of a list; a longer one would not fit a message


async def agency(visit: Visit, code: str, module: str = "") -> Screen:
    """One agency's numbers by module, and by unit for one module. The caller has checked that
    this person may see them."""
    store = visit.desk.store
    found = await store.agencies.get(code)
    if found is None:
        return await menu.menu(visit, say("office.none"))
    counts = await store.tallies.of_agency(code)
    modules = await store.tallies.modules_of(code)
    names = {unit.code: unit.name for unit in await store.agencies.units(code)}
    known = [count.module for count in modules]
    chosen = module if module in known else next(iter(known), "")
    registered = sum(count.registered for count in counts if count.module == REGISTERED)
    return Screen(
        (
            say("recap.title", agency=found.name),
            say("recap.registered", n=registered),
            *_modules(visit, modules),
            *_units(visit, counts, names, chosen),
            say("recap.link", code=code),
        ),
        (*_others(visit, code, known, chosen), _refresh(code, chosen), menu.back()),
    )


async def national(visit: Visit) -> Screen:
    """All agencies, for the operator."""
    totals = await visit.desk.store.tallies.national()
    if not totals:
        return Screen((say("recap.national"), say("recap.no_agencies")), (menu.back(),))
    lines = tuple(
        say(
            "recap.line",
            agency=total.agency,
            registered=total.registered,
            started=total.started,
            completed=total.completed,
            passed=total.passed,
        )
        for total in totals[:_SHOWN]
    )
    rows = tuple((_named(total.agency),) for total in totals[:_SHOWN])
    body = say("recap.agencies", lines=(*lines, *_more(len(totals))))
    return Screen((say("recap.national"), body), (*rows, menu.back()))


def _named(code: str) -> Button:
    return Button(say("plain", text=code), encode(Recap(code)))


def _modules(visit: Visit, modules: Sequence[ModuleCount]) -> tuple[Phrase, ...]:
    if not modules:
        return (say("recap.nobody"),)
    return tuple(
        say(
            "recap.module",
            module=_title(visit, count.module),
            started=count.started,
            completed=count.completed,
            passed=count.passed,
        )
        for count in modules
    )


def _units(
    visit: Visit, counts: Sequence[Count], names: dict[str, str], module: str
) -> tuple[Phrase, ...]:
    registered = {count.unit: count.registered for count in counts if count.module == REGISTERED}
    taken = {count.unit: count for count in counts if count.module == module and module}
    units = sorted({*registered, *taken}, key=lambda unit: (unit is None, unit or ""))
    if not units:
        return ()
    nothing = Count(None, module, 0, 0, 0, 0)
    lines = tuple(
        say(
            "recap.unit",
            unit=say("recap.no_unit") if unit is None else say("plain", text=names.get(unit, unit)),
            registered=registered.get(unit, 0),
            completed=taken.get(unit, nothing).completed,
            passed=taken.get(unit, nothing).passed,
        )
        for unit in units[:_SHOWN]
    )
    title = say("recap.by_unit", module=_title(visit, module)) if module else say("recap.units")
    return (say("recap.list", title=title, lines=(*lines, *_more(len(units)))),)


def _more(count: int) -> tuple[Phrase, ...]:
    return (say("recap.more", n=count - _SHOWN),) if count > _SHOWN else ()


def _title(visit: Visit, module: str) -> Phrase:
    known = visit.catalog.modules.get(module)
    return say("plain", text=known.title if known else module)


def _others(
    visit: Visit, code: str, modules: Sequence[str], chosen: str
) -> tuple[tuple[Button, ...], ...]:
    return tuple(
        (Button(say("recap.show", module=_title(visit, module)), encode(Recap(code, module))),)
        for module in modules
        if module != chosen
    )


def _refresh(code: str, module: str) -> tuple[Button, ...]:
    return (Button(say("recap.refresh"), encode(Recap(code, module))),)
