"""Public keys as a file that other programs read too: PEM (RFC 7468) of SPKI (RFC 8410)."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from typing import Final

from bot.errors import SealError
from bot.seal.keys import SEED, key_id

_BEFORE: Final = bytes.fromhex("302a300506032b6570032100")
"""What DER has before the 32 bytes of an Ed25519 key (RFC 8410, section 4)."""

_BLOCK = re.compile(r"-----BEGIN PUBLIC KEY-----\s(.*?)-----END PUBLIC KEY-----", re.DOTALL)


def to_pem(public_keys: Iterable[bytes]) -> str:
    """One block for each key, with its id on the line above; text outside a block is allowed."""
    return "".join(_block(public) for public in public_keys)


def from_pem(text: str) -> dict[str, bytes]:
    """The keys of a file by their ids, which are computed, not read.

    Raises SealError when there is none, or one that is not Ed25519.
    """
    found = {}
    for block in _BLOCK.findall(text):
        try:
            der = b64decode("".join(block.split()), validate=True)
        except ValueError:
            der = b""
        public = der.removeprefix(_BEFORE)
        if len(public) != SEED or not der.startswith(_BEFORE):
            raise SealError("a key in this file is not an Ed25519 public key")
        found[key_id(public)] = public
    if not found:
        raise SealError("there is no public key in this file")
    return found


def _block(public: bytes) -> str:
    body = b64encode(_BEFORE + public).decode()
    return f"{key_id(public)}\n-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n"
