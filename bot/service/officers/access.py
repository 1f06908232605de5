"""Who may see an agency's numbers, and who may manage its training: decided at each tap, anew.

Whoever may not gets the same answer as for an agency that there is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.agencies.agency import Office
from bot.service.desk import Desk, Visit


@dataclass(frozen=True, slots=True)
class Scope:
    """What somebody may see: an agency, or one unit of it and all below; ``manages``: and change.

    ``units`` are the codes of that unit and of all below it; None is the whole agency.
    """

    agency: str
    unit: str | None = None
    manages: bool = False
    units: frozenset[str] | None = None

    def covers(self, unit: str | None) -> bool:
        """Whether this unit is in it; None, what belongs to no unit, is in a whole agency only."""
        return self.units is None or unit in self.units


async def scopes(visit: Visit) -> list[Scope]:
    """Where the person holds an office, by agency. An operator need not hold any."""
    offices = await visit.desk.store.offices.of(visit.person.id)
    return [await _scope(visit.desk, office) for office in offices]


async def scope_of(visit: Visit, agency: str, *, manage: bool = False) -> Scope | None:
    """What the person may see of this agency, or with ``manage`` change; None when nothing, as
    when there is no such agency."""
    return await scope_for(visit.desk, visit.person.id, agency, manage=manage)


async def scope_for(desk: Desk, person: int, agency: str, *, manage: bool = False) -> Scope | None:
    """The same for somebody who is not here now."""
    if person in desk.admins:
        found = await desk.store.agencies.get(agency)
        return None if found is None else Scope(agency, None, manages=True)
    held = {office.agency: office for office in await desk.store.offices.of(person)}
    office = held.get(agency)
    if office is None or (manage and office.role != "petugas"):
        return None
    return await _scope(desk, office)


async def below(desk: Desk, agency: str, unit: str | None) -> frozenset[str] | None:
    """A unit and all units below it; None for a whole agency."""
    if unit is None:
        return None
    return await desk.store.agencies.below(agency, unit) | {unit}


async def _scope(desk: Desk, office: Office) -> Scope:
    units = await below(desk, office.agency, office.unit)
    return Scope(office.agency, office.unit, office.role == "petugas", units)
