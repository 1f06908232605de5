"""A signed message as text: it comes back whole, and there is one text for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SealError
from bot.seal.code import PREFIX, code_in, codes_in, from_code, to_code
from bot.seal.keys import SigningKey
from bot.seal.signing import CERTIFICATE, sign

KEY = SigningKey(bytes(range(32)))
messages = st.binary(max_size=120)
LONG = b"a message as long as those of certificates are, and somewhat longer than that"


def code_of(message: bytes) -> str:
    return to_code(message, sign(KEY, CERTIFICATE, message))


@given(messages)
def test_a_code_comes_back(message: bytes) -> None:
    assert from_code(code_of(message)) == (message, sign(KEY, CERTIFICATE, message))


@given(messages, st.integers(0, 400))
def test_spaces_and_small_letters_do_not_matter(message: bytes, place: int) -> None:
    code = code_of(message)
    broken = f" {code[:place]}\n {code[place:]}".lower()
    assert from_code(broken) == from_code(code)


@given(st.text(max_size=300))
def test_whatever_else_is_refused_and_nothing_else_happens(text: str) -> None:
    for tried in (text, PREFIX + text):
        with pytest.raises(SealError):
            from_code(tried)


@given(messages)
def test_no_other_text_stands_for_the_same(message: bytes) -> None:
    code = code_of(message)
    last = code[-1]
    same = 0
    for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567":
        if other != last:
            try:
                same += from_code(code[:-1] + other) == from_code(code)
            except SealError:
                continue
    assert same == 0


@pytest.mark.parametrize("form", ["{}", "Kode: {} .", "https://t.me/x?start=verifikasi_A#{}"])
def test_a_code_is_found_in_what_a_qr_reader_gives(form: str) -> None:
    code = code_of(LONG)
    assert code_in(form.format(code)) == code
    assert code_in(form.format(code.lower())) == code
    assert code_in(form.format(code + " terima kasih")) == code


def test_a_code_is_found_over_the_ends_of_lines() -> None:
    code = code_of(LONG)
    assert code_in("\n".join(code[at : at + 60] for at in range(0, len(code), 60))) == code
    assert code_in("tanpa kode") is None


def test_the_codes_of_a_file_are_found_among_its_bytes() -> None:
    one, other = code_of(b"one"), code_of(b"other")
    raw = b"\x89PNG\xff" + one.encode() + b"\0" + other.encode() + b"\n" + one.encode()
    assert codes_in(raw) == [one, other]
