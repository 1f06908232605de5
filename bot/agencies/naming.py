"""Whether two spellings are of one person's name: titles, initials and slips do not count. Pure."""

from __future__ import annotations

import re
from typing import Final

from rapidfuzz.distance import Levenshtein

# fmt: off
_TITLES: Final = frozenset((
    "ak", "amd", "apt", "dr", "dra", "drg", "drh", "drs", "h", "hj", "hjh", "ibu", "ir", "lc",
    "mm", "mt", "ns", "ny", "nyonya", "pd", "prof", "phd", "raden", "rr", "sag", "sdr", "sdri",
    "se", "sh", "si", "sip", "skep", "skm", "skom", "sos", "spd", "spt", "ssi", "ssos", "sst",
    "str", "tn", "tuan", "ust",
))
# fmt: on
"""What stands before a name, or is left of a degree behind it when its points are gone."""

_DEGREE: Final = re.compile(r"\b\w{1,4}(\.\s?\w{1,4})*\.\w{1,4}\b\.?")
"""``S.E.``, ``M.Si``, ``S.Pd.SD``: short parts with points between them."""

_MUHAMMAD: Final = frozenset(
    ("muhammad", "mohammad", "muhamad", "mohamad", "mochamad", "mochammad")
)
_LETTERS: Final = 6  # of a word, for each slip of the pen that is forgiven in it


def same_name(listed: str, typed: str) -> bool:
    """Whether what somebody typed is the listed name.

    Every typed word must be one of the listed words, but for a slip or as its initial (a single
    letter that fits none may be left of a degree); and of the listed words no more than half may
    be left out. One word alone is enough only for a name of one word.
    """
    theirs, mine = _words(listed), _words(typed)
    if not theirs or not mine:
        return False
    left, whole = list(theirs), 0
    for word in mine:
        found = next((one for one in left if _alike(one, word)), None)
        if found is not None:
            left.remove(found)
            whole += len(word) > 1
        elif len(word) > 1:
            return False
    return whole > 0 and len(left) <= len(theirs) / 2 and (len(mine) > 1 or len(theirs) == 1)


def _words(name: str) -> list[str]:
    """The words of a name in lower case, without what stands behind a comma and without titles,
    unless nothing else is left."""
    before, _, _ = name.partition(",")
    words = re.findall(r"\w+", re.sub(r"['’`´]", "", _DEGREE.sub(" ", before)).casefold())
    own = [word for word in words if word not in _TITLES]
    return own or words


def _alike(listed: str, typed: str) -> bool:
    if listed == typed or {listed, typed} <= _MUHAMMAD:
        return True
    short, long = sorted((listed, typed), key=len)
    if len(short) == 1:
        return long.startswith(short)
    if short in ("muh", "moh", "moch", "mhd") and long in _MUHAMMAD:
        return True
    return len(short) > 3 and Levenshtein.distance(listed, typed) <= max(1, len(long) // _LETTERS)
