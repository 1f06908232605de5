"""Keyed hashes: who has the key can find somebody again, and nobody can turn a hash back.

A NIP has few possibilities, so a hash without a key would be no secret at all.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256


def entries(key: bytes, agency: str) -> Callable[[str], str]:
    """From the digits of a NIP to the entry of an agency's roster: 22 letters, 128 bits.

    Another agency's entry for the same NIP is another one, so rosters cannot be joined.
    """
    before = f"roster\0{agency}\0".encode()
    return lambda digits: _letters(hmac.digest(key, before + digits.encode(), "sha256")[:16])


def link_code(key: bytes, agency: str, entry: str, round_: int) -> str:
    """The code of an entry's personal link: 20 letters, 120 bits, the same each time it is asked
    for until the entry was claimed once more."""
    said = f"link\0{agency}\0{entry}\0{round_}".encode()
    return _letters(hmac.digest(key, said, "sha256")[:15])


def fingerprint(key: bytes) -> str:
    """By what a key is known again without being told: 16 letters."""
    return sha256(b"fingerprint\0" + key).hexdigest()[:16]


def _letters(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
