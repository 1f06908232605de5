"""The tally by unit: the parts of a unit with all below each, and a picture of the same."""

from __future__ import annotations

from collections.abc import Sequence

from bot.agencies.rollup import Line
from bot.exports.bars import Bar, Picture, drawn
from bot.screens.screen import Button, File, Phrase, Rows, Screen, say
from bot.screens.wording import Wording
from bot.service import menu
from bot.service.buttons import encode
from bot.service.desk import Visit
from bot.service.officers.access import scope_of
from bot.service.paging import page
from bot.service.recap.actions import ByUnit, Chart
from bot.service.recap.numbers import Numbers, numbers, share
from bot.service.recap.tally import back_to, counted, module_at, module_title, other_modules, title

_BARS = 12  # of one picture; more would be too small on a phone


async def by_unit(visit: Visit, action: ByUnit) -> Screen:
    """One page of the parts of a unit."""
    found = await _numbers(visit, action.agency)
    if found is None:
        return await menu.menu(visit, say("office.none"))
    unit, module = _unit(found, action.unit), module_at(visit, action.module)
    rollup = found.rollup(module)
    lines = rollup.lines(unit)
    shown = page(lines, action.page)
    told = tuple(_line(number, line) for number, line in shown.numbered)
    heading = say("recap.by_unit", module=module_title(visit, module))
    body = say("recap.list", title=heading, lines=told) if told else say("recap.no_units")
    place = _name(found, unit)
    whole = say("recap.in_all", unit=place, **counted(rollup.whole(unit), None))
    turn = ByUnit(action.agency, action.module, unit or "")
    rows = (
        *_down(action, shown.numbered),
        *shown.turns(lambda to: encode(ByUnit(turn.agency, turn.module, turn.unit, to))),
        *other_modules(visit, action.module, lambda to: encode(ByUnit(turn.agency, to, turn.unit))),
        (Button(say("recap.to_chart"), encode(Chart(action.agency, action.module, unit or ""))),),
        (*_up(found, action, unit), back_to(action.agency)),
    )
    return Screen((title(found), whole, body), rows)


async def chart(visit: Visit, action: Chart) -> Screen:
    """The same page, and its picture as a message of its own."""
    screen = await by_unit(visit, ByUnit(action.agency, action.module, action.unit))
    found = await _numbers(visit, action.agency)
    if found is None or (action.unit and _unit(found, action.unit) != action.unit):
        return screen
    picture = _picture(visit, found, module_at(visit, action.module), _unit(found, action.unit))
    if not picture.bars:
        return screen
    body = await drawn(picture)
    return Screen(screen.paragraphs, screen.rows, (File("rekap.png", body, "photo"),))


async def _numbers(visit: Visit, agency: str) -> Numbers | None:
    scope = await scope_of(visit, agency)
    return None if scope is None else await numbers(visit.desk, scope)


def _unit(found: Numbers, wanted: str) -> str | None:
    """The unit that was asked for, if it is one that may be seen; else the top of what may."""
    known = any(unit.code == wanted for unit in found.units)
    return wanted if known and found.scope.covers(wanted) else found.scope.unit


def _name(found: Numbers, unit: str | None) -> str:
    return next((u.name for u in found.units if u.code == unit), found.agency.name)


def _line(number: int, line: Line) -> Phrase:
    name = say("recap.here") if line.unit is None else say("plain", text=line.unit.name)
    whole = line.headcount or max(line.sums.registered, line.sums.started)
    return say("recap.unit", number=number, unit=name, **counted(line.sums, whole))


def _down(action: ByUnit, numbered: Sequence[tuple[int, Line]]) -> Rows:
    """A button for each part that has parts itself."""
    buttons = [
        Button(
            say("recap.number", n=number),
            encode(ByUnit(action.agency, action.module, line.unit.code)),
        )
        for number, line in numbered
        if line.unit is not None and line.parts
    ]
    return (tuple(buttons),) if buttons else ()


def _up(found: Numbers, action: ByUnit, unit: str | None) -> tuple[Button, ...]:
    if unit is None or unit == found.scope.unit:
        return ()
    above = next((u.parent for u in found.units if u.code == unit), None) or ""
    return (Button(say("recap.up"), encode(ByUnit(action.agency, action.module, above))),)


def _picture(visit: Visit, found: Numbers, module: str, unit: str | None) -> Picture:
    wording = Wording(visit.catalog.texts)

    def words(phrase: Phrase) -> str:
        return wording.plain(phrase, visit.language)

    lines = sorted(found.rollup(module).lines(unit), key=lambda one: -_whole(one))
    bars = [
        Bar(
            words(say("recap.here") if line.unit is None else say("plain", text=line.unit.name)),
            words(say("recap.bar", share=share(line.sums.completed, _whole(line)), n=_whole(line))),
            _whole(line),
            line.sums.completed,
            line.sums.passed,
        )
        for line in lines[:_BARS]
        if _whole(line)
    ]
    legend = tuple(words(say(f"recap.legend.{part}")) for part in ("passed", "completed", "rest"))
    heading = words(say("recap.bars", unit=_name(found, unit), module=module_title(visit, module)))
    return Picture(heading, bars, legend)


def _whole(line: Line) -> int:
    return max(line.headcount or 0, line.sums.registered, line.sums.completed)
