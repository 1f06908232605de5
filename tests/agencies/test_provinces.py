"""A province is found by its number, its code, or a name that offices write."""

from __future__ import annotations

import pytest

from bot.agencies.provinces import Province, find

JAKARTA = Province("31", "ID-JK", "Daerah Khusus Jakarta", "WIB", ("DKI Jakarta", "DKJ"))
PAPUA = Province("91", "ID-PA", "Papua", "WIT")
SELATAN = Province("93", "ID-PS", "Papua Selatan", "WIT")
ALL = (JAKARTA, PAPUA, SELATAN)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("31", JAKARTA),
        ("dki jakarta", JAKARTA),
        ("D.K.I. Jakarta", JAKARTA),
        ("Provinsi Papua", PAPUA),
        ("PAPUA", PAPUA),
        ("papua selatan", SELATAN),
        ("id-ps", SELATAN),
        ("Papua Sel", None),
        ("", None),
    ],
)
def test_only_the_whole_name_counts(text: str, found: Province | None) -> None:
    assert find(text, ALL) == found
