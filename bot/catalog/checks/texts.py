"""Every language has every key, with the same names to fill and well-formed markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TypeAlias

from bot.catalog.gather import Content
from bot.catalog.parts import LANGUAGES, Placed
from bot.catalog.schema_bank import TextsFile
from bot.errors import Finding

Texts: TypeAlias = Placed[TextsFile]

_NAME = re.compile(r"\{(\w*)\}")
_TAG = re.compile(r"<(/?)([^<>]*)>")
_ALLOWED = ("b", "i", "code")


def check(content: Content) -> Iterator[Finding]:
    """Keys that a language lacks, names that differ, and markup that Telegram would refuse."""
    parts = content.parts
    every = {key: placed for placed in parts.texts.values() for key in placed.value}
    for placed in parts.texts.values():
        for key, template in placed.value.items():
            for problem in _markup(template):
                yield placed.finding("bad-markup", f"'{key}': {problem}", key)
        for key, other in every.items():
            if key not in placed.value and key not in parts.lost["texts"]:
                there = f"{other.document.path}:{other.document.line((key,))}"
                told = f"kunci '{key}' tidak ada; tambahkan seperti di {there}"
                yield placed.finding("missing-translation", told, *_before(key, placed, other))
    yield from _names(content)


def _before(key: str, placed: Texts, other: Texts) -> tuple[str, ...]:
    """The nearest key above it in the other language that is here too: where it belongs."""
    keys = list(other.value)
    above = (one for one in reversed(keys[: keys.index(key)]) if one in placed.value)
    return tuple(islice(above, 1))


def _names(content: Content) -> Iterator[Finding]:
    texts = content.parts.texts
    first = texts.get(LANGUAGES[0])
    if first is None:
        return
    for other in (texts[language] for language in LANGUAGES[1:] if language in texts):
        for key, template in other.value.items():
            if key in first.value:
                wanted, found = _filled(first.value[key]), _filled(template)
                if wanted != found:
                    told = ", ".join(f"{{{name}}}" for name in sorted(wanted ^ found))
                    where = f"{first.document.path}:{first.document.line((key,))}"
                    words = f"'{key}': isian berbeda dari {where}: {told}; samakan"
                    yield other.finding("names-differ", words, key)


def _forms(template: str | dict[str, str]) -> list[str]:
    return [template] if isinstance(template, str) else list(template.values())


def _filled(template: str | dict[str, str]) -> frozenset[str]:
    return frozenset(name for form in _forms(template) for name in _NAME.findall(form))


def _markup(template: str | dict[str, str]) -> Iterator[str]:
    for form in _forms(template):
        waiting: list[str] = []
        tags = _TAG.findall(form)
        for other in dict.fromkeys(tag for _, tag in tags if tag not in _ALLOWED):
            yield f"tanda '<{other}>' tidak dibolehkan; yang boleh: b, i, code"
        for closing, tag in tags:
            if tag not in _ALLOWED:
                continue
            if not closing:
                waiting.append(tag)
            elif not waiting or waiting.pop() != tag:
                yield f"'</{tag}>' tidak berpasangan"
        if waiting:
            yield f"'<{waiting[-1]}>' belum ditutup"
        if "<" in _TAG.sub("", form) or re.search(r"&(?!lt;|gt;|amp;)", form):
            yield "'<' dan '&' harus ditulis '&lt;' dan '&amp;'"
