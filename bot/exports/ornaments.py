"""The engraved look of a certificate: fine curves that a drawing program does not make by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import cos, pi, sin
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from fpdf import FPDF

Point: TypeAlias = tuple[float, float]
Colour: TypeAlias = tuple[int, int, int]

NAVY: Final[Colour] = (20, 40, 74)
GOLD: Final[Colour] = (160, 124, 52)
PALE: Final[Colour] = (238, 231, 214)
IVORY: Final[Colour] = (254, 253, 249)

_INSET = 8.0  # mm from the edge of the page to the frame; printers leave about 5 blank
_BAND = 5.2  # mm that the woven band is wide


def ground(pdf: FPDF) -> None:
    """The page before anything is written on it: its tint, a rosette as watermark, the frame."""
    width, height = pdf.w, pdf.h
    pdf.set_fill_color(*IVORY)
    pdf.rect(0, 0, width, height, style="F")
    _rosette(pdf, (width / 2, height / 2 + 4), 78, PALE, 0.16)
    _frame(pdf, width, height)


def emblem(pdf: FPDF, centre: Point, radius: float) -> None:
    """A rosette with a disc upon it, and on the disc two bars of the same length: neutral."""
    _rosette(pdf, centre, radius, GOLD, 0.12)
    x, y = centre
    inner = radius * 0.56
    for colour, size in ((NAVY, inner), (IVORY, inner * 0.88), (NAVY, inner * 0.8)):
        pdf.set_fill_color(*colour)
        pdf.circle(x, y, size, style="F")
    pdf.set_fill_color(*IVORY)
    for offset in (-0.3, 0.12):
        bar = (x - inner * 0.42, y + inner * offset, inner * 0.84, inner * 0.18)
        pdf.rect(*bar, style="F")


def rule(pdf: FPDF, y: float, half: float) -> None:
    """A gold line in the middle of the page with a diamond in the middle of it."""
    x = pdf.w / 2
    pdf.set_draw_color(*GOLD)
    pdf.set_fill_color(*GOLD)
    pdf.set_line_width(0.3)
    pdf.line(x - half, y, x - 3, y)
    pdf.line(x + 3, y, x + half, y)
    pdf.polygon([(x - 1.5, y), (x, y - 1), (x + 1.5, y), (x, y + 1)], style="F")


def _frame(pdf: FPDF, width: float, height: float) -> None:
    pdf.set_draw_color(*NAVY)
    for inset, line in ((_INSET, 0.9), (_INSET + 1.3, 0.2), (_INSET + 2.1 + _BAND, 0.35)):
        pdf.set_line_width(line)
        pdf.rect(inset, inset, width - 2 * inset, height - 2 * inset)
    middle = _INSET + 1.7 + _BAND / 2
    pdf.set_line_width(0.11)
    for colour, phases in ((GOLD, (0.0, 0.5, 1.0, 1.5)), (NAVY, (0.25, 1.25))):
        pdf.set_draw_color(*colour)
        for phase in phases:
            pdf.polyline(list(_woven(width, height, middle, phase * pi)))


def _woven(width: float, height: float, inset: float, phase: float) -> Iterator[Point]:
    """One thread of the band: a wave along the four sides, with whole waves on each."""
    across, down = width - 2 * inset, height - 2 * inset
    sides = (
        (inset, inset, 1, 0, across),
        (width - inset, inset, 0, 1, down),
        (width - inset, height - inset, -1, 0, across),
        (inset, height - inset, 0, -1, down),
    )
    for x, y, dx, dy, length in sides:
        waves = round(length / 7.5)
        steps = waves * 10
        for step in range(steps + (dy == -1)):
            along = length * step / steps
            swing = 0.42 * _BAND * sin(2 * pi * waves * step / steps + phase)
            swing *= min(1.0, along / 3, (length - along) / 3)  # it comes to rest in the corners
            yield (x + dx * along + dy * swing, y + dy * along - dx * swing)


def _rosette(pdf: FPDF, centre: Point, radius: float, colour: Colour, line: float) -> None:
    pdf.set_draw_color(*colour)
    pdf.set_line_width(line)
    for petals, depth, turns in ((12, 0.2, 6), (24, 0.09, 4)):
        for turn in range(turns):
            pdf.polyline(list(_petals(centre, radius, petals, depth, turn * 2 * pi / turns)))


def _petals(
    centre: Point, radius: float, petals: int, depth: float, phase: float
) -> Iterable[Point]:
    steps = petals * 16
    for step in range(steps + 1):
        angle = 2 * pi * step / steps
        reach = radius * (1 - depth + depth * cos(petals * angle + phase))
        yield (centre[0] + reach * sin(angle), centre[1] - reach * cos(angle))
