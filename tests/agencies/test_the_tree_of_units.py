"""Units hang below each other to any depth, and a merged one leads to where it went."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agencies.agency import Agency, Unit
from bot.agencies.tree import Tree

KOTA = Agency("KOTA", "Pemerintah Kota Contoh")
SETDA = Unit("KOTA", "SETDA", "Sekretariat Daerah")
UMUM = Unit("KOTA", "UMUM", "Bagian Umum", "SETDA")
ARSIP = Unit("KOTA", "ARSIP", "Subbagian Arsip", "UMUM")
DINKES = Unit("KOTA", "DINKES", "Dinas Kesehatan", zone="WITA")
ALL = (SETDA, UMUM, ARSIP, DINKES)


def test_a_unit_has_what_is_right_below_it_sorted_by_name() -> None:
    tree = Tree(ALL)
    assert tree.children() == [DINKES, SETDA]
    assert tree.children("SETDA") == [UMUM]
    assert tree.children("ARSIP") == tree.children("GAIB") == []


def test_the_way_to_a_unit_begins_at_the_top() -> None:
    assert Tree(ALL).path("ARSIP") == [SETDA, UMUM, ARSIP]
    assert Tree(ALL).path("GAIB") == Tree(ALL).path(None) == []


def test_everything_below_a_unit_is_itself_and_all_depths() -> None:
    assert {unit.code for unit in Tree(ALL).below("SETDA")} == {"SETDA", "UMUM", "ARSIP"}


def test_a_closed_unit_is_not_offered_but_still_below() -> None:
    tree = Tree([SETDA, replace(UMUM, closed_at=5)])
    assert tree.children("SETDA") == []
    assert tree.open() == [SETDA]
    assert [unit.code for unit in tree.below("SETDA")] == ["SETDA", "UMUM"]


def test_a_unit_that_was_merged_leads_to_where_it_went_also_twice() -> None:
    tree = Tree(
        [
            SETDA,
            replace(UMUM, parent="DINKES", merged_into="DINKES", closed_at=5),
            replace(DINKES, parent="SETDA", merged_into="SETDA", closed_at=6),
        ]
    )
    assert tree.home("UMUM") == SETDA
    assert tree.home("SETDA") == SETDA
    assert tree.home("GAIB") is None


@pytest.mark.parametrize(
    ("code", "zone"), [("DINKES", "WITA"), ("ARSIP", "WIB"), (None, "WIB"), ("GAIB", "WIB")]
)
def test_the_zone_is_that_of_the_unit_or_of_what_it_is_part_of(code: str | None, zone: str) -> None:
    assert Tree(ALL).zone(KOTA, code) == zone


def test_an_agencys_zone_holds_where_no_unit_has_one() -> None:
    assert Tree(ALL).zone(replace(KOTA, zone="WIT"), "ARSIP") == "WIT"
    assert Tree(ALL).zone(replace(KOTA, zone="WIT"), "DINKES") == "WITA"


CODES = st.sampled_from("ABCDEF")


@given(st.dictionaries(CODES, st.none() | CODES, min_size=1))
def test_whatever_hangs_where_every_walk_ends(parents: dict[str, str | None]) -> None:
    units = [Unit("K", c, c, p, merged_into=p) for c, p in parents.items()]
    tree = Tree(units)
    for code in parents:
        assert tree.path(code)[-1].code == code
        assert code in {unit.code for unit in tree.below(code)}
        assert tree.home(code) is not None
