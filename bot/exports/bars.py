"""A tally as a picture: a bar for each unit, to be read on a phone and in greyscale.

What was passed is dark, what was only completed is hatched, and the rest is an empty frame.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

_WIDTH = 7.2  # inches: 1080 pixels, as wide as phones are
_DPI = 150
_ROW, _EDGE = 0.62, 1.3
_INK, _DARK, _PALE = "#1a1a1a", "#1f4e79", "#d5e3f0"
_LETTERS = 42  # of a name; a longer one would run out of the picture

_ROOT = Path(__file__).parent.parent.parent
_ONE_AT_A_TIME = asyncio.Semaphore(1)


@dataclass(frozen=True, slots=True)
class Bar:
    """People of one unit; ``told`` stands beside it."""

    name: str
    told: str
    whole: int
    completed: int
    passed: int


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it in the reader's words; ``legend``: what was passed, only completed, and not."""

    title: str
    bars: Sequence[Bar]
    legend: tuple[str, ...]


async def drawn(picture: Picture) -> bytes:
    """The picture as PNG, by another process that ends with it: the library takes a second and
    50 MB, which those who answer people need not share. It is given no secrets.

    Raises RuntimeError when it cannot be drawn.
    """
    surroundings = {"PATH": os.defpath, "HOME": str(Path.home()), "PYTHONPATH": str(_ROOT)}
    async with _ONE_AT_A_TIME:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", __name__),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=surroundings,
        )
        body, _ = await child.communicate(json.dumps(asdict(picture)).encode())
    if child.returncode != 0:
        raise RuntimeError(f"the picture could not be drawn: {child.returncode}")
    return body


def draw(picture: Picture) -> bytes:
    """The picture as PNG, here and now."""
    from matplotlib import rcParams
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    rcParams["text.parse_math"] = False  # a name may have a dollar in it
    height = _EDGE + _ROW * len(picture.bars)
    figure = Figure(figsize=(_WIDTH, height), dpi=_DPI)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.04, 0.55 / height, 0.92, 1 - _EDGE / height))
    for place, bar in enumerate(picture.bars):
        _bar(axes, len(picture.bars) - 1 - place, bar)
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.6, len(picture.bars) - 0.1)
    axes.axis("off")
    figure.text(0.04, 1 - 0.45 / height, _cut(picture.title, 56), fontsize=14, weight="bold")
    _legend(figure, picture.legend)
    out = BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()


def _bar(axes: Any, y: float, bar: Bar) -> None:
    whole = max(bar.whole, 1)
    passed, completed = min(1, bar.passed / whole), min(1, bar.completed / whole)
    axes.text(0, y + 0.30, _cut(bar.name, _LETTERS), fontsize=11, color=_INK, va="bottom")
    axes.text(1, y + 0.30, bar.told, fontsize=11, color=_INK, va="bottom", ha="right")
    shape = {"height": 0.42, "edgecolor": _INK, "linewidth": 0.8}
    axes.barh(y, 1, color="white", **shape)
    axes.barh(y, completed, color=_PALE, hatch="////", **shape)
    axes.barh(y, passed, color=_DARK, **shape)


def _legend(figure: Any, words: tuple[str, ...]) -> None:
    from matplotlib.patches import Patch

    looks: Sequence[dict[str, Any]] = (
        {"facecolor": _DARK},
        {"facecolor": _PALE, "hatch": "////"},
        {"facecolor": "white"},
    )
    keys = [
        Patch(edgecolor=_INK, label=label, **look) for label, look in zip(words, looks, strict=True)
    ]
    figure.legend(handles=keys, loc="lower left", ncols=3, frameon=False, fontsize=10)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def main() -> None:
    """Draws what comes in and gives it out."""
    given = json.load(sys.stdin)
    bars = [Bar(**bar) for bar in given["bars"]]
    sys.stdout.buffer.write(draw(Picture(given["title"], bars, tuple(given["legend"]))))


if __name__ == "__main__":
    main()
