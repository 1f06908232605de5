"""The fonts of certificates: those that matplotlib brings along, which is not imported for it.

STIX has the letters of Latin, Greek and Cyrillic in the proportions of Times; what it lacks comes
from DejaVu. Both licences allow embedding.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.errors import CertificateError

if TYPE_CHECKING:
    from fpdf import FPDF

FILES: Final[Mapping[tuple[str, str], str]] = {
    ("serif", ""): "STIXGeneral.ttf",
    ("serif", "B"): "STIXGeneralBol.ttf",
    ("serif", "I"): "STIXGeneralItalic.ttf",
}
_FALLBACK: Final = "DejaVuSans.ttf"
_WIDER: Final = (("wide", "B", "DejaVuSerif-Bold.ttf"), ("wide", "I", "DejaVuSerif-Italic.ttf"))
"""For names with letters that STIX lacks, so that a name is in one face."""

_JOINED: Final = (range(0x0600, 0x0900), range(0xFB50, 0xFE00), range(0xFE70, 0xFF00))
"""Arabic and its kin: letters that take other shapes beside each other, which we cannot set."""

# They tell of every table of every font, and which letters a text has.
for _name in ("fontTools", "fpdf"):
    logging.getLogger(_name).setLevel(logging.ERROR)


@cache
def folder() -> Path:
    """Where the fonts are. Raises CertificateError when they are not installed."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise CertificateError("the fonts are missing: the package matplotlib brings them")
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"


def embed(pdf: FPDF, text: str) -> None:
    """Make the fonts known to a document; only the letters that are used go into it.

    The last resort is a large file, read only when some letter of ``text`` is nowhere else.
    """
    for (family, style), name in FILES.items():
        pdf.add_font(family, style, folder() / name)
    if not all(_covers(pdf, font, text) for font in ("serif", "serifB", "serifI")):
        pdf.add_font("sans", "", folder() / _FALLBACK)
        pdf.set_fallback_fonts(["sans"], exact_match=False)


def face_for(pdf: FPDF, name: str) -> str:
    """The family to set a name in."""
    if _covers(pdf, "serifB", name):
        return "serif"
    for family, style, file in _WIDER:
        pdf.add_font(family, style, folder() / file)
    return "wide" if _covers(pdf, "wideB", name) else "serif"


def _covers(pdf: FPDF, font: str, text: str) -> bool:
    cmap = getattr(pdf.fonts[font], "cmap", {})
    return all(ord(letter) in cmap for letter in text if letter != "\n")


def lacking(text: str) -> str:
    """The letters that we cannot print, each once."""
    return "".join(dict.fromkeys(letter for letter in text if ord(letter) not in _letters()))


@cache
def _letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    for name in (FILES["serif", "B"], _FALLBACK):
        with TTFont(folder() / name, lazy=True) as font:
            found |= font.getBestCmap().keys()
    return frozenset(found.difference(*_JOINED))
