"""Every text stands in every language."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from bot.catalog.gather import Content
from bot.catalog.parts import LANGUAGES, Placed
from bot.catalog.strict_yaml import Place
from bot.errors import Finding


def check(content: Content) -> Iterator[Finding]:
    """A text with only one of its languages, wherever it stands."""
    parts = content.parts
    for item in (*parts.facts, *parts.sources, *parts.severities, *parts.rules, *parts.stages):
        yield from _missing(item, item.value, ())
    for pair in (*parts.scenarios, *parts.modules):
        yield from _missing(pair, pair.value[1], ())
    if parts.pledge is not None:
        yield from _missing(parts.pledge, parts.pledge.value, ())
    for topic in parts.topics:
        yield from _missing(topic, topic.value[1], ())


def _missing(item: Placed[object], value: object, place: Place) -> Iterator[Finding]:
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from _missing(item, getattr(value, name), (*place, field.alias or name))
    elif isinstance(value, list):
        for i, part in enumerate(value):
            yield from _missing(item, part, (*place, i))
    elif isinstance(value, dict) and value and value.keys() <= set(LANGUAGES):
        for language in LANGUAGES:
            if language not in value:
                told = (
                    f"'{place[-1] if place else 'title'}': teks '{language}' tidak ada; tambahkan"
                )
                yield item.finding("missing-translation", told, *place)
