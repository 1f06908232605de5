"""NIP: the number of a civil servant, checked digit by digit and never guessed.

18 digits: birth (YYYYMMDD), appointment (YYYYMM), sex (1 man, 2 woman), sequence (001 to 999).
For PPPK, the month of the appointment gives way to how many contracts there were, counted from 21.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeAlias

NipFault: TypeAlias = Literal[
    "nip_empty",
    "nip_exponent",
    "nip_letters",
    "nip_old",
    "nip_length",
    "nip_lost",
    "nip_birth",
    "nip_appointed",
    "nip_young",
    "nip_sex",
]
"""What is wrong with a NIP. ``nip_exponent`` and ``nip_lost``: a spreadsheet took it for a number
and kept 15 digits, so that nobody can say what it was."""

_EXPONENT: Final = re.compile(r"\d+([.,]\d*)?E\+?\d+", re.IGNORECASE)
# Spaces of every kind and what people and spreadsheets put around and between the digits.
_BETWEEN: Final = re.compile(r"[\s\u00a0\u2007\u202f\u200b.'’‘`´\-]+")
_FORMULA: Final = re.compile(r'="?(.*?)"?')  # ="1980…", by which a CSV file keeps Excel away
_LENGTH, _OLD_LENGTH, _KEPT = 18, 9, 15
_FIRST_CONTRACT: Final = 21
_YOUNGEST, _OLDEST = 15, 70  # years at the appointment; beyond, one of the two dates is wrong


@dataclass(frozen=True, slots=True)
class Nip:
    """A NIP that passed every check. It shows its last four digits and never the rest."""

    digits: str = field(repr=False)

    @property
    def last_four(self) -> str:
        """What is kept of it, for people to tell one from another."""
        return self.digits[-4:]

    def __repr__(self) -> str:
        return f"Nip(…{self.last_four})"


def read_nip(cell: str) -> Nip | NipFault:
    """The NIP of a cell, or what is wrong with it. Spaces, dots and apostrophes do not count."""
    text = cell.strip()
    if text.startswith("="):
        text = (_FORMULA.fullmatch(text) or [text, text])[1]
    if _EXPONENT.fullmatch(text.strip("'’ \u00a0")):
        return "nip_exponent"
    digits = _BETWEEN.sub("", text)
    if not digits:
        return "nip_empty"
    if not (digits.isascii() and digits.isdigit()):
        return "nip_letters"
    if len(digits) != _LENGTH:
        return "nip_old" if len(digits) == _OLD_LENGTH else "nip_length"
    return _parts(digits) or Nip(digits)


def _parts(digits: str) -> NipFault | None:
    if digits[_KEPT:] == "000":
        return "nip_lost"
    born, appointed = _date(digits[:8]), int(digits[8:12])
    if born is None or born.year < 1900:
        return "nip_birth"
    month = int(digits[12:14])
    if not (1 <= month <= 12 or month >= _FIRST_CONTRACT):
        return "nip_appointed"
    if not _YOUNGEST <= appointed - born.year <= _OLDEST:
        return "nip_young"
    return None if digits[14] in "12" else "nip_sex"


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
