"""A signed message as a text: on paper, in a chat, as an argument of a command, in a QR code.

``NETRAL1-`` and base32 (RFC 4648) without padding of: 8 bytes that the key's id stands for, 64 of
the signature, the message. Base32 has no spaces and no signs that a shell or a chat would change,
small and capital letters mean the same, and a QR code keeps it in its alphanumeric mode: with 9
letters in 10 of what base45 could carry, which is worth that.
"""

from __future__ import annotations

import re
from base64 import b32decode, b32encode
from typing import Final

from bot.errors import SealError
from bot.seal.signing import Signature

PREFIX: Final = "NETRAL1-"
"""Another way to write a code would get another number."""

_KEY, _HEAD = 8, 72  # bytes of the key's id, and of that with the signature
_CODE = re.compile(rf"{PREFIX}[A-Z2-7]+", re.IGNORECASE)
_SHORTEST = 200  # letters; a shorter one was broken into lines
_CODE_BYTES = re.compile(rb"NETRAL1-[A-Z2-7]+")
_LONGEST = 8192  # letters; the longest that we write has about 700


def to_code(message: bytes, signature: Signature) -> str:
    """The text; :func:`from_code` is the inverse."""
    key = b32decode(_padded(signature.key))
    return PREFIX + _base32(key + signature.value + message)


def from_code(code: str) -> tuple[bytes, Signature]:
    """What was signed, and the signature; who signed is still to be verified.

    Spaces and line breaks do not count. Raises SealError for what is no code.
    """
    text = "".join(code.split()).upper()
    if not text.startswith(PREFIX) or len(text) > _LONGEST:
        raise SealError(f"a code begins with {PREFIX}")
    body = text.removeprefix(PREFIX)
    try:
        raw = b32decode(_padded(body))
    except ValueError:
        raise SealError("this code is cut off, or was copied wrongly") from None
    if len(raw) < _HEAD or _base32(raw) != body:  # else one certificate had several codes
        raise SealError("this code is cut off, or was copied wrongly")
    key = _base32(raw[:_KEY])
    return raw[_HEAD:], Signature(key, raw[_KEY:_HEAD])


def code_in(text: str) -> str | None:
    """The code in a text, such as an address or a message with line breaks in it, or None."""
    found = _CODE.search(text)
    if found is None or len(found[0]) < _SHORTEST:
        found = _CODE.search("".join(text.split()))
    return found[0].upper() if found else None


def codes_in(raw: bytes) -> list[str]:
    """The codes in the bytes of a file, each once: our PDF and PNG carry theirs as plain text."""
    return list(dict.fromkeys(code.decode() for code in _CODE_BYTES.findall(raw)))


def _base32(raw: bytes) -> str:
    return b32encode(raw).decode().rstrip("=")


def _padded(text: str) -> str:
    return text + "=" * (-len(text) % 8)
