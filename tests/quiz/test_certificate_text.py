"""What a certificate says is written in one way only, and nothing else is read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import CertificateError
from bot.quiz.certificate import from_message, read_serial, serial_from, shown
from tests.quiz.certificates import ANI

names = st.text(st.characters(categories=("L", "M", "Nd", "P", "Zs")), min_size=1, max_size=80)


def test_it_is_ten_lines_that_anybody_can_read() -> None:
    assert ANI.message().decode() == (
        "ABCDEFGH2345\nKOTA-1\ndasar\nAni Lestari, S.Sos.\n1234\n95\n1790000000\n1821536000\n"
        "128\n0123456789abcdef\n"
    )


@given(names, st.sampled_from(["", "0042"]), st.integers(0, 100), st.integers(0, 10**11))
def test_it_comes_back(name: str, nip: str, score: int, seconds: int) -> None:
    told = replace(ANI, name=name, nip=nip, score=score, issued=seconds * 1000)
    assert from_message(told.message()) == told


@given(st.binary(max_size=200))
def test_other_bytes_are_refused_and_nothing_else_happens(raw: bytes) -> None:
    with pytest.raises(CertificateError):
        from_message(raw)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n95\n", "\n095\n"),
        ("\n95\n", "\n+95\n"),
        ("\n95\n", "\n٩٥\n"),
        ("KOTA-1", "kota"),
        ("ABCDEFGH2345", "ABCDEFGH234"),
        ("\n1234\n", "\n123\n"),
        ("Ani Lestari, S.Sos.", ""),
        ("Ani Lestari", "Ani\rLestari"),
        ("0123456789abcdef\n", "0123456789abcdef"),
        ("0123456789abcdef\n", "0123456789abcdef\n\n"),
        ("0123456789abcdef", "0123456789ABCDEF"),
    ],
)
def test_the_same_in_another_writing_is_refused(old: str, new: str) -> None:
    text = ANI.message().decode()
    assert old in text
    with pytest.raises(CertificateError):
        from_message(text.replace(old, new).encode())


@pytest.mark.parametrize("name", ["Ani\nLestari", "Ani\u2028Lestari", ""])
def test_a_name_over_two_lines_is_never_written(name: str) -> None:
    with pytest.raises(CertificateError):
        replace(ANI, name=name).message()


def test_a_time_is_in_whole_seconds() -> None:
    with pytest.raises(CertificateError):
        replace(ANI, issued=1_790_000_000_001).message()


@given(st.text(max_size=20))
def test_a_serial_has_twelve_letters_and_is_read_however_it_was_typed(token: str) -> None:
    serial = serial_from(token)
    assert len(serial) == 12
    assert read_serial(shown(serial)) == serial
    assert read_serial(f" {shown(serial).lower().replace('-', ' ')} ") == serial
    mistaken = serial.replace("O", "0").replace("I", "1").replace("B", "8")
    assert read_serial(mistaken) == serial


@pytest.mark.parametrize(
    "text", ["", "ABCD-EFGH", "ABCD-EFGH-IJKL-MNOP", "ABCD-EFGH-IJK9", "ß" * 12]
)
def test_what_is_no_serial_is_none(text: str) -> None:
    assert read_serial(text) is None
