"""The database finds a unit's time zone as the tree of units does, whatever the tree."""

from __future__ import annotations

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.agencies.agency import ZONES, Agency, Unit, Zone
from bot.agencies.tree import Tree
from bot.store.store import Store

_AGENCIES = count(1)
SIZE = 5

zones: st.SearchStrategy[Zone | None] = st.sampled_from((None, None, *ZONES))
parents = st.none() | st.integers(0, SIZE).map(str)  # some go round in circles, or lead nowhere
trees = st.lists(st.tuples(parents, zones), max_size=SIZE)


@given(zones, trees)
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_it_is_its_own_or_that_of_what_it_is_part_of(
    store: Store, zone: Zone | None, tree: list[tuple[str | None, Zone | None]]
) -> None:
    agency = Agency(f"Z{next(_AGENCIES)}", "Instansi", zone=zone)
    units = [
        Unit(agency.code, str(n), f"Unit {n}", parent, zone=own)
        for n, (parent, own) in enumerate(tree)
    ]
    await store.agencies.put([agency], units)
    known = Tree(units)
    for code in (None, "GAIB", *(unit.code for unit in units)):
        found = await store.agencies.zone(agency.code, code)
        assert (found or "WIB") == known.zone(agency, code), code


async def test_an_agency_without_one_has_none_and_so_has_what_is_not_there(store: Store) -> None:
    assert await store.agencies.zone("DEMO") is None
    assert await store.agencies.zone("GAIB", "UMUM") is None


async def test_it_is_not_that_of_another_agencys_unit(store: Store) -> None:
    await store.agencies.put([], [Unit("LAIN", "UMUM", "Bagian Umum", zone="WIT")])
    assert await store.agencies.zone("DEMO", "UMUM") is None
    assert await store.agencies.zone("LAIN", "UMUM") == "WIT"
