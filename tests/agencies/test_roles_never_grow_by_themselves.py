"""An invitation is of use to a person when it gives more than they have, and takes nothing."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agencies.agency import Office, Role
from bot.agencies.offices import Invitation, widens

TREE: dict[str | None, frozenset[str] | None] = {
    None: None,
    "A": frozenset({"A", "A1", "A2"}),
    "A1": frozenset({"A1"}),
    "A2": frozenset({"A2"}),
    "B": frozenset({"B"}),
}
ROLES: tuple[Role, ...] = ("petugas", "pengamat")
units = st.sampled_from(list(TREE))
roles = st.sampled_from(ROLES)


def offer(role: Role, unit: str | None) -> Invitation:
    return Invitation("h", "DEMO", role, unit, 9, 1, 1)


def rights(role: Role, unit: str | None) -> set[tuple[str, str]]:
    """All that an office allows, counted out: what one may do, and where."""
    places = {"", *["A", "A1", "A2", "B"]} if unit is None else {*(TREE[unit] or ())}
    doing = {"look", "manage"} if role == "petugas" else {"look"}
    return set(product(doing, places))


@given(roles, units, roles, units)
def test_exactly_what_allows_more_and_nothing_less_widens(
    role: Role, unit: str | None, other: Role, there: str | None
) -> None:
    now = Office(1, "DEMO", role, unit)
    more = rights(other, there) > rights(role, unit)
    assert widens(now, offer(other, there), TREE[there]) == more


@given(roles, units)
def test_whoever_has_nothing_is_given_anything(role: Role, unit: str | None) -> None:
    assert widens(None, offer(role, unit), TREE[unit])


@pytest.mark.parametrize("unit", ["A1", None])
def test_the_same_again_is_no_more(unit: str | None) -> None:
    assert not widens(Office(1, "DEMO", "petugas", unit), offer("petugas", unit), TREE[unit])
