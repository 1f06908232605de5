"""Agencies and their units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.agencies.agency import Agency, Unit, Zone
from bot.store.database import Args, Database, Row, Step, Value


@dataclass(frozen=True, slots=True)
class Changes:
    """How many of the imported rows were new, changed, or as they were."""

    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    agencies: Changes
    units: Changes


class Agencies:
    """Lists come sorted by code, so that both databases agree."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[Agency]:
        """Every agency."""
        rows = await self._database.fetch("agencies_all")
        return sorted((Agency(*row) for row in rows), key=lambda agency: agency.code)

    async def get(self, code: str) -> Agency | None:
        """The agency with this code."""
        rows = await self._database.fetch("agency_get", agency=code)
        return Agency(*rows[0]) if rows else None

    async def units(self, code: str) -> list[Unit]:
        """The units of the agency with this code."""
        rows = await self._database.fetch("agency_units", agency=code)
        return sorted((Unit(*row) for row in rows), key=lambda unit: unit.code)

    async def unit(self, agency: str, code: str) -> Unit | None:
        """One unit of one agency."""
        rows = await self._database.fetch("agency_unit", agency=agency, code=code)
        return Unit(*rows[0]) if rows else None

    async def below(self, agency: str, unit: str) -> frozenset[str]:
        """The codes of a unit and of all units below it; of none that is not there."""
        rows = await self._database.fetch("units_and_below", agency=agency, unit=unit)
        return frozenset(row["code"] for row in rows)

    async def zone(self, agency: str, unit: str | None = None) -> Zone | None:
        """The time zone of a unit's people: its own, else that of what it is part of, else that
        of the agency, if it has one."""
        rows = await self._database.fetch("zone_of", agency=agency, unit=unit)
        zone: Zone | None = rows[0]["zone"] if rows else None
        return zone

    async def put(
        self, agencies: Iterable[Agency], units: Iterable[Unit] = (), *also: Step
    ) -> Imported:
        """Add the new and update the known, all or none; of two with one code the last counts.
        ``also`` is done with it.

        What is None leaves what is known of kind, zone, province and headcount; a closed unit
        stays as it is.
        Raises StoreError when a unit's agency is neither known nor among ``agencies``.
        """
        # In the order of the codes, so that two imports at once never wait for each other.
        named = sorted({agency.code: agency for agency in agencies}.items())
        parts = sorted({(unit.agency, unit.code): unit for unit in units}.items())
        agency_args: list[Args] = [{"code": code, "name": a.name, **_about(a)} for code, a in named]
        unit_args: list[Args] = [
            {"agency": u.agency, "code": u.code, "name": u.name, "parent": u.parent, **_about(u)}
            for _, u in parts
        ]
        agency_changed, agency_new, unit_changed, unit_new, *_ = await self._database.write(
            Step("agency_change", agency_args),
            Step("agency_add", agency_args),
            Step("unit_change", unit_args),
            Step("unit_add", unit_args),
            *also,
        )
        return Imported(
            _count(agency_args, agency_new, agency_changed),
            _count(unit_args, unit_new, unit_changed),
        )


def _about(one: Agency | Unit) -> dict[str, Value]:
    return {
        "kind": one.kind,
        "zone": one.zone,
        "province": one.province,
        "headcount": one.headcount,
    }


def _count(given: Sequence[Args], new: Sequence[Row], changed: Sequence[Row]) -> Changes:
    return Changes(len(new), len(changed), len(given) - len(new) - len(changed))
