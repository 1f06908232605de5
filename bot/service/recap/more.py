"""The tally looked at closer: month by month, what is misjudged, and who has not completed."""

from __future__ import annotations

from bot.agencies.release import FEWEST
from bot.catalog.catalog import Catalog
from bot.screens.screen import Button, Phrase, Rows, Screen, say
from bot.service import menu, registration
from bot.service.buttons import encode
from bot.service.desk import Desk, Visit
from bot.service.officers.access import Scope, scope_of
from bot.service.recap.actions import ByMonth, NotYet, WeakSpots
from bot.service.recap.numbers import numbers, share
from bot.service.recap.tally import back_to, module_at, module_title, other_modules, title
from bot.service.recap.weak import weak_rules

_MONTHS = 12
_RULES = 8
_NAMES = 15
_BAR = 10  # signs of the longest


async def by_month(visit: Visit, action: ByMonth) -> Screen:
    """The last months of one module. Months are of the whole agency: by unit they are not kept."""
    scope = await scope_of(visit, action.agency)
    found = None if scope is None else await numbers(visit.desk, scope)
    if scope is None or found is None:
        return await menu.menu(visit, say("office.none"))
    if scope.unit is not None:
        return Screen((title(found), say("recap.months_whole")), ((back_to(action.agency),),))
    module = module_at(visit, action.module)
    months = await visit.desk.store.tallies.months_of(action.agency)
    shown = [month for month in months if month.module == module][-_MONTHS:]
    most = max((month.completed for month in shown), default=0)
    lines = tuple(
        say(
            "recap.month",
            month=say(f"date.month.{month.month % 100}"),
            year=month.month // 100,
            bar="▰" * (-(-_BAR * month.completed // most) if most else 0),
            started=month.started,
            completed=month.completed,
            passed=month.passed,
        )
        for month in shown
    )
    heading = say("recap.by_month", module=module_title(visit, module))
    body = say("recap.list", title=heading, lines=lines) if lines else say("recap.nobody")
    others = other_modules(visit, action.module, lambda to: encode(ByMonth(action.agency, to)))
    return Screen((title(found), body), (*others, (back_to(action.agency),)))


async def weak_spots(visit: Visit, action: WeakSpots) -> Screen:
    """The rules that most of those who were asked misjudged."""
    scope = await scope_of(visit, action.agency)
    found = None if scope is None else await numbers(visit.desk, scope)
    if scope is None or found is None:
        return await menu.menu(visit, say("office.none"))
    under_way = visit.open_attempt
    if under_way is not None and under_way.kind == "ujian":  # rules by name would be a help
        return await registration.step(visit, say("exam.no_help"))
    weak = await weak_rules(visit.desk, scope)
    lines = tuple(
        say(
            "recap.weak_rule",
            rule=rule_title(visit.catalog, one.rule),
            share=share(one.misjudged, one.asked),
            n=one.asked,
        )
        for one in weak[:_RULES]
        if one.misjudged
    )
    body = say("recap.weak", lines=lines) if lines else say("recap.weak_none", n=FEWEST)
    private = say("recap.weak_private", n=FEWEST)
    return Screen((title(found), body, private), ((back_to(action.agency),),))


async def not_yet(visit: Visit, action: NotYet) -> Screen:
    """Names from the agency's own roster alone."""
    scope = await scope_of(visit, action.agency)
    found = None if scope is None else await numbers(visit.desk, scope)
    if scope is None or found is None:
        return await menu.menu(visit, say("office.none"))
    back = (back_to(action.agency),)
    if found.listed is None:
        return Screen((title(found), say("recap.no_roster")), (back,))
    module = module_at(visit, action.module)
    lines, more = await _names(visit.desk, scope, module, action.page)
    heading = say("recap.not_yet", module=module_title(visit, module))
    none = say("recap.all_done" if found.listed.entries else "recap.nobody_listed")
    body = say("recap.list", title=heading, lines=lines) if lines else none
    turns = _turns(action, more)
    others = other_modules(visit, action.module, lambda to: encode(NotYet(action.agency, to)))
    return Screen((title(found), body), (*turns, *others, back))


def rule_title(catalog: Catalog, rule: str) -> Phrase:
    """A rule in words; one of before by its id."""
    known = catalog.book.rules.get(rule)
    return say("plain", text=known.title if known else rule)


async def _names(
    desk: Desk, scope: Scope, module: str, page: int
) -> tuple[tuple[Phrase, ...], bool]:
    people = await desk.store.recaps.not_yet(
        scope.agency, module, scope.unit, _NAMES + 1, page * _NAMES
    )
    lines = tuple(
        say(
            "recap.name",
            number=number,
            name=one.name,
            end=one.last_four,
            standing=say(f"recap.standing.{one.standing}"),
        )
        for number, one in enumerate(people[:_NAMES], start=page * _NAMES + 1)
    )
    return lines, len(people) > _NAMES


def _turns(action: NotYet, more: bool) -> Rows:
    buttons = []
    if action.page:
        before = NotYet(action.agency, action.module, action.page - 1)
        buttons.append(Button(say("page.back"), encode(before)))
    if more:
        after = NotYet(action.agency, action.module, action.page + 1)
        buttons.append(Button(say("page.on"), encode(after)))
    return (tuple(buttons),) if buttons else ()
