"""A name typed as a signature: what counts as one, and which two are the same."""

from __future__ import annotations

import unicodedata
from hashlib import sha256
from typing import Final, Literal, TypeAlias

LONGEST: Final = 80
"""Letters of a name at most, as on a certificate."""

Refusal: TypeAlias = Literal["short", "long", "signs"]

_SIGNS: Final = frozenset(" .,'’`´-–()/")
"""What stands in names beside letters: titles, initials, ``Ma'ruf``, ``Al-Amin``, ``H. (Ir.)``."""


def tidy(typed: str) -> str:
    """The name as it would be printed: spaces single, and capitals where none were typed."""
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    return name if name != name.lower() else _capitals(name)


def refusal(name: str) -> Refusal | None:
    """Why this is no name: too few letters, too long, or with signs that no name has."""
    if len(name) > LONGEST:
        return "long"
    if not all(sign in _SIGNS or _is_letter(sign) for sign in name):
        return "signs"
    return "short" if sum(sign.isalpha() for sign in name) < 2 else None


def same(one: str, other: str) -> bool:
    """Whether two names are the same but for capitals, spaces, and signs that are no letters."""
    return _bare(one) == _bare(other) != ""


def stamp(name: str) -> str:
    """Names a name on a button that has no room for it."""
    return sha256(name.encode()).hexdigest()[:8]


def _bare(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in folded if _is_letter(sign))


def _is_letter(sign: str) -> bool:
    """Letters, and the marks that stand upon or within them in many scripts."""
    return unicodedata.category(sign)[0] in "LM"


def _capitals(name: str) -> str:
    """``sri ayu, s.sos`` as ``Sri Ayu, S.Sos``; an apostrophe begins no new word."""
    before, made = " ", []
    for sign in name:
        made.append(sign if before not in " .-–(/" else sign.upper())
        before = sign
    return unicodedata.normalize("NFC", "".join(made))
