"""All agencies as sheets: ranked, and summed up by province for a map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.agencies.agency import Agency
from bot.agencies.provinces import Province
from bot.exports.sheet import Cell, Column, Sheet
from bot.screens.screen import Phrase, say
from bot.store.tallies import Total

_NUMBERS = ("headcount", "registered", "started", "completed", "passed")


def national_sheets(
    agencies: Iterable[Agency],
    totals: Iterable[Total],
    provinces: Mapping[str, Province],
    words: Callable[[Phrase], str],
) -> tuple[Sheet, Sheet]:
    """Agencies, those where most completed first; and every province by its number, with zeros
    where there is none, and at the end agencies of no province."""
    known = {agency.code: agency for agency in agencies}
    ranked = sorted(
        (total for total in totals if total.agency in known),
        key=lambda one: (-one.completed, -one.registered, one.agency),
    )

    def column(name: str, *, text: bool = False, width: int = 12) -> Column:
        return Column(words(say(f"export.column.{name}")), "text" if text else "whole", width)

    numbers = [column(name) for name in _NUMBERS]
    numbers.append(Column(words(say("export.column.share")), "percent", 12))
    place = [column("province", text=True), column("province_name", text=True, width=28)]
    agency = [column("agency", text=True), column("agency_name", text=True, width=36)]
    return (
        Sheet(
            words(say("export.view.agencies")),
            (column("rank"), *agency, *place, *numbers),
            _by_agency(known, ranked, provinces),
        ),
        Sheet(
            words(say("export.view.provinces")),
            (place[0], column("iso", text=True), place[1], column("agencies"), *numbers),
            _by_province(known, ranked, provinces),
        ),
    )


def _by_agency(
    known: Mapping[str, Agency], ranked: Sequence[Total], provinces: Mapping[str, Province]
) -> list[Sequence[Cell]]:
    return [
        (rank, *_named(known[one.agency], provinces), *_counted(known, [one]))
        for rank, one in enumerate(ranked, start=1)
    ]


def _by_province(
    known: Mapping[str, Agency], ranked: Sequence[Total], provinces: Mapping[str, Province]
) -> list[Sequence[Cell]]:
    return [
        (*_place(code, provinces), len(mine), *_counted(known, mine))
        for code in (*sorted(provinces), "")
        for mine in [[one for one in ranked if (known[one.agency].province or "") == code]]
        if code or mine
    ]


def _named(agency: Agency, provinces: Mapping[str, Province]) -> tuple[Cell, ...]:
    province = provinces.get(agency.province or "")
    return agency.code, agency.name, agency.province, province.name if province else None


def _place(code: str, provinces: Mapping[str, Province]) -> tuple[Cell, ...]:
    province = provinces.get(code)
    return (code, province.iso, province.name) if province else (None, None, None)


def _counted(known: Mapping[str, Agency], totals: Sequence[Total]) -> tuple[Cell, ...]:
    """The share is of the headcount where every agency told one, else nothing."""
    said = [known[one.agency].headcount for one in totals]
    whole = sum(one or 0 for one in said)
    completed = sum(one.completed for one in totals)
    return (
        whole or None,
        sum(one.registered for one in totals),
        sum(one.started for one in totals),
        completed,
        sum(one.passed for one in totals),
        completed / whole if whole and all(said) else None,
    )
