"""What a certificate says, as the text that is signed.

Ten lines of UTF-8, each ended by a line feed: serial, agency, module, name, last four digits of
the NIP (or nothing), score, issued, valid until (both seconds since 1970 UTC), and the number and
the first quarter of the hash of the completion's entry in the agency's ledger. So each certificate
in somebody's hands is a witness of the chain up to that entry as well. Only one text says the same
thing.
"""

from __future__ import annotations

import re
from base64 import b32encode
from dataclasses import astuple, dataclass, replace
from hashlib import sha256
from typing import Final

from bot.errors import CertificateError

SERIAL: Final = 12
"""Letters of a serial: 60 bits, so that nobody finds one by guessing."""
NAME: Final = 80
"""Letters of a name at most: two lines on the paper, and a QR code that phones still read."""
HASH: Final = 16
"""How many of the 64 letters of an entry's hash a certificate carries."""

SECOND: Final = 1000

_FORMS: Final = {
    "serial": rf"[A-Z2-7]{{{SERIAL}}}",
    "agency": r"[A-Z0-9][A-Z0-9-]{0,19}",
    "module": r"[a-z0-9][a-z0-9_-]{0,59}",
    "name": r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]+",
    "nip": r"(\d{4})?",
    "score": r"\d{1,3}",
    "issued": r"\d{1,12}",
    "valid_until": r"\d{1,12}",
    "entry": r"\d{1,15}",
    "hash": rf"[0-9a-f]{{{HASH}}}",
}
_LOOKALIKES = str.maketrans("018", "OIB")  # base32 has none of these digits


@dataclass(frozen=True, slots=True)
class Certificate:
    """``issued`` and ``valid_until`` are ms since 1970 UTC, in whole seconds; ``score`` is of 100;
    ``nip`` has the last four digits or is empty; ``entry`` and ``hash`` are of the completion.
    """

    serial: str
    agency: str
    module: str
    name: str
    nip: str
    score: int
    issued: int
    valid_until: int
    entry: int
    hash: str

    def message(self) -> bytes:
        """What is signed. Raises CertificateError for a field that cannot be read back."""
        message = "".join(f"{text}\n" for text in self.lines()).encode()
        if from_message(message) != self:
            raise CertificateError("a field of this certificate cannot be written")
        return message

    def lines(self) -> list[str]:
        """The fields as they are written."""
        in_seconds = replace(
            self, issued=self.issued // SECOND, valid_until=self.valid_until // SECOND
        )
        return [str(value) for value in astuple(in_seconds)]


def from_message(message: bytes) -> Certificate:
    """The inverse of :meth:`Certificate.message`. Raises CertificateError for anything else."""
    try:
        lines = message.decode().split("\n")
    except UnicodeDecodeError:
        raise CertificateError("this is not a certificate of this program") from None
    told = dict(zip(_FORMS, lines, strict=False))
    if len(lines) != len(_FORMS) + 1 or lines[-1]:
        raise CertificateError("this is not a certificate of this program")
    for name, form in _FORMS.items():
        if re.fullmatch(form, told[name], re.ASCII) is None:
            raise CertificateError(f"the {name} of this certificate is not one")
    found = Certificate(
        serial=told["serial"],
        agency=told["agency"],
        module=told["module"],
        name=told["name"],
        nip=told["nip"],
        score=int(told["score"]),
        issued=int(told["issued"]) * SECOND,
        valid_until=int(told["valid_until"]) * SECOND,
        entry=int(told["entry"]),
        hash=told["hash"],
    )
    if found.lines() != lines[:-1]:
        raise CertificateError("a number in this certificate has zeros before it")
    return found


def serial_from(token: str) -> str:
    """The serial that an unguessable text stands for."""
    return b32encode(sha256(f"netral/serial/1\n{token}".encode()).digest()).decode()[:SERIAL]


def shown(serial: str) -> str:
    """A serial as it is printed: ``ABCD-EFGH-IJKL``."""
    return "-".join(serial[place : place + 4] for place in range(0, len(serial), 4))


def read_serial(text: str) -> str | None:
    """The serial that somebody typed, however grouped and whatever they took O, I and B for."""
    serial = re.sub(r"[\s_–-]", "", text).upper().translate(_LOOKALIKES)
    return serial if re.fullmatch(_FORMS["serial"], serial) else None
