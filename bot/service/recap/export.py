"""Exports: an agency's numbers as files. Each one is in the agency's audit trail before it is made.

What is written goes through a thread, page by page, so that taps are answered meanwhile and memory
does not grow with the roster.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import aclosing
from io import BytesIO
from typing import IO, Literal, TypeAlias

from bot.agencies.days import clock_of, day_of
from bot.exports.as_csv import write_csv
from bot.exports.as_xlsx import write_xlsx
from bot.exports.pulled import pulled
from bot.exports.sheet import Sheet
from bot.screens.screen import Button, File, Phrase, Screen, say
from bot.screens.wording import Wording
from bot.service import menu, registration
from bot.service.buttons import encode
from bot.service.desk import Desk, Visit
from bot.service.officers import offices
from bot.service.officers.access import Scope, scope_of, scopes
from bot.service.officers.traces import trace
from bot.service.recap.actions import Export
from bot.service.recap.export_national import national_sheets
from bot.service.recap.export_sheets import VIEWS, Author, View
from bot.service.recap.numbers import numbers, standings
from bot.service.recap.tally import back_to
from bot.service.recap.weak import weak_rules
from bot.store.trail import trail_step

Form: TypeAlias = Literal["xlsx", "csv"]


async def start(visit: Visit) -> Screen:
    """``/ekspor``: of the own agency, of all for the operator, or a choice of several."""
    if visit.person.id in visit.desk.admins:
        return await _choice(visit, Export())
    mine = await scopes(visit)
    if not mine:
        return await menu.menu(visit, say("office.none"))
    if len(mine) == 1:
        return await _choice(visit, Export(mine[0].agency))
    codes = [scope.agency for scope in mine]
    return await offices.choice(visit, say("recap.choose"), codes, Export)


async def export(visit: Visit, action: Export) -> Screen:
    """The file that was asked for follows its screen; or which files there are."""
    desk, actor = visit.desk, visit.person.id
    scope = await scope_of(visit, action.agency) if action.agency else None
    if scope is None and (action.agency or actor not in desk.admins):
        return await menu.menu(visit, say("office.none"))
    if action.form not in ("xlsx", "csv"):
        return await _choice(visit, action)
    form: Form = "xlsx" if action.form == "xlsx" else "csv"
    views: Sequence[View] = VIEWS if form == "xlsx" else ("people",)
    file = BytesIO()
    if scope is None:
        await write_national(desk, actor, visit.language, form, file)
    elif not await write_agency(desk, scope, actor, visit.language, form, views, file):
        return await registration.step(visit, say("odd.old_button"))
    # What has all agencies says by which clock; an agency's own has its days by its own clock.
    day = day_of(desk.clock(), clock_of(await desk.zone(action.agency)))
    of = f"{action.agency.lower()}-{day}" if action.agency else f"nasional-{day}-wib"
    name = f"netral-{of}.{form}"
    screen = await _choice(visit, action, say("export.sent", name=name))
    return Screen(screen.paragraphs, screen.rows, (File(name, file.getvalue()),))


async def _choice(visit: Visit, action: Export, *before: Phrase) -> Screen:
    kind = "agency" if action.agency else "national"
    title = say(f"export.{kind}.title", agency=await visit.desk.agency_name(action.agency))
    rows = tuple(
        (Button(say(f"export.{kind}.{form}"), encode(Export(action.agency, form))),)
        for form in ("xlsx", "csv")
    )
    back = ((back_to(action.agency),),) if action.agency else ()
    return Screen((*before, title), (*rows, *back, menu.back()))


async def write_agency(
    desk: Desk,
    scope: Scope,
    actor: int,
    language: str,
    form: Form,
    views: Sequence[View],
    file: IO[bytes],
) -> bool:
    """What a scope sees, into a file; False when there is no such agency. CSV holds the first view.

    Raises DoesNotFit for more rows than Excel holds.
    """
    found = await numbers(desk, scope)
    if found is None:
        return False
    views = views if form == "xlsx" else views[:1]
    detail = {"form": form, "views": ", ".join(views), "unit": scope.unit or ""}
    await desk.store.trail.add(trace(desk, scope.agency, actor, "export", **detail))
    catalog, words = desk.library.current, _words(desk, language)
    titles = {name: words(say("plain", text=one.title)) for name, one in catalog.modules.items()}
    author = Author(found, words, titles)
    rules = {id_: words(say("plain", text=rule.title)) for id_, rule in catalog.book.rules.items()}
    months = await desk.store.tallies.months_of(scope.agency) if scope.unit is None else []
    campaigns, weak = await standings(desk, scope), await weak_rules(desk, scope)
    loop = asyncio.get_running_loop()
    async with aclosing(desk.store.recaps.people(scope.agency)) as pages:
        made: dict[View, Callable[[], Sheet]] = {
            "summary": author.summary,
            "units": author.units,
            "months": lambda: author.months(months),
            "people": lambda: author.people(pulled(pages, loop)),
            "campaigns": lambda: author.campaigns(campaigns),
            "weak": lambda: author.weak(weak, rules),
        }
        sheets = (made[view]() for view in views)
        await asyncio.to_thread(_write, sheets, form, file)
    return True


async def write_national(
    desk: Desk, actor: int, language: str, form: Form, file: IO[bytes]
) -> None:
    """All agencies, and a table of provinces for a map; CSV holds the latter."""
    words = _words(desk, language)
    agencies = await desk.store.agencies.all()
    detail = {"form": form, "views": "national", "unit": ""}
    lines = [trace(desk, agency.code, actor, "export", **detail) for agency in agencies]
    if lines:
        await desk.store.database.write(*(trail_step(line) for line in lines))
    totals = await desk.store.tallies.national()
    provinces = {one.id: one for one in desk.library.current.provinces}
    by_agency, by_province = national_sheets(agencies, totals, provinces, words)
    sheets = [by_agency, by_province] if form == "xlsx" else [by_province]
    await asyncio.to_thread(_write, iter(sheets), form, file)


def _write(sheets: Iterator[Sheet], form: Form, file: IO[bytes]) -> None:
    if form == "xlsx":
        write_xlsx(sheets, file)
    else:
        write_csv(next(sheets), file)


def _words(desk: Desk, language: str) -> Callable[[Phrase], str]:
    wording = Wording(desk.library.current.texts)
    return lambda phrase: wording.plain(phrase, language)
