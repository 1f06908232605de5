"""Keys: their ids, and what is kept of them."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.errors import SealError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SEED = 32
"""Bytes of a private key: the seed of RFC 8032, 5.1.5. A public key has as many."""


def key_id(public: bytes) -> str:
    """13 of ``A-Z2-7``: the first 8 bytes of the public key's SHA-256, base32 without padding."""
    return b32encode(sha256(public).digest()[:8]).decode().rstrip("=")


@dataclass(frozen=True)
class SigningKey:
    """A key that can sign. Raises SealError for a seed of another length."""

    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != SEED:
            raise SealError(f"a private key has {SEED} bytes")

    @cached_property
    def private(self) -> Ed25519PrivateKey:
        """What signs."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self.private.public_key().public_bytes_raw()

    @cached_property
    def id(self) -> str:
        """See :func:`key_id`."""
        return key_id(self.public)


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A key as the store has it; ``number`` counts from 1, ``made_at`` is ms since 1970 UTC.

    ``seed`` is None when the key is retired, or is kept in the settings instead.
    """

    number: int
    id: str
    public: bytes
    seed: bytes | None = field(repr=False)
    made_at: int
