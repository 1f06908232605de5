"""Which unit a cell of a roster means: a code or a whole name, never the most similar one. Pure."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal, NamedTuple, TypeAlias

from bot.agencies.search import closest
from bot.agencies.tree import Tree

UnitFault: TypeAlias = Literal["unit_unknown", "unit_like", "unit_closed", "unit_twice"]


class Found(NamedTuple):
    """The code of a unit (None for an empty cell), or what is wrong, with the name of a unit that
    it resembles, if any."""

    code: str | None
    fault: UnitFault | None = None
    like: str = ""


class UnitCells:
    """Each text is looked up once: a roster has as many rows as people and far fewer units."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._found: dict[str, Found] = {"": Found(None)}
        self._codes = {unit.code.casefold(): unit.code for unit in tree.all()}
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        for unit in tree.all():
            home = tree.home(unit.code) or unit
            self._names[_plain(unit.name)].add(home.code)

    def find(self, cell: str) -> Found:
        """What the cell means; whatever was merged means where it went."""
        if cell not in self._found:
            self._found[cell] = self._look(cell)
        return self._found[cell]

    def _look(self, cell: str) -> Found:
        code = self._codes.get(cell.casefold())
        named = self._names.get(_plain(cell), set())
        if code is None and len(named) > 1:
            still = {one for one in named if self._is_open(one)}
            if len(still) != 1:
                return Found(None, "unit_twice")
            named = still
        if code is None and not named:
            return self._unknown(cell)
        home = self._tree.home(code or next(iter(named)))
        if home is None or home.closed_at is not None:
            return Found(None, "unit_closed")
        return Found(home.code)

    def _is_open(self, code: str) -> bool:
        unit = self._tree.get(code)
        return unit is not None and unit.closed_at is None

    def _unknown(self, cell: str) -> Found:
        names = {unit.code: unit.name for unit in self._tree.open()}
        for code in closest(cell, names, 1):
            return Found(None, "unit_like", f"{names[code]} ({code})")
        return Found(None, "unit_unknown")


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
