"""A typed name: what is one, how it is printed, and which two are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agencies.signature import refusal, same, tidy


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("  Ani   Lestari ", "Ani Lestari"),
        ("sri ayu lestari, s.sos.", "Sri Ayu Lestari, S.Sos."),
        ("ma'ruf al-amin (ir.)", "Ma'ruf Al-Amin (Ir.)"),
        ("Ani\n\tLestari", "Ani Lestari"),
        ("ANI LESTARI", "ANI LESTARI"),
        ("николай", "Николай"),
        ("e\u0301lise", "Élise"),
    ],
)
def test_a_name_is_printed_tidily(typed: str, printed: str) -> None:
    assert tidy(typed) == printed


@pytest.mark.parametrize("name", ["Ani", "Ng", "Н. Иванов", "O’Brien", "H. Ma'ruf, S.Pd.I/M.A."])
def test_names_are_taken(name: str) -> None:
    assert refusal(name) is None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "short"),
        ("A.", "short"),
        (" . ", "short"),
        ("Ani 2", "signs"),
        ("Ani 🌸", "signs"),
        ("<b>Ani</b>", "signs"),
        ("Ani\u202e", "signs"),
        ("=Ani", "signs"),
        ("A" * 81, "long"),
    ],
)
def test_what_is_no_name_is_refused(name: str, reason: str) -> None:
    assert refusal(name) == reason


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Ani Lestari, S.Sos.", "ani  lestari s.sos", True),
        ("ANI LESTARI", "Ani-Lestari", True),
        ("Ani 🌸", "ani", True),
        ("Ani", "Anni", False),
        ("Ani", "Ani Lestari", False),
        ("🌸", "", False),
        ("123", "456", False),
    ],
)
def test_capitals_spaces_and_signs_do_not_make_another_name(
    one: str, other: str, alike: bool
) -> None:
    assert same(one, other) is alike


@given(st.text(max_size=60))
def test_a_name_stays_the_same_when_it_is_tidied(typed: str) -> None:
    name = tidy(typed)
    assert tidy(name) == name
    assert refusal(name) is not None or same(name, typed)
