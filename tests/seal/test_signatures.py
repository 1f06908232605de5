"""A signature proves one message in one context by one key, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SealError
from bot.seal.keys import KeptKey, SigningKey, key_id
from bot.seal.pem import from_pem, to_pem
from bot.seal.signing import CERTIFICATE, CHECKPOINT, Context, Signature, sign, verify

KEY, OTHER = SigningKey(bytes(range(32))), SigningKey(bytes(32))
KNOWN = {key.id: key.public for key in (KEY, OTHER)}
messages = st.binary(max_size=80)


@pytest.mark.parametrize(
    ("seed", "public"),
    [  # RFC 8032, 7.1, tests 1 to 3
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        ),
    ],
)
def test_the_public_key_is_that_of_the_standard(seed: str, public: str) -> None:
    assert SigningKey(bytes.fromhex(seed)).public.hex() == public


def test_an_id_is_thirteen_letters_and_never_changes() -> None:
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    # printf d75a98… | xxd -r -p | sha256sum | cut -c1-16 | xxd -r -p | base32
    assert key_id(public) == "EH7DDX5BKSRGC"


@given(messages)
def test_what_was_signed_is_good(message: bytes) -> None:
    signature = sign(KEY, CHECKPOINT, message)
    assert (signature.key, len(signature.value)) == (KEY.id, 64)
    assert verify(CHECKPOINT, message, signature, KNOWN) == "good"
    assert sign(KEY, CHECKPOINT, message) == signature


@given(messages, messages)
def test_another_message_is_forged(message: bytes, other: bytes) -> None:
    expected = "good" if message == other else "forged"
    assert verify(CHECKPOINT, other, sign(KEY, CHECKPOINT, message), KNOWN) == expected


@given(messages, st.integers(0, 511))
def test_a_changed_bit_of_the_signature_is_forged(message: bytes, bit: int) -> None:
    key, value = sign(KEY, CHECKPOINT, message)
    changed = bytearray(value)
    changed[bit // 8] ^= 1 << bit % 8
    assert verify(CHECKPOINT, message, Signature(key, bytes(changed)), KNOWN) == "forged"


@pytest.mark.parametrize("value", [b"", b"x", bytes(63), bytes(65)])
def test_a_signature_of_another_length_is_forged(value: bytes) -> None:
    assert verify(CHECKPOINT, b"m", Signature(KEY.id, value), KNOWN) == "forged"


@pytest.mark.parametrize(("signed", "read"), [(CHECKPOINT, CERTIFICATE), (CERTIFICATE, CHECKPOINT)])
def test_a_signature_in_one_context_is_none_in_another(signed: Context, read: Context) -> None:
    assert verify(read, b"m", sign(KEY, signed, b"m"), KNOWN) == "forged"


def test_a_context_cannot_be_made_up_inside_the_message() -> None:
    signature = sign(KEY, CHECKPOINT, b"\n" + CERTIFICATE + b"\nm")
    assert verify(CERTIFICATE, b"m", signature, KNOWN) == "forged"


def test_another_keys_signature_is_forged_and_an_unknown_keys_is_unknown() -> None:
    signature = sign(KEY, CHECKPOINT, b"m")
    assert verify(CHECKPOINT, b"m", signature._replace(key=OTHER.id), KNOWN) == "forged"
    assert verify(CHECKPOINT, b"m", signature, {OTHER.id: OTHER.public}) == "unknown-key"


def test_a_known_key_that_is_none_is_refused() -> None:
    with pytest.raises(SealError):
        verify(CHECKPOINT, b"m", sign(KEY, CHECKPOINT, b"m"), {KEY.id: b"short"})


@pytest.mark.parametrize("seed", [b"", bytes(31), bytes(33)])
def test_a_private_key_of_another_length_is_refused(seed: bytes) -> None:
    with pytest.raises(SealError):
        SigningKey(seed)


def test_a_private_key_is_never_shown() -> None:
    shown = repr(KEY) + repr(KeptKey(1, KEY.id, KEY.public, KEY.seed, 1))
    assert repr(KEY.seed) not in shown
    assert KEY.seed.hex() not in shown


def test_public_keys_come_back_from_a_file_by_their_ids() -> None:
    text = to_pem(KNOWN.values())
    assert from_pem(text) == KNOWN
    assert from_pem(text.replace("\n", "\r\n")) == KNOWN
    for key in KNOWN:
        assert f"{key}\n-----BEGIN PUBLIC KEY-----\n" in text


def test_other_programs_read_the_file() -> None:
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    loaded = load_pem_public_key(to_pem([KEY.public]).encode())
    assert loaded == KEY.private.public_key()


def test_an_id_that_was_changed_in_the_file_does_not_count() -> None:
    assert from_pem(to_pem([KEY.public]).replace(KEY.id, OTHER.id)) == {KEY.id: KEY.public}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "MCowBQYDK2VwAyEA",
        to_pem([KEY.public]).replace("MCow", "MCox"),
        to_pem([KEY.public]).replace("-----END", "AAAA\n-----END"),
        to_pem([KEY.public]).replace("MC", "M!"),
    ],
)
def test_a_file_without_a_good_key_is_refused(text: str) -> None:
    with pytest.raises(SealError):
        from_pem(text)
