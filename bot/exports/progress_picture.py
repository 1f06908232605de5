"""Somebody's progress as a small picture: large enough to read on a phone, and without colours
that say anything, so that it reads in greyscale too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

_WIDTH = 720  # pixels; a phone shows it without scaling it down much
_MARGIN = 36
_TITLE, _TEXT, _SMALL = 40, 30, 24  # pixels
_BAR = 26
_HEAD = 108
_INK, _GREY, _PALE, _PAPER = "#1a1a1a", "#5f5f5f", "#d9d9d9", "#ffffff"
_FILL = "#2f5d8a"
_INNER = _WIDTH - 2 * _MARGIN


@dataclass(frozen=True, slots=True)
class Bar:
    """One module: ``score`` and the ``mark`` to be reached are of 100; None leaves it empty."""

    title: str
    told: str
    score: int | None
    mark: int


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it in the reader's words; ``note`` says what the marks mean, and ``weeks`` are the
    last ones, the latest at the end."""

    title: str
    note: str
    bars: Sequence[Bar]
    weeks_title: str
    weeks: Sequence[bool]


def draw(picture: Picture) -> bytes:
    """The picture as PNG. It takes some tens of milliseconds, so it belongs into a thread."""
    # Imported only when used: most people never ask for it.
    from PIL import Image, ImageDraw

    height = 2 * _MARGIN + _HEAD + 138 * len(picture.bars) + 100
    image = Image.new("RGB", (_WIDTH, height), _PAPER)
    canvas = ImageDraw.Draw(image)
    canvas.text((_MARGIN, _MARGIN), picture.title, _INK, _font(_TITLE))
    canvas.text((_MARGIN, _MARGIN + 56), picture.note, _GREY, _font(_SMALL))
    top = _MARGIN + _HEAD
    for bar in picture.bars:
        _bar(canvas, bar, top)
        top += 138
    _weeks(canvas, picture, top)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _bar(canvas: ImageDraw, bar: Bar, top: int) -> None:
    canvas.text((_MARGIN, top), _fitted(bar.title, _font(_TEXT)), _INK, _font(_TEXT))
    canvas.text((_MARGIN, top + 38), _fitted(bar.told, _font(_SMALL)), _GREY, _font(_SMALL))
    left, upper = _MARGIN, top + 76
    right, lower = _MARGIN + _INNER, top + 76 + _BAR
    canvas.rectangle((left, upper, right, lower), _PALE)
    if bar.score:
        canvas.rectangle((left, upper, left + _INNER * bar.score // 100, lower), _FILL)
    mark = left + _INNER * bar.mark // 100
    canvas.line((mark, upper - 5, mark, lower + 5), _INK, 4)


def _weeks(canvas: ImageDraw, picture: Picture, top: int) -> None:
    """A square for each week: full when there was training, else an empty frame."""
    canvas.text((_MARGIN, top), picture.weeks_title, _INK, _font(_SMALL))
    step = _INNER // max(1, len(picture.weeks))
    size = min(40, step - 10)
    for number, trained in enumerate(picture.weeks):
        left, upper = _MARGIN + number * step, top + 42
        box = (left, upper, left + size, upper + size)
        canvas.rectangle(box, _FILL if trained else _PAPER, _FILL if trained else _GREY, 3)


def _fitted(text: str, font: FreeTypeFont) -> str:
    """The text, cut off where the picture ends."""
    if font.getlength(text) <= _INNER:
        return text
    while text and font.getlength(text + "...") > _INNER:
        text = text[:-1]
    return text.rstrip() + "..."


@cache
def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont

    # Aileron, which comes with Pillow; it is a bitmap only where the size is not asked for.
    return cast("FreeTypeFont", ImageFont.load_default(size))
