"""What stands on a certificate, in words that are ready to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """``code`` is the signed text, kept in the files as well; ``qr`` is what the QR code says.

    ``statement`` may have ``**bold**`` parts; ``signed`` stands under the name that was typed.
    """

    title: str
    subtitle: str
    agency: str
    given_to: str
    name: str
    nip: str
    statement: str
    pledge: str
    points: Sequence[str]
    signed: str
    valid: str
    until: str
    number: str
    check: str
    seal: str
    code: str
    qr: str
