"""No real party, person, ballot number, colour or slogan, in any text.

The names themselves must not stand in the project either, so what is looked for are their hashes:
a line of ``real_names.txt`` is the hash of one to three words in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from bot.catalog.gather import Content
from bot.catalog.strict_yaml import Document, Loaded, Place
from bot.errors import Finding

_WORD = re.compile(r"[a-z0-9']+")
_NUMBERED = re.compile(
    r"\b(?:nomor|no\.?)\s+urut\s+\d|\b(?:paslon|pasangan calon|capres|calon|caleg|partai)"
    r"\s+(?:nomor\s+|no\.?\s*)?0?\d+\b|\b(?:ballot|candidate|pair)\s+(?:number|no\.?)\s*\d",
    re.IGNORECASE,
)
_COLOURS = "merah|kuning|hijau|biru|oranye|jingga|ungu|putih|hitam"
_COLOURED = re.compile(
    rf"\b(?:partai|calon|paslon|kampanye|tim sukses)\s+(?:\w+\s+)?(?:ber)?warna\s+(?:{_COLOURS})\b",
    re.IGNORECASE,
)


def name_hash(words: str) -> str:
    """The hash under which one to three words in lower case are listed."""
    return sha256(words.encode()).hexdigest()[:16]


def check(content: Content) -> Iterator[Finding]:
    """Every text of the content, word by word."""
    for document in content.parts.documents.values():
        if not document.path.startswith("text/"):
            yield from _texts(document, document.data, ())


def _texts(document: Document, data: Loaded, place: Place) -> Iterator[Finding]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(document, value, (*place, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from _texts(document, value, (*place, i))
    else:
        for problem in problems(data):
            yield document.finding(place, "real-name", problem)


def problems(text: str) -> Iterator[str]:
    """What in the text points to a real participant."""
    for pattern, what in ((_NUMBERED, "nomor peserta"), (_COLOURED, "warna peserta")):
        found = pattern.search(text)
        if found:
            yield f"'{found[0]}' menyebut {what}; pakai peran tanpa nomor dan warna"
    words = _WORD.findall(text.casefold())
    listed = _listed()
    for size in (1, 2, 3):
        for i in range(len(words) - size + 1):
            name = " ".join(words[i : i + size])
            if _hash(name) in listed:
                yield f"'{name}' adalah nama nyata (partai, tokoh atau slogan); pakai peran"


@cache
def _listed() -> frozenset[str]:
    lines = Path(__file__).with_name("real_names.txt").read_text(encoding="ascii").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _hash(words: str) -> str:
    return name_hash(words)
