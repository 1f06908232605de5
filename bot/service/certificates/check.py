"""Whether a certificate is genuine, and whether it still counts.

With the public keys alone that is what the signature says; with the register also what came later.
Nothing that is handed in makes it fail: whatever cannot be read is an answer of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from bot.errors import CertificateError, SealError
from bot.quiz.certificate import Certificate, from_message, read_serial, shown
from bot.seal.code import code_in, codes_in, from_code
from bot.seal.signing import CERTIFICATE, verify
from bot.store.certificates import Issued, Register

_ENOUGH = 100_000  # bytes of a text in which a code is looked for

Outcome: TypeAlias = Literal[
    "valid",
    "expired",
    "revoked",
    "replaced",
    "withdrawn",
    "altered",  # the code, or a part of it, is not what was signed
    "foreign",  # signed by a key that is not ours
    "unknown",  # no certificate of that serial, or a genuine one that the register lacks
    "unreadable",  # no code and no serial in it
]


@dataclass(frozen=True, slots=True)
class Checked:
    """``certificate`` is what was signed, when it is genuine; ``at`` (ms since 1970 UTC) and
    ``reason`` tell of its end."""

    outcome: Outcome
    certificate: Certificate | None = None
    at: int | None = None
    reason: str | None = None


def offline(code: str, public_keys: Mapping[str, bytes], now: int) -> Checked:
    """What a code says by itself. ``now`` is ms since 1970 UTC."""
    try:
        message, signature = from_code(code)
    except SealError:
        return Checked("altered")
    outcome = verify(CERTIFICATE, message, signature, public_keys)
    if outcome != "good":
        return Checked("foreign" if outcome == "unknown-key" else "altered")
    try:
        told = from_message(message)
    except CertificateError:  # signed by us, and by another version of this program
        return Checked("altered")
    return Checked("valid" if now < told.valid_until else "expired", told)


async def online(
    text: str, public_keys: Mapping[str, bytes], register: Register, now: int
) -> Checked:
    """The same of a code or a serial in a text, and what the register says of it."""
    code = code_in(text)
    if code is not None:
        checked = offline(code, public_keys, now)
        if checked.certificate is None:
            return checked
        issued = await register.by_serial(checked.certificate.serial)
        return Checked("unknown") if issued is None else _registered(checked, issued, code)
    serial = read_serial(text)
    if serial is None:
        return Checked("unreadable")
    issued = await register.by_serial(serial)
    if issued is None:
        return Checked("unknown")
    if issued.code is None:
        return _registered(Checked("valid"), issued, None)
    return _registered(offline(issued.code, public_keys, now), issued, issued.code)


def code_of_file(raw: bytes) -> str | None:
    """The code in a PDF or PNG of ours, or in any text, if there is one."""
    found = codes_in(raw)
    return found[0] if found else code_in(raw[:_ENOUGH].decode("utf-8", errors="replace"))


def is_shown(told: Certificate, page: str) -> bool:
    """Whether a page of text shows the name and the number that were signed, in whatever order
    its letters come out; also when it has no text, as a picture of a page has none."""
    letters = _letters(page)
    wanted = (_letters(told.name), _letters(shown(told.serial)))
    return not letters or all(one in letters or one[::-1] in letters for one in wanted)


def _registered(checked: Checked, issued: Issued, code: str | None) -> Checked:
    if issued.ended == "withdrawn" or issued.code is None:
        return Checked("withdrawn", at=issued.ended_at)
    if issued.code != code:
        return Checked("altered")
    if issued.ended is None or checked.certificate is None:
        return checked
    return replace(checked, outcome=issued.ended, at=issued.ended_at, reason=issued.reason)


def _letters(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
