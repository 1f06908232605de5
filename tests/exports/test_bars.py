"""The picture of a tally: for a phone, readable in greyscale, drawn by a process of its own."""

from __future__ import annotations

import io
import sys

import pytest
from PIL import Image

from bot.exports.bars import Bar, Picture, drawn

LEGEND = ("lulus", "selesai", "belum")


def bars(count: int) -> list[Bar]:
    return [Bar(f"Dinas {n}", "50% dari 10", 10, 8, 5) for n in range(count)]


async def png(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(await drawn(picture)))


async def test_it_is_as_wide_as_a_phone_and_as_high_as_it_has_bars() -> None:
    few, many = (
        await png(Picture("Rekap", bars(1), LEGEND)),
        await png(Picture("x", bars(9), LEGEND)),
    )
    assert few.width == many.width == 1080
    assert few.height < many.height < 1080
    assert "matplotlib" not in sys.modules


async def test_what_was_passed_is_dark_and_the_rest_is_light_without_any_colour() -> None:
    grey = (await png(Picture("Rekap", bars(1), LEGEND))).convert("L")
    middle = [
        row
        for row in range(grey.height)
        if sum(grey.getpixel((x, row)) < 90 for x in range(100, 500, 10)) > 35  # type: ignore[operator]
    ]
    assert len(middle) > 20
    row = middle[len(middle) // 2]
    assert grey.getpixel((150, row)) < 90  # type: ignore[operator]
    assert grey.getpixel((980, row)) > 240  # type: ignore[operator]


async def test_signs_that_mean_something_to_the_library_do_no_harm() -> None:
    picture = Picture("$x^2$ <b>", [Bar("$\\frac{$ =1", "0% dari 0 $", 0, 3, 9)], LEGEND)
    assert (await png(picture)).width == 1080


async def test_what_cannot_be_drawn_is_told() -> None:
    with pytest.raises(RuntimeError):
        await drawn(Picture("x", bars(1), ("one",)))
