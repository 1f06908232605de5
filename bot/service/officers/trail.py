"""``/jejak``: the audit trail, for those who look after the whole of an agency to read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from functools import cache, reduce

from bot.agencies.agency import Zone
from bot.quiz.certificate import shown as shown_serial
from bot.screens.screen import Arg, Button, Phrase, Screen, say
from bot.service import menu
from bot.service.buttons import Action, action, encode
from bot.service.dates import bare, label
from bot.service.days import brief
from bot.service.desk import Desk, Visit
from bot.service.officers import access, offices
from bot.store.trail import COMMAND_LINE, Told, Trace

_LINES = 10
_SERIALS = frozenset({"serial", "by"})  # of certificates
_DAYS = frozenset({"start", "due", "day"})  # of a detail, as 2024-10-31
_NAMES = re.compile(r"\{(\w+)\}")


@action("jt")
class ReadTrail(Action):
    """An agency's trail before a time (ms since 1970 UTC) and an id; empty: the last lines."""

    agency: str
    at: str = ""
    id: str = ""


async def start(visit: Visit) -> Screen:
    """``/jejak``: of the own agency, or a choice of several."""
    if visit.person.id in visit.desk.admins:
        return offices.operator(say("trail.choose"))
    whole = [scope for scope in await access.scopes(visit) if scope.units is None]
    if not whole:
        return await menu.menu(visit, say("trail.none"))
    if len(whole) == 1:
        return await read(visit, ReadTrail(whole[0].agency))
    codes = [scope.agency for scope in whole]
    return await offices.choice(visit, say("trail.choose"), codes, ReadTrail)


async def read(visit: Visit, action: ReadTrail) -> Screen:
    """A page, the newest first."""
    scope = await access.scope_of(visit, action.agency)
    if scope is None or scope.units is not None:
        return await menu.menu(visit, say("trail.none"))
    page = visit.desk.store.trail.told
    if action.at.isascii() and action.at.isdigit() and len(action.at) < 15:
        lines = await page(scope.agency, _LINES + 1, (int(action.at), action.id))
    else:
        lines = await page(scope.agency, _LINES + 1)
    shown, more = lines[:_LINES], len(lines) > _LINES
    agency = await visit.desk.store.agencies.get(scope.agency)
    zone = await offices.zone(visit.desk, scope)
    name = agency.name if agency else scope.agency
    title = say("trail.title", agency=name, zone=label(zone))
    if not shown:
        return Screen((title, say("trail.empty")), (menu.back(),))
    body = say("trail.list", lines=tuple([await line(visit.desk, one, zone) for one in shown]))
    return Screen((title, body), (_turns(action, shown[-1].trace, more), menu.back()))


def _turns(action: ReadTrail, last: Trace, more: bool) -> tuple[Button, ...]:
    """To the newest, and to what was before."""
    newest = Button(say("trail.newest"), encode(ReadTrail(action.agency)))
    if not more:
        return (newest,)
    older = ReadTrail(action.agency, str(last.at), last.id)
    return (newest, Button(say("trail.older"), encode(older)))


async def line(desk: Desk, one: Told, zone: Zone) -> Phrase:
    """When, who, and what was done, in words."""
    what = await deed(desk, one.trace)
    return say("trail.line", at=bare(one.trace.at, zone), who=_who(desk, one), what=what)


def _who(desk: Desk, one: Told) -> str | Phrase:
    actor = one.trace.actor
    if actor == COMMAND_LINE or actor in desk.admins:
        return say("trail.operator")
    return one.name or say("trail.unnamed", end=str(actor)[-4:])


async def deed(desk: Desk, trace: Trace) -> Phrase:
    """What was done; where content/text has no words for it, or the detail lacks what they need,
    the action's own name."""
    template = desk.library.current.texts["id"].get(f"trail.did.{trace.action}")
    detail = await _told(desk, trace)
    needed = _needed(template) if isinstance(template, str) else ("",)
    if all(name in detail for name in needed):
        return say(f"trail.did.{trace.action}", **detail)
    return say("trail.did_other", action=trace.action)


@cache
def _needed(template: str) -> tuple[str, ...]:
    return tuple(_NAMES.findall(template))


async def _told(desk: Desk, trace: Trace) -> dict[str, Arg]:
    """The detail as words: codes as the names that they stand for, where there are such."""
    found = json.loads(trace.detail)
    detail: Mapping[str, object] = found if isinstance(found, dict) else {}
    told: dict[str, Arg] = {
        name: value if isinstance(value, int) else str(value)
        for name, value in detail.items()
        if value is not None
    }
    if "unit" in detail:
        unit = str(detail["unit"] or "")
        told["where"] = await offices.named(desk, trace.agency, unit or None)
    for name in {"unit", "into"} & told.keys():
        found_unit = await desk.store.agencies.unit(trace.agency, str(told[name]))
        told[name] = found_unit.name if found_unit else told[name]
    if detail.get("role") in offices.ROLES.values():
        told["role"] = say(f"office.role.{detail['role']}")
    if "views" in detail:
        told["views"] = _views(desk, str(detail["views"]))
    for name in _SERIALS & told.keys():
        told[name] = shown_serial(str(told[name]))
    for name in _DAYS & told.keys():
        told[name] = _day(str(told[name]))
    module = desk.library.current.modules.get(str(detail.get("module")))
    if module is not None:
        told["module"] = module.title
    return told


def _day(value: str) -> str | Phrase:
    try:
        return brief(date.fromisoformat(value))
    except ValueError:
        return value


def _views(desk: Desk, names: str) -> Arg:
    """The tables of an export, as they are called in it; ``national`` is all of them."""
    known = desk.library.current.texts["id"]
    keys = [f"export.view.{name}" for name in names.split(", ")]
    if not all(key in known for key in keys):
        return names
    return reduce(lambda one, other: say("trail.and", one=one, other=other), map(say, keys))
