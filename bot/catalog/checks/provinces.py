"""A province is known by its number, its code and its names, each of one province only."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalog.gather import Content
from bot.errors import Finding


def check(content: Content) -> Iterator[Finding]:
    """Every number, code and name that stands a second time."""
    first: dict[str, str] = {}
    for placed in content.parts.provinces:
        written = placed.value
        for key in dict.fromkeys((written.id, written.iso, written.name, *written.also)):
            if first.setdefault(key.casefold(), placed.where) != placed.where:
                told = f"'{key}' sudah ada di {first[key.casefold()]}; satu provinsi satu nama"
                yield placed.finding("duplicate-province", told)
