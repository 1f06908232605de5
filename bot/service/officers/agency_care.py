"""The operator's care of agencies and units: imported, renamed, merged, closed, with a trail.

How tallies follow: a unit keeps its code for ever, and attempts keep the unit in which they began.
A merged unit hangs below the one that it went into, closed; so the sum of a unit with all below it
has what was done in the units that went into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.agencies.agency import Agency, Unit
from bot.agencies.tree import Tree
from bot.errors import ListingError
from bot.service.campaigns import care as campaign_care
from bot.service.desk import Desk
from bot.service.officers.traces import trace
from bot.store.agencies import Imported
from bot.store.database import Step
from bot.store.trail import COMMAND_LINE, Deed, trail_step

NAME = 120  # letters of a name


async def import_listing(
    desk: Desk, agencies: Sequence[Agency], units: Sequence[Unit], by: int = COMMAND_LINE
) -> tuple[Imported, list[str]]:
    """Add and update what a list names; gives also the closed units in it, which stay as they are.

    Raises ListingError when a unit is to hang below one that is closed.
    """
    closed = await _closed(desk, agencies)
    problems = [
        f"unit {unit.code} of {unit.agency}: its parent {unit.parent} is closed"
        for unit in units
        if (unit.agency, unit.parent) in closed and (unit.agency, unit.code) not in closed
    ]
    if problems:
        raise ListingError(problems)
    traces = [
        trace(desk, agency.code, by, "agencies.import", units=_count(units, agency.code))
        for agency in agencies
    ]
    done = await desk.store.agencies.put(agencies, units, *map(trail_step, traces))
    kept = [f"{u.agency}/{u.code}" for u in units if (u.agency, u.code) in closed]
    return done, kept


async def units(desk: Desk, agency: str) -> list[Unit]:
    """Every unit of an agency. Raises ListingError when there is no such agency."""
    await agency_of(desk, agency)
    return await desk.store.agencies.units(agency)


async def rename(desk: Desk, agency: str, unit: str, name: str, by: int = COMMAND_LINE) -> str:
    """Give an agency (``unit`` empty) or a unit another name; gives the old one.

    Raises ListingError when there is none, or the name cannot be one.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= NAME:
        raise ListingError([f"a name has 1 to {NAME} letters"])
    old = (await _unit(desk, agency, unit)).name if unit else (await agency_of(desk, agency)).name
    step = _traced(desk, agency, by, "unit.rename", {"unit": unit, "from": old, "to": name})
    if unit:
        await desk.store.units.rename(agency, unit, name, step)
    else:
        await desk.store.units.rename_agency(agency, name, step)
    return old


async def merge(desk: Desk, agency: str, unit: str, into: str, by: int = COMMAND_LINE) -> None:
    """Close a unit and take its people and what hangs below it to another.

    Raises ListingError when one of the two is not there or closed.
    """
    await agency_of(desk, agency)
    tree = Tree(await desk.store.agencies.units(agency))
    for code in (unit, into):
        _open(tree, agency, code)
    if unit == into:
        raise ListingError([f"unit {unit} cannot be merged into itself"])
    below = into in {one.code for one in tree.below(unit)}
    step = _traced(desk, agency, by, "unit.merge", {"unit": unit, "into": into})
    also = [step, *await campaign_care.following(desk, agency, unit, into)]
    if not await desk.store.units.merge(agency, unit, into, desk.clock(), *also, below=below):
        raise ListingError(["the units changed in between; nothing was done"])


async def close(desk: Desk, agency: str, unit: str, by: int = COMMAND_LINE) -> None:
    """Close a unit: nobody new comes into it, and what was done in it stays.

    Raises ListingError when it is not there or closed, or has open units below it.
    """
    await agency_of(desk, agency)
    tree = Tree(await desk.store.agencies.units(agency))
    _open(tree, agency, unit)
    below = [one.code for one in tree.children(unit)]
    if below:
        told = f"unit {unit} has open units below it ({', '.join(below[:5])}); close them first"
        raise ListingError([told])
    step = _traced(desk, agency, by, "unit.close", {"unit": unit})
    if not await desk.store.units.close(agency, unit, desk.clock(), step):
        raise ListingError(["the unit changed in between; nothing was done"])


def _traced(desk: Desk, agency: str, by: int, action: Deed, detail: dict[str, str]) -> Step:
    return trail_step(trace(desk, agency, by, action, **detail))


async def _closed(desk: Desk, agencies: Iterable[Agency]) -> set[tuple[str, str | None]]:
    return {
        (unit.agency, unit.code)
        for agency in agencies
        for unit in await desk.store.agencies.units(agency.code)
        if unit.closed_at is not None
    }


async def agency_of(desk: Desk, code: str) -> Agency:
    """The agency of this code. Raises ListingError when there is none."""
    found = await desk.store.agencies.get(code)
    if found is None:
        raise ListingError([f"there is no agency {code}"])
    return found


async def _unit(desk: Desk, agency: str, code: str) -> Unit:
    await agency_of(desk, agency)
    found = await desk.store.agencies.unit(agency, code)
    if found is None:
        raise ListingError([f"agency {agency} has no unit {code}"])
    return found


def _open(tree: Tree, agency: str, code: str) -> None:
    unit = tree.get(code)
    if unit is None:
        raise ListingError([f"agency {agency} has no unit {code}"])
    if unit.closed_at is not None:
        raise ListingError([f"unit {code} is closed"])


def _count(units: Iterable[Unit], agency: str) -> int:
    return sum(unit.agency == agency for unit in units)
