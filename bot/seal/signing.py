"""Signing and checking. A context keeps signatures for one thing from passing for another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from bot.errors import SealError
from bot.seal.keys import SigningKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Context: TypeAlias = Literal[b"netral/checkpoint/1", b"netral/certificate/1"]
CHECKPOINT: Final = b"netral/checkpoint/1"
CERTIFICATE: Final = b"netral/certificate/1"

Outcome: TypeAlias = Literal["good", "forged", "unknown-key"]
"""``forged``: the message, the signature or the key's id was altered."""


class Signature(NamedTuple):
    """The id of the key and Ed25519's 64 bytes."""

    key: str
    value: bytes


def sign(key: SigningKey, context: Context, message: bytes) -> Signature:
    """Signs the context, a line feed and the message; the same input gives the same bytes."""
    return Signature(key.id, key.private.sign(_framed(context, message)))


def verify(
    context: Context, message: bytes, signature: Signature, public_keys: Mapping[str, bytes]
) -> Outcome:
    """Whether the message was signed in this context with the key of that id among the known.

    Raises SealError when the known key itself is not one.
    """
    from cryptography.exceptions import InvalidSignature

    public = public_keys.get(signature.key)
    if public is None:
        return "unknown-key"
    try:
        _public(public).verify(signature.value, _framed(context, message))
    except InvalidSignature:
        return "forged"
    return "good"


def _framed(context: Context, message: bytes) -> bytes:
    # No context has a line feed, so none can be the begin of another with its message.
    return context + b"\n" + message


@lru_cache(maxsize=64)  # 10,000 certificates are checked with a handful of keys
def _public(public: bytes) -> Ed25519PublicKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        return Ed25519PublicKey.from_public_bytes(public)
    except ValueError:
        raise SealError("a public key is not one") from None
