"""A certificate as PDF: A4 across, with its fonts, its QR code, and its code as text inside.

Takes about 60 ms of one core; call it in a thread. Imports fpdf2 and segno only then.
"""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING, Any, Final, cast

from bot.exports import fonts
from bot.exports.ornaments import GOLD, IVORY, NAVY, Colour, emblem, ground, rule
from bot.exports.paper import Paper

if TYPE_CHECKING:
    from fpdf import FPDF

INK: Final[Colour] = (45, 50, 60)
GREY: Final[Colour] = (105, 110, 122)
_LEFT, _WIDE = 26.0, 245.0  # mm: where text may stand, and how wide
_QR = 38.0  # mm: a module of the code is half a millimetre or more
_FOOT = 152.0  # mm from the top: the row with the QR code


def to_pdf(paper: Paper) -> bytes:
    """The document. Raises CertificateError when the fonts are not installed."""
    from fpdf import FPDF

    pdf = FPDF("L", "mm", "A4")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    fonts.embed(pdf, "".join(map("".join, astuple(paper))))
    pdf.set_title(f"{paper.title} {paper.number}")
    pdf.set_keywords(paper.code)
    pdf.set_lang("id")
    pdf.add_page()
    ground(pdf)
    emblem(pdf, (pdf.w / 2, 29), 10.5)
    face = fonts.face_for(pdf, paper.name)
    _head(pdf, paper)
    _name(pdf, paper.name, face)
    _middle(pdf, paper)
    _foot(pdf, paper, face)
    return bytes(pdf.output())


def _head(pdf: FPDF, paper: Paper) -> None:
    _line(pdf, 41.5, paper.agency.upper(), 10.5, NAVY, spacing=0.9)
    _line(pdf, 49, paper.title.upper(), 36, NAVY, style="B", spacing=4.5)
    _line(pdf, 64, paper.subtitle, 14, GOLD, style="I", spacing=0.3)


def _middle(pdf: FPDF, paper: Paper) -> None:
    _line(pdf, 74, paper.given_to, 11.5, GREY, style="I")
    rule(pdf, 98.5, 62)
    if paper.nip:
        _line(pdf, 100.5, paper.nip, 10, GREY)
    pdf.set_text_color(*INK)
    pdf.set_font("serif", "", 12.5)
    pdf.set_xy(_LEFT + 12, 107 if paper.nip else 103.5)
    pdf.multi_cell(_WIDE - 24, 5.8, paper.statement, align="C", markdown=True)
    top = pdf.get_y() + 3
    _line(pdf, top, paper.pledge.upper(), 9.5, GOLD, style="B", spacing=1.6)
    _points(pdf, paper, top + 6.2)


def _name(pdf: FPDF, name: str, face: str) -> None:
    """In one line as large as fits, else in two."""
    size = _fitting(pdf, name, "B", 32, 20, face=face)
    pdf.set_text_color(*NAVY)
    pdf.set_font(face, "B", size)
    if pdf.get_string_width(name) <= _WIDE - 10:
        pdf.set_xy(_LEFT, 81)
        pdf.cell(_WIDE, 14, name, align="C")
    else:
        pdf.set_xy(_LEFT + 15, 80)
        pdf.multi_cell(_WIDE - 30, 8, name, align="C")


def _points(pdf: FPDF, paper: Paper, top: float) -> None:
    """As large as the room above the foot allows."""
    pdf.set_text_color(*INK)
    room = _FOOT - 2 - top
    rows: list[list[str]] = []
    height = 0.0
    for size in (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5):
        pdf.set_font("serif", "I", size)
        height = size * 0.44
        rows = [_broken(pdf, point, height) for point in paper.points]
        if sum(map(len, rows)) * height <= room:
            break
    pdf.set_y(top)
    for row in rows:
        for text in row:
            pdf.set_x(_LEFT + 8)
            pdf.cell(_WIDE - 16, height, text, align="C", new_x="LMARGIN", new_y="NEXT")


def _broken(pdf: FPDF, text: str, height: float) -> list[str]:
    """The lines that a text is broken into."""
    made = pdf.multi_cell(_WIDE - 16, height, text, dry_run=True, output="LINES", align="C")
    return cast(list[str], made)


def _foot(pdf: FPDF, paper: Paper, face: str) -> None:
    _code(pdf, paper.qr, _LEFT - 2, _FOOT)
    _small(pdf, _LEFT + _QR + 2, _FOOT + 5, 50, f"**{paper.number}**\n{paper.check}")
    _line(pdf, _FOOT + 8, paper.valid, 10, GREY, style="I", left=118.5, wide=60)
    _line(pdf, _FOOT + 13, paper.until, 13, NAVY, style="B", left=118.5, wide=60)
    right, wide = _LEFT + _WIDE - 86, 86.0
    _line(pdf, _FOOT + 8, paper.name, 17, NAVY, style="I", left=right, wide=wide, face=face)
    pdf.set_draw_color(*GREY)
    pdf.set_line_width(0.2)
    pdf.line(right + 6, _FOOT + 17, right + wide - 6, _FOOT + 17)
    _small(pdf, right, _FOOT + 18.5, wide, paper.signed, align="C")
    _line(pdf, 188.2, paper.seal, 7, GREY, left=_LEFT + _QR + 2, wide=_WIDE - _QR - 2, align="R")


def _small(pdf: FPDF, x: float, y: float, wide: float, text: str, align: str = "L") -> None:
    pdf.set_text_color(*INK)
    pdf.set_font("serif", "", 9)
    pdf.set_xy(x, y)
    pdf.multi_cell(wide, 4.2, text, align=align, markdown=True)


def _line(
    pdf: FPDF,
    y: float,
    text: str,
    size: float,
    colour: Colour,
    *,
    style: str = "",
    spacing: float = 0,
    left: float = _LEFT,
    wide: float = _WIDE,
    align: str = "C",
    face: str = "serif",
) -> None:
    """One line; a long one is made smaller."""
    pdf.set_char_spacing(spacing)
    pdf.set_text_color(*colour)
    pdf.set_font(face, style, _fitting(pdf, text, style, size, 5, wide, face))
    pdf.set_xy(left, y)
    pdf.cell(wide, size * 0.42, text, align=align)
    pdf.set_char_spacing(0)


def _fitting(
    pdf: FPDF,
    text: str,
    style: str,
    most: float,
    least: float,
    wide: float = _WIDE - 10,
    face: str = "serif",
) -> float:
    """The size in points, at most ``most``, at which the text is that wide."""
    pdf.set_font(face, style, most)
    return max(least, min(most, most * wide / max(1.0, pdf.get_string_width(text))))


def _code(pdf: FPDF, text: str, x: float, y: float) -> None:
    """The QR code, drawn as bars: a picture of it would be blurred by some printers."""
    import segno

    address, mark, code = text.rpartition("#")
    parts: Any = [(part,) for part in (address + mark, code) if part]  # each in its densest mode
    rows = [list(row) for row in segno.make(parts, error="m", micro=False).matrix]
    unit = _QR / len(rows)
    pdf.set_fill_color(*IVORY)
    pdf.rect(x - 2, y - 2, _QR + 4, _QR + 4, style="F")
    pdf.set_fill_color(*NAVY)
    for down, row in enumerate(rows):
        begin = 0
        while begin < len(row):
            end = begin + 1
            while end < len(row) and row[end] == row[begin]:
                end += 1
            if row[begin]:
                pdf.rect(x + begin * unit, y + down * unit, (end - begin) * unit, unit, style="F")
            begin = end
