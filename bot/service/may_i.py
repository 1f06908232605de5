"""``/cek``, "may I …?": the rulebook itself is asked, by anyone, and nothing is stored.

All answers so far travel in the button: two letters for each, the place of the value in the
content's list, so the content they were given to is named too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from bot.agencies.agency import Zone
from bot.agencies.days import clock_of, day_of
from bot.catalog.catalog import Catalog
from bot.errors import CaseError
from bot.rulebook.ask import next_question
from bot.rulebook.facts import Fact, Value
from bot.rulebook.judge import Undetermined
from bot.rulebook.rulebook import Decided
from bot.screens.screen import Button, Phrase, Rows, Screen, say
from bot.service import registration
from bot.service.attempts.explain import explain, fact_line
from bot.service.buttons import Ask, Go, encode
from bot.service.desk import Desk, Visit

_STAMP = 6  # letters of the content's hash: enough to notice that it changed
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_UNKNOWN = "__"
_GROUP = "."
_IN_ROW = 5

_T = TypeVar("_T")


@dataclass(slots=True)
class _Talk:
    """What has been answered: ``steps`` as they are in the path, and what they mean."""

    known: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    group: str | None = None


async def asked(visit: Visit) -> Screen:
    """``/cek`` of somebody who has consented."""
    return await _refused(visit) or begin(visit.desk, await visit.zone())


async def answered(visit: Visit, action: Ask) -> Screen:
    """An answer of somebody who has consented."""
    return await _refused(visit) or go_on(visit.desk, action, await visit.zone())


async def _refused(visit: Visit) -> Screen | None:
    """The rulebook answers everybody, but not who is just being examined on it."""
    under_way = visit.open_attempt
    if under_way is not None and under_way.kind == "ujian":
        return await registration.step(visit, say("exam.no_help"))
    return None


def begin(desk: Desk, zone: Zone = "WIB") -> Screen:
    """The first question; ``zone`` is where it is asked, if that is known."""
    return _screen(desk.library.current, _Talk(), _today(desk, zone), say("cek.hello"))


def go_on(desk: Desk, action: Ask, zone: Zone = "WIB") -> Screen:
    """The next question, or the verdict. An unreadable path begins again."""
    catalog = desk.library.current
    if action.content != catalog.hash[:_STAMP]:
        return begin(desk, zone)
    on = _today(desk, zone)
    talk = _read(catalog, action.path, on)
    return begin(desk, zone) if talk is None else _screen(catalog, talk, on)


def _today(desk: Desk, zone: Zone) -> date:
    return day_of(desk.clock(), clock_of(zone))


def _read(catalog: Catalog, path: str, on: date) -> _Talk | None:
    """Walks the path again: each answer belongs to the question that was due then."""
    talk = _Talk()
    while path:
        due = next_question(catalog.book, talk.known, talk.unknown, on)
        if not isinstance(due, Fact):
            return None
        if path[0] == _GROUP:
            return _in_group(talk, due, path)
        step, path = path[:2], path[2:]
        if step == _UNKNOWN:
            talk.unknown.append(due.id)
        elif (value := _at(due.values, step)) is None:
            return None
        else:
            talk.known[due.id] = value.id
        talk.steps.append(step)
    return talk


def _in_group(talk: _Talk, due: Fact, path: str) -> _Talk | None:
    group = _at(due.groups, path[1:])
    if group is None or len(path) != 3:
        return None
    talk.group = group.id
    return talk


def _screen(catalog: Catalog, talk: _Talk, on: date, *before: Phrase) -> Screen:
    try:
        due = next_question(catalog.book, talk.known, talk.unknown, on)
    except CaseError:
        return Screen((say("cek.silent"),), (_again(),))
    if isinstance(due, Decided):
        return Screen(explain(catalog, talk.known, on), (_again(),))
    if isinstance(due, Undetermined):
        return Screen((*explain(catalog, talk.known, on), say("cek.open")), (_again(),))
    return Screen(
        (*before, *_so_far(catalog, talk), *_question(due, talk.group)),
        (*_choices(catalog, talk, due), *_ways(catalog, talk)),
    )


def _so_far(catalog: Catalog, talk: _Talk) -> tuple[Phrase, ...]:
    if not talk.known:
        return ()
    lines = tuple(fact_line(catalog, fact, (value,)) for fact, value in talk.known.items())
    return (say("cek.so_far", facts=lines),)


def _question(due: Fact, group: str | None) -> tuple[Phrase, ...]:
    labels = [item.label for item in _shown(due, group)]
    lines = tuple(say("cek.choice", n=n, text=label) for n, label in enumerate(labels, start=1))
    return (say("cek.question", question=due.question), say("cek.choices", choices=lines))


def _shown(due: Fact, group: str | None) -> Sequence[Value]:
    """The values to pick from; of a long grouped list first the groups."""
    if due.groups and group is None:
        return [Value(one.id, one.label) for one in due.groups]
    return [value for value in due.values if group is None or value.group == group]


def _choices(catalog: Catalog, talk: _Talk, due: Fact) -> Rows:
    picking_group = bool(due.groups) and talk.group is None
    everything: Sequence[object] = due.groups if picking_group else due.values
    ids = [getattr(item, "id", "") for item in everything]
    buttons = []
    for n, item in enumerate(_shown(due, talk.group), start=1):
        step = _letters(ids.index(item.id))
        mark = _GROUP + step if picking_group else step
        buttons.append(Button(say("cek.pick", n=n), _data(catalog, [*talk.steps, mark])))
    return tuple(tuple(buttons[i : i + _IN_ROW]) for i in range(0, len(buttons), _IN_ROW))


def _ways(catalog: Catalog, talk: _Talk) -> Rows:
    unknown = Button(say("cek.unknown"), _data(catalog, [*talk.steps, _UNKNOWN]))
    if talk.group is not None:
        back = [Button(say("cek.back"), _data(catalog, talk.steps))]
    elif talk.steps:
        back = [Button(say("cek.back"), _data(catalog, talk.steps[:-1]))]
    else:
        back = []
    return ((*back, unknown), (Button(say("menu.back"), encode(Go("menu"))),))


def _again() -> tuple[Button, ...]:
    return (
        Button(say("cek.again"), encode(Go("cek"))),
        Button(say("menu.back"), encode(Go("menu"))),
    )


def _data(catalog: Catalog, steps: Sequence[str]) -> str:
    return encode(Ask(catalog.hash[:_STAMP], "".join(steps)))


def _letters(place: int) -> str:
    return _DIGITS[place // 36] + _DIGITS[place % 36]


def _at(items: Sequence[_T], step: str) -> _T | None:
    if len(step) != 2 or any(sign not in _DIGITS for sign in step):
        return None
    place = _DIGITS.index(step[0]) * 36 + _DIGITS.index(step[1])
    return items[place] if place < len(items) else None
