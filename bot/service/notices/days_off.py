"""The officer changes on which days nobody of the agency is reminded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from bot.agencies.agency import Agency
from bot.screens.screen import Button, Phrase, Screen, say
from bot.service import menu
from bot.service.buttons import Action, action, encode
from bot.service.days import brief, typed_day
from bot.service.desk import Visit
from bot.service.notices.calendars import calendar_of, to_come
from bot.service.notices.deliveries import DaysOff, Deliveries, may_change
from bot.service.officers.access import scope_of
from bot.service.officers.traces import trace

EXPECTS: Final = "dayoff"
"""The kind of text that is a day off to add; its argument is the agency."""

MOST: Final = 60
"""So many days to come an agency may name; more is a weekday, or a mistake."""

_SHOWN: Final = 10  # days with a button that takes them away


@action("dw")
class Weekday(Action):
    """A weekday (Monday is 0) is a day off if ``off`` is 1, and a working day if it is 0."""

    agency: str
    weekday: int
    off: int


@action("dx")
class DayOn(Action):
    """A day (``YYYYMMDD``) is not off any more."""

    agency: str
    day: str


async def days(visit: Visit, wanted: DaysOff) -> Screen:
    """The days off with buttons to change them; the next text is a day to add."""
    agency = await _mine(visit, wanted.agency)
    return await _refused(visit) if agency is None else await _screen(visit, agency)


async def weekday(visit: Visit, wanted: Weekday) -> Screen:
    """A weekday is off, or not any more."""
    agency = await _mine(visit, wanted.agency)
    if agency is None or wanted.weekday > 6:
        return await _refused(visit)
    day, off = wanted.weekday, bool(wanted.off)
    told = {"weekday": day, "off": int(off)}
    line = trace(visit.desk, agency.code, visit.person.id, "calendar.weekdays", **told)
    await visit.desk.store.calendars.set_weekday(line, day, off=off)
    return await _screen(visit, agency)


async def typed(visit: Visit, code: str, text: str) -> Screen:
    """A day to add, as people write it."""
    agency = await _mine(visit, code)
    if agency is None:
        return await _refused(visit)
    day = typed_day(visit.catalog, text)
    if day is None:
        return await _screen(visit, agency, say("days_off.unread", typed=text[:40]))
    coming = await to_come(visit.desk, agency)
    if day < (await calendar_of(visit.desk, agency)).day(visit.desk.clock()):
        return await _screen(visit, agency, say("days_off.past", day=brief(day)))
    if len(coming) >= MOST:
        return await _screen(visit, agency, say("days_off.too_many", n=MOST))
    line = trace(visit.desk, agency.code, visit.person.id, "calendar.add", day=day.isoformat())
    await visit.desk.store.calendars.add_day(line, day)
    return await _screen(visit, agency, say("days_off.added", day=brief(day)))


async def day_on(visit: Visit, wanted: DayOn) -> Screen:
    """A day is not off any more."""
    agency = await _mine(visit, wanted.agency)
    if agency is None:
        return await _refused(visit)
    gone = {f"{day:%Y%m%d}": day for day in await to_come(visit.desk, agency)}.get(wanted.day)
    if gone is None:
        return await _screen(visit, agency)
    me, code = visit.person.id, agency.code
    line = trace(visit.desk, code, me, "calendar.remove", day=gone.isoformat())
    await visit.desk.store.calendars.remove_day(line, gone)
    return await _screen(visit, agency, say("days_off.removed", day=brief(gone)))


async def _mine(visit: Visit, code: str) -> Agency | None:
    """The agency, for who may change its days."""
    scope = await scope_of(visit, code, manage=True)
    return await visit.desk.store.agencies.get(code) if scope and may_change(scope) else None


async def _refused(visit: Visit) -> Screen:
    return await menu.menu(visit, say("office.none"))


async def _screen(visit: Visit, agency: Agency, *before: Phrase) -> Screen:
    off = await visit.desk.store.calendars.of(agency.code)
    switches = [_switch(agency.code, one, off=one in off.weekdays) for one in range(7)]
    coming = (await to_come(visit.desk, agency))[:_SHOWN]
    back = Button(say("days_off.back"), encode(Deliveries(agency.code)))
    named = [_named(agency.code, day) for day in coming]
    screen = Screen(
        (*before, say("days_off.title", agency=agency.name), say("days_off.how")),
        (
            tuple(switches[:4]),
            tuple(switches[4:]),
            *named,
            (back,),
            menu.back(),
        ),
    )
    return replace(screen, expects=f"{EXPECTS}:{agency.code}")


def _switch(agency: str, weekday: int, *, off: bool) -> Button:
    label = say(f"days_off.{'off' if off else 'on'}", weekday=say(f"weekday.short.{weekday}"))
    return Button(label, encode(Weekday(agency, weekday, 0 if off else 1)))


def _named(agency: str, day: date) -> tuple[Button, ...]:
    return (Button(say("days_off.remove", day=brief(day)), encode(DayOn(agency, f"{day:%Y%m%d}"))),)
