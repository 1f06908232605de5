"""What people call themselves and write, made safe to show and to store."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME = 64
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BLANK = dict.fromkeys(map(ord, "\u115f\u1160\u2800\u3164\uffa0"), " ")  # show nothing
_JOINERS = "\u200c\u200d"  # parts of emoji and of some scripts


def clean_name(first: str, last: str | None, otherwise: str) -> str:
    """A name safe to show on one line: no control, direction or invisible characters."""
    name = f"{first} {last}" if last else first
    if not (name.isascii() and name.isprintable()):
        name = "".join(map(_shown, name.translate(_BLANK)))
    name = " ".join(name.split())[:MAX_NAME].strip(" " + _JOINERS)
    return name or otherwise


def _shown(char: str) -> str:
    """Directions (U+202E) would turn what follows around, surrogates break the database."""
    if char.isspace():
        return " "
    return "" if unicodedata.category(char)[0] == "C" and char not in _JOINERS else char


def storable(text: str) -> str:
    """Without what a database refuses: NUL, other controls, halves of characters."""
    return _UNSTORABLE.sub("", text)
