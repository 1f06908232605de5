"""Choosing one of hundreds of units with a thumb: down the tree, page by page, or by typing."""

from __future__ import annotations

from bot.agencies.agency import Unit
from bot.agencies.tree import Tree
from bot.screens.screen import Button, Phrase, Rows, Screen, say
from bot.service.buttons import Action, InUnit, action, encode

LISTED = 8
"""Units on one screen: as many as a phone shows without scrolling."""


@action("ub")
class UnitsBelow(Action):
    """A page (from 0) of the units right below one; empty: of those at the top."""

    unit: str
    page: int


def choices(tree: Tree, shown: UnitsBelow, *before: Phrase) -> Screen:
    """The units right below one, itself first, and the ways up and on."""
    parent = tree.get(shown.unit)
    below = tree.children(parent.code if parent else None)
    page = min(shown.page, max(len(below) - 1, 0) // LISTED)
    there = below[page * LISTED : (page + 1) * LISTED]
    asked = [_asked(tree, parent)]
    if len(tree.open()) > LISTED:
        asked.append(say("units.or_type"))
    rows: list[tuple[Button, ...]] = [(_choice(tree, unit),) for unit in there]
    if parent is not None:
        rows.insert(0, (Button(say("units.this", name=parent.name), encode(InUnit(parent.code))),))
    turns = _turns(shown.unit, page, len(below))
    if parent is not None:
        above = parent.parent if tree.get(parent.parent) else None
        turns = (Button(say("units.up"), encode(UnitsBelow(above or "", 0))), *turns)
    return Screen((*before, *asked), (*rows, *((turns,) if turns else ()), no_unit()))


def found(tree: Tree, units: list[Unit]) -> Rows:
    """Buttons for what was found; of two with one name, each says what it is part of."""
    names = [unit.name for unit in units]
    rows = []
    for unit in units:
        parent = tree.get(unit.parent)
        label = say("plain", text=unit.name)
        if names.count(unit.name) > 1 and parent is not None:
            label = say("units.of", name=unit.name, parent=parent.name)
        rows.append((Button(label, encode(InUnit(unit.code))),))
    return (*rows, every(), no_unit())


def every() -> tuple[Button, ...]:
    """Back to all of them, when a search led nowhere."""
    return (Button(say("units.every"), encode(UnitsBelow("", 0))),)


def no_unit() -> tuple[Button, ...]:
    """For whoever finds theirs nowhere."""
    return (Button(say("register.no_unit"), encode(InUnit(""))),)


def _asked(tree: Tree, parent: Unit | None) -> Phrase:
    if parent is None:
        return say("register.unit")
    return say("units.below", path=" › ".join(unit.name for unit in tree.path(parent.code)))


def _choice(tree: Tree, unit: Unit) -> Button:
    if tree.children(unit.code):
        return Button(say("units.open", name=unit.name), encode(UnitsBelow(unit.code, 0)))
    return Button(say("plain", text=unit.name), encode(InUnit(unit.code)))


def _turns(unit: str, page: int, count: int) -> tuple[Button, ...]:
    turns = []
    if page > 0:
        turns.append(Button(say("units.before"), encode(UnitsBelow(unit, page - 1))))
    if (page + 1) * LISTED < count:
        turns.append(Button(say("units.after"), encode(UnitsBelow(unit, page + 1))))
    return tuple(turns)
