"""Who has the key finds the same entry again; who has not finds nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.seal.hashes import entries, fingerprint, link_code

KEY, OTHER = b"k" * 32, b"o" * 32
DIGITS = st.from_regex(r"[0-9]{18}", fullmatch=True)


@given(DIGITS)
def test_an_entry_is_the_same_each_time_and_short_enough_for_a_button(digits: str) -> None:
    entry = entries(KEY, "DEMO")(digits)
    assert entry == entries(KEY, "DEMO")(digits)
    assert len(entry) == 22


@given(DIGITS)
def test_another_key_or_agency_gives_another_entry(digits: str) -> None:
    found = {entries(key, code)(digits) for key in (KEY, OTHER) for code in ("DEMO", "LAIN")}
    assert len(found) == 4


def test_a_link_is_another_one_after_each_claim_and_fits_a_start_parameter() -> None:
    codes = [link_code(KEY, "DEMO", "entry", round_) for round_ in (0, 0, 1)]
    assert codes[0] == codes[1] != codes[2]
    assert {len(code) for code in codes} == {20}
    assert codes[0] != link_code(OTHER, "DEMO", "entry", 0)


def test_a_fingerprint_tells_keys_apart_and_is_none_of_their_letters() -> None:
    assert fingerprint(KEY) != fingerprint(OTHER)
    assert KEY.hex() not in fingerprint(KEY)
