"""An agency's numbers as sheets, in the words of whoever reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

from bot.agencies.agency import Unit
from bot.agencies.campaign import STATUSES
from bot.agencies.days import clock_of, day_of
from bot.agencies.release import Weak
from bot.agencies.tally import MonthCount
from bot.exports.sheet import Cell, Column, Kind, Sheet
from bot.screens.screen import Phrase, say
from bot.service.recap.numbers import Numbers, Standing
from bot.store.recaps import Listed, Times

View: TypeAlias = Literal["summary", "units", "months", "people", "campaigns", "weak"]
VIEWS: tuple[View, ...] = get_args(View)
Words: TypeAlias = Callable[[Phrase], str]


@dataclass(frozen=True, slots=True)
class Author:
    """Makes the sheets of one agency; ``titles`` are those of modules, ``order`` lists the modules
    that have columns of their own."""

    found: Numbers
    words: Words
    titles: Mapping[str, str]

    def sheet(self, view: View, columns: Iterable[Column], rows: Iterable[Sequence[Cell]]) -> Sheet:
        """A sheet under the name of its view."""
        return Sheet(self.words(say(f"export.view.{view}")), tuple(columns), rows)

    def column(self, name: str, kind: Kind = "whole", width: int = 12) -> Column:
        """A column under the heading that content/text has for it."""
        return Column(self.words(say(f"export.column.{name}")), kind, width)

    def text(self, name: str, width: int = 24) -> Column:
        """A column of texts."""
        return self.column(name, "text", width)

    def day(self, at: int | None) -> date | None:
        """The day of a moment, by the agency's clock."""
        return None if at is None else day_of(at, clock_of(self.found.agency.zone or "WIB"))

    def title(self, module: str) -> str:
        """A module as people know it."""
        return self.titles.get(module, module)

    def summary(self) -> Sheet:
        """A row for each module."""
        found, whole = self.found, self.found.headcount
        numbers = ("headcount", "registered", "in_progress", "completed", "passed")
        rows = [
            (
                self.title(name),
                whole,
                found.registered,
                sums.in_progress,
                sums.completed,
                sums.passed,
                sums.completed / whole if whole else None,
            )
            for name, sums in found.modules.items()
        ]
        nothing = (None, whole, found.registered, 0, 0, 0, 0.0 if whole else None)
        columns = (
            self.text("module"),
            *(self.column(name) for name in numbers),
            self.column("share", "percent"),
        )
        return self.sheet("summary", columns, rows or [nothing])

    def units(self) -> Sheet:
        """A row for each unit and module: by itself, and with all below it."""
        own = ("registered", "in_progress", "completed", "passed")
        columns = (
            self.text("module"),
            self.text("unit", 12),
            self.text("unit_name"),
            self.text("parent", 12),
            self.column("headcount"),
            *(self.column(name) for name in own),
            *(self.column(f"{name}_below") for name in own),
        )
        return self.sheet("units", columns, self._units())

    def _units(self) -> Iterator[Sequence[Cell]]:
        units = {unit.code: unit for unit in self.found.units}
        for name in self.found.modules or [""]:
            rollup = self.found.rollup(name)
            for code, here in rollup.everything(self.found.scope.units):
                whole = rollup.whole(code) if code else here
                yield (
                    self.title(name),
                    code,
                    *_about(units.get(code or "")),
                    *(here.registered, here.in_progress, here.completed, here.passed),
                    *(whole.registered, whole.in_progress, whole.completed, whole.passed),
                )

    def months(self, months: Iterable[MonthCount]) -> Sheet:
        """A row for each month and module."""
        numbers = (self.column(name) for name in ("started", "completed", "passed"))
        columns = (self.column("month", "date"), self.text("module"), *numbers)
        every = self.words(say("export.every_module"))
        rows = [
            (
                date(one.month // 100, one.month % 100, 1),
                self.title(one.module) if one.module else every,
                one.started,
                one.completed,
                one.passed,
            )
            for one in months
        ]
        return self.sheet("months", columns, rows)

    def people(self, listed: Iterable[Listed]) -> Sheet:
        """A row for each person of the roster; three columns for each module. Never answers."""
        columns = [
            self.text("name", 30),
            self.text("last_four", 8),
            self.text("unit", 12),
            self.text("unit_name"),
            self.column("registered_on", "date"),
        ]
        for module in self.titles.values():
            columns.append(Column(module, "text", 18))
            for name in ("completed_on", "passed_on"):
                heading = self.words(say(f"export.column.{name}"))
                columns.append(Column(f"{module}: {heading}", "date", 14))
        return self.sheet("people", columns, self._people(listed))

    def _people(self, listed: Iterable[Listed]) -> Iterator[Sequence[Cell]]:
        names = {unit.code: unit.name for unit in self.found.units}
        for one in listed:
            if self.found.scope.covers(one.unit):
                taken = [cell for name in self.titles for cell in self._taken(one, name)]
                unit = names.get(one.unit or "")
                yield (
                    *(one.name, one.last_four, one.unit, unit, self.day(one.registered_at)),
                    *taken,
                )

    def _taken(self, one: Listed, module: str) -> Sequence[Cell]:
        times = one.taken.get(module)
        standing = "unclaimed" if one.registered_at is None else _standing(times)
        words = self.words(say(f"export.standing.{standing}"))
        if times is None:
            return words, None, None
        return words, self.day(times.completed_at), self.day(times.passed_at)

    def campaigns(self, standings: Iterable[Standing]) -> Sheet:
        """A row for each campaign that has begun."""
        columns = (
            self.text("module"),
            self.column("begins", "date"),
            self.column("due", "date"),
            self.column("people"),
            *(self.column(f"status_{status}") for status in STATUSES),
        )
        rows = [
            (
                self.title(one.campaign.module),
                self.day(one.campaign.starts_at),
                self.day(one.campaign.due_at - 1),
                one.now.total(),
                *(one.now[status] for status in STATUSES),
            )
            for one in standings
        ]
        return self.sheet("campaigns", columns, rows)

    def weak(self, weak: Iterable[Weak], rules: Mapping[str, str]) -> Sheet:
        """A row for each rule, as far as it may be told."""
        columns = (
            self.text("rule", 60),
            self.column("asked"),
            self.column("misjudged"),
            self.column("share_misjudged", "percent"),
        )
        rows = [
            (rules.get(one.rule, one.rule), one.asked, one.misjudged, one.share) for one in weak
        ]
        return self.sheet("weak", columns, rows)


def _about(unit: Unit | None) -> tuple[Cell, Cell, Cell]:
    return (None, None, None) if unit is None else (unit.name, unit.parent, unit.headcount)


def _standing(times: Times | None) -> str:
    if times is None:
        return "not_started"
    if times.passed_at is not None:
        return "passed"
    return "completed" if times.completed_at is not None else "in_progress"
