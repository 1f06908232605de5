"""Who may see an agency's numbers, and who may manage its training: decided at each tap, anew.

Whoever may not gets the same answer as for an agency that there is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.agencies.agency import Office
from bot.service.desk import Visit


@dataclass(frozen=True, slots=True)
class Scope:
    """What somebody may see: an agency, or a unit and all below; ``manages``: and change."""

    agency: str
    unit: str | None = None
    manages: bool = False


async def scopes(visit: Visit) -> list[Scope]:
    """Where the person holds an office, by agency. An operator need not hold any."""
    return [_scope(office) for office in await visit.desk.store.offices.of(visit.person.id)]


async def scope_of(visit: Visit, agency: str, *, manage: bool = False) -> Scope | None:
    """What the person may see of this agency, or with ``manage`` change; None when nothing, as
    when there is no such agency."""
    if visit.person.id in visit.desk.admins:
        found = await visit.desk.store.agencies.get(agency)
        return None if found is None else Scope(agency, None, manages=True)
    mine = {scope.agency: scope for scope in await scopes(visit)}
    scope = mine.get(agency)
    return None if scope is None or (manage and not scope.manages) else scope


def _scope(office: Office) -> Scope:
    return Scope(office.agency, None, manages=office.role == "petugas")
