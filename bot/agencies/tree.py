"""The units of one agency as a tree of any depth. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.agencies.agency import Agency, Unit, Zone


class Tree:
    """Built from all units of an agency, closed ones too. Lists come sorted by name."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = {unit.code: unit for unit in units}
        self._children: dict[str | None, list[Unit]] = {}
        for unit in sorted(
            self._units.values(), key=lambda unit: (unit.name.casefold(), unit.code)
        ):
            above = unit.parent if unit.parent in self._units else None
            self._children.setdefault(above, []).append(unit)

    def get(self, code: str | None) -> Unit | None:
        """The unit with this code."""
        return self._units.get(code or "")

    def all(self) -> list[Unit]:
        """Every unit, by code."""
        return [self._units[code] for code in sorted(self._units)]

    def open(self) -> list[Unit]:
        """Every unit that is not closed, by code."""
        return [unit for unit in self.all() if unit.closed_at is None]

    def children(self, code: str | None = None) -> list[Unit]:
        """The open units right below a unit, or at the top."""
        return [unit for unit in self._children.get(code, ()) if unit.closed_at is None]

    def path(self, code: str | None) -> list[Unit]:
        """From the top down to the unit, which is the last. Circles end where they close."""
        way: list[Unit] = []
        unit = self.get(code)
        while unit is not None and unit not in way:
            way.append(unit)
            unit = self.get(unit.parent)
        return way[::-1]

    def below(self, code: str) -> Iterator[Unit]:
        """The unit and everything below it, closed units too."""
        seen: set[str] = set()
        waiting = [unit for unit in (self.get(code),) if unit is not None]
        while waiting:
            unit = waiting.pop()
            if unit.code not in seen:
                seen.add(unit.code)
                yield unit
                waiting += self._children.get(unit.code, ())

    def home(self, code: str | None) -> Unit | None:
        """The unit, or the one that it went into, if that was merged on also there."""
        unit, seen = self.get(code), set[str]()
        while unit is not None and unit.code not in seen and unit.merged_into in self._units:
            seen.add(unit.code)
            unit = self.get(unit.merged_into)
        return unit

    def zone(self, agency: Agency, code: str | None) -> Zone:
        """The time zone of a unit: its own, else that of what it is part of."""
        zones = [unit.zone for unit in self.path(code)[::-1]]
        return next((zone for zone in (*zones, agency.zone) if zone), "WIB")
