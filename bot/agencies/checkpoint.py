"""A checkpoint: the signed end of an agency's chain at one moment.

An agency keeps it where we cannot reach it. Whatever the chain has later must continue it.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any, Final

from bot.errors import LedgerError

TYPE: Final = "netral/checkpoint/1"
"""What such a line says of itself, and the first line of what is signed."""

_KEYS = ("agency", "at", "hash", "key", "number", "signature", "type")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """``number`` and ``hash`` are those of the last entry, ``at`` is when it was signed (ms since
    1970 UTC), ``key`` the id of the key. ``signature`` is Ed25519's, 64 bytes (RFC 8032).
    """

    agency: str
    number: int
    hash: str
    at: int
    key: str
    signature: bytes = b""

    @property
    def message(self) -> bytes:
        """What is signed, after the context: agency, number, hash, time and key, each a line."""
        return f"{self.agency}\n{self.number}\n{self.hash}\n{self.at}\n{self.key}\n".encode()

    def line(self) -> str:
        """The file's only line."""
        told = {
            "type": TYPE,
            "agency": self.agency,
            "number": self.number,
            "hash": self.hash,
            "at": self.at,
            "key": self.key,
            "signature": b64encode(self.signature).decode(),
        }
        return json.dumps(told, sort_keys=True, separators=(",", ":"))


def read_checkpoint(line: str) -> Checkpoint:
    """The inverse of :meth:`Checkpoint.line`; spaces around are allowed, nothing else.

    Raises LedgerError.
    """
    try:
        told = json.loads(line)
        if not isinstance(told, dict) or tuple(sorted(told)) != _KEYS or told["type"] != TYPE:
            raise LedgerError("this is not a checkpoint of this program")
        found = _from(told)
    except (ValueError, TypeError, RecursionError):
        raise LedgerError("this is not a checkpoint of this program") from None
    if found.line() != line.strip():
        raise LedgerError("this checkpoint is not written as this program writes it")
    return found


def _from(told: dict[str, Any]) -> Checkpoint:
    """Raises ValueError or TypeError."""
    forms = {
        "agency": r"[A-Z0-9][A-Z0-9-]{0,19}",
        "hash": r"[0-9a-f]{64}",
        "key": r"[A-Z2-7]{13}",
    }
    for name, form in forms.items():
        if not re.fullmatch(form, told[name]):
            raise ValueError(name)
    for name in ("number", "at"):
        if type(told[name]) is not int or told[name] < 1:
            raise ValueError(name)
    signature = b64decode(told["signature"], validate=True)
    return Checkpoint(
        told["agency"], told["number"], told["hash"], told["at"], told["key"], signature
    )
