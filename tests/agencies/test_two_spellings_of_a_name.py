"""A person types their name as they write it, not as the list does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agencies.naming import same_name

LISTED = "Dr. H. Budi Santoso Wijaya, S.E., M.M."


@pytest.mark.parametrize(
    "typed",
    [
        "budi santoso wijaya",
        "BUDI SANTOSO WIJAYA, SE, MM",
        "Wijaya Budi Santoso",
        "Budi Santoso",
        "Budi S. Wijaya",
        "H. Budi S W",
        "Budi Santosa Wijaya",
        "Budi  Santoso-Wijaya S.E.",
        "budi santoso wijaya S. E",
    ],
)
def test_titles_case_order_initials_and_a_slip_do_not_count(typed: str) -> None:
    assert same_name(LISTED, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "Budi",
        "B S W",
        "Agus Santoso Wijaya",
        "Budi Hartono",
        "",
        ".",
        "S.E., M.M.",
        "Wijaya Wijaya",
    ],
)
def test_another_name_or_too_little_of_it_is_not_the_same(typed: str) -> None:
    assert not same_name(LISTED, typed)


@pytest.mark.parametrize(
    ("listed", "typed"),
    [
        ("Muhammad Yusuf", "M. Yusuf"),
        ("M. Yusuf", "Muhammad Yusuf"),
        ("Muh. Yusuf", "Mochamad Yusuf"),
        ("Suharto", "suharto"),
        ("Siti Aminah S.Pd", "Siti Aminah S.Pd.SD"),
        ("Ma'ruf Amri", "Maruf Amri"),
        ("Siti Aminah", "Hj. Siti Aminah, S.Pd"),
        ("Prof. Sari", "Sari"),
    ],
)
def test_the_ways_in_which_names_are_written_here(listed: str, typed: str) -> None:
    assert same_name(listed, typed)


NAMES = st.lists(
    st.sampled_from(["Rina", "Tono", "Wulandari", "Prasetyo", "Kusuma", "Siregar"]),
    min_size=1,
    max_size=4,
    unique=True,
).map(" ".join)


@given(NAMES, st.sampled_from(["", "Dr. ", "Hj. "]), st.sampled_from(["", ", S.H.", " S.Kom"]))
def test_every_name_is_the_same_as_itself_with_titles(name: str, before: str, after: str) -> None:
    assert same_name(before + name + after, name)
    assert same_name(name, before + name.upper() + after)


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_written_there_is_an_answer(listed: str, typed: str) -> None:
    assert same_name(listed, typed) in (True, False)
