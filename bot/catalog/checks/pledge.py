"""The pledge can be read on a phone, and fits upon a certificate."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalog.gather import Content
from bot.errors import Finding

LONGEST = 200
"""Letters of a point: more would be set too small on the paper to be read from a wall."""


def check(content: Content) -> Iterator[Finding]:
    """Points that are too long."""
    placed = content.parts.pledge
    if placed is None:
        return
    for number, point in enumerate(placed.value.points):
        for language, text in point.items():
            if len(text) > LONGEST:
                told = f"butir ini {len(text)} huruf; paling banyak {LONGEST}, pendekkan"
                yield placed.finding("too-long", told, "points", number, language)
