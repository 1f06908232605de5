"""The list of provinces, as far as a content folder has one."""

from __future__ import annotations

from bot.agencies.provinces import Province
from bot.catalog.checks import check_files
from bot.catalog.gather import gather
from tests.catalog.small_content import raw, small

LIST = """\
provinces:
  - {id: "11", iso: ID-AC, name: Satu, zone: WIB, also: [Esa]}
  - {id: "12", iso: ID-SU, name: Dua, zone: WITA}
"""


def told(text: str) -> list[str]:
    found = check_files(raw({**small(), "provinces.yaml": text}))[1]
    return [f"{f.line} {f.code}" for f in found if f.path == "provinces.yaml"]


def test_a_folder_without_provinces_has_none() -> None:
    catalog = gather(raw(small())).catalog
    assert catalog is not None
    assert catalog.provinces == ()


def test_provinces_do_not_change_what_answers_depend_on() -> None:
    with_, without = (
        gather(raw({**small(), "provinces.yaml": LIST})).catalog,
        gather(raw(small())).catalog,
    )
    assert with_ is not None
    assert without is not None
    assert with_.provinces[0] == Province("11", "ID-AC", "Satu", "WIB", ("Esa",))
    assert with_.hash == without.hash


def test_a_right_list_has_no_findings() -> None:
    assert told(LIST) == []


def test_each_number_code_and_name_is_of_one_province() -> None:
    more = '  - {id: "11", iso: ID-XX, name: esa, zone: WIT}\n'
    assert told(LIST + more) == ["4 duplicate-province", "4 duplicate-province"]


def test_an_unknown_zone_and_a_bad_number_are_told() -> None:
    more = '  - {id: "1", iso: ID-XX, name: Tiga, zone: GMT}\n'
    assert {line.split()[0] for line in told(LIST + more)} == {"4"}
