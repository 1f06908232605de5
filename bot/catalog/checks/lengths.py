"""Texts that are too long to be read on a phone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.catalog.gather import Content
from bot.catalog.parts import Placed
from bot.errors import Finding


def check(content: Content) -> Iterator[Finding]:
    """Scenarios, options and explanations beyond the policy's lengths, in any language."""
    parts = content.parts
    if parts.policy is None or parts.policy.value.bank is None:
        return
    most = parts.policy.value.bank.lengths
    for item in parts.scenarios:
        written = item.value[1]
        yield from _long(item, written.text, most.scenario, "text")
        yield from _long(item, written.why, most.why, "why")
        for i, option in enumerate(written.options):
            yield from _long(item, option.text, most.option, "options", i, "text")


def _long(
    item: Placed[object], words: Mapping[str, str], most: int, *place: str | int
) -> Iterator[Finding]:
    for language, text in words.items():
        if len(text) > most:
            told = f"teks '{language}' {len(text)} huruf; paling banyak {most}"
            yield item.finding("too-long", told, *place)
