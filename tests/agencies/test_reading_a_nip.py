"""A NIP is checked digit by digit, and one that a spreadsheet damaged is never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agencies.nip import Nip, read_nip

PNS = "198001012005011001"
PPPK = "198801012022212003"


@st.composite
def nips(draw: st.DrawFn) -> str:
    """Any NIP of a permanent or a contract civil servant."""
    born = draw(st.dates(date(1940, 1, 1), date(2008, 12, 31)))
    year = born.year + draw(st.integers(15, 60))
    month = draw(st.integers(1, 12) | st.integers(21, 40))
    rest = draw(st.integers(1, 999))
    return f"{born:%Y%m%d}{year}{month:02}{draw(st.sampled_from('12'))}{rest:03}"


@given(nips())
def test_every_right_nip_is_read(digits: str) -> None:
    assert read_nip(digits) == Nip(digits)


@given(nips(), st.lists(st.tuples(st.integers(0, 18), st.sampled_from(" .'’\u00a0-"))))
def test_what_people_put_between_the_digits_does_not_count(
    digits: str, extra: list[tuple[int, str]]
) -> None:
    written = digits
    for place, sign in extra:
        written = written[:place] + sign + written[place:]
    assert read_nip(written) == Nip(digits)


@given(nips())
def test_a_number_of_a_spreadsheet_is_refused_whatever_it_was(digits: str) -> None:
    as_number = float(digits)
    for written in (f"{as_number:.2E}", f"{as_number:.2E}".replace(".", ","), repr(as_number)):
        assert read_nip(written) == "nip_exponent"
    assert read_nip(digits[:15] + "000") == "nip_lost"


@given(st.text(max_size=30))
def test_whatever_stands_in_the_cell_it_is_a_nip_or_a_fault(cell: str) -> None:
    found = read_nip(cell)
    assert isinstance(found, str) or read_nip(found.digits) == found


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("", "nip_empty"),
        (" ' ", "nip_empty"),
        ("1,98E+17", "nip_exponent"),
        ("1.98001012005011E+17", "nip_exponent"),
        ("2E17", "nip_exponent"),
        ("Budi", "nip_letters"),
        ("19800101200501100l", "nip_letters"),
        ("１９８００１０１２００５０１１００１", "nip_letters"),
        ("130123456", "nip_old"),
        (PNS[:-1], "nip_length"),
        (PNS + "0", "nip_length"),
        ("198013012005011001", "nip_birth"),
        ("198102292005011001", "nip_birth"),
        ("080001012005011001", "nip_birth"),
        ("198001012005131001", "nip_appointed"),
        ("198001012005001001", "nip_appointed"),
        ("198001011990011001", "nip_young"),
        ("198001019905011001", "nip_young"),
        ("198001012005013001", "nip_sex"),
        ("198001012005011000", "nip_lost"),
    ],
)
def test_each_fault_has_its_name(cell: str, fault: str) -> None:
    assert read_nip(cell) == fault


@pytest.mark.parametrize("cell", [f'="{PNS}"', f"'{PNS}", "19800101 200501 1 001", f"{PNS}\n"])
def test_the_ways_in_which_offices_keep_a_spreadsheet_away_are_understood(cell: str) -> None:
    assert read_nip(cell) == Nip(PNS)


def test_a_contract_civil_servants_number_counts_contracts_instead_of_months() -> None:
    assert read_nip(PPPK) == Nip(PPPK)


def test_a_nip_shows_no_more_than_its_last_four_digits() -> None:
    found = read_nip(PNS)
    assert isinstance(found, Nip)
    assert found.last_four == "1001"
    assert repr(found) == str(found) == "Nip(…1001)"
