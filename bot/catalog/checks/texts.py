"""Every language has every key, with the same names to fill and well-formed markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.catalog.load import Content
from bot.catalog.parts import LANGUAGES
from bot.errors import Finding

_NAME = re.compile(r"\{(\w*)\}")
_TAG = re.compile(r"<(/?)([^<>]*)>")
_ALLOWED = ("b", "i", "code")


def check(content: Content) -> Iterator[Finding]:
    """Keys that a language lacks, names that differ, and markup that Telegram would refuse."""
    texts = content.parts.texts
    every = {key: None for placed in texts.values() for key in placed.value}
    for language in LANGUAGES:
        if language not in texts:
            continue
        placed = texts[language]
        for key in every:
            if key not in placed.value:
                yield placed.finding("missing-translation", f"kunci '{key}' tidak ada")
                continue
            for problem in _markup(placed.value[key]):
                yield placed.finding("bad-markup", f"'{key}': {problem}", key)
    yield from _names(content)


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
                    missing = ", ".join(sorted(wanted ^ found))
                    yield other.finding(
                        "names-differ",
                        f"'{key}': nama isian berbeda dari bahasa id: {missing}",
                        key,
                    )


def _forms(template: str | dict[str, str]) -> list[str]:
    return [template] if isinstance(template, str) else list(template.values())


def _filled(template: str | dict[str, str]) -> frozenset[str]:
    return frozenset(name for form in _forms(template) for name in _NAME.findall(form))


def _markup(template: str | dict[str, str]) -> Iterator[str]:
    if isinstance(template, dict) and template.keys() != {"one", "other"}:
        yield "bentuk jamak harus berisi 'one' dan 'other'"
    for form in _forms(template):
        waiting: list[str] = []
        for closing, tag in _TAG.findall(form):
            if tag not in _ALLOWED:
                yield f"tanda '<{closing}{tag}>' tidak dibolehkan; yang boleh: b, i, code"
            elif not closing:
                waiting.append(tag)
            elif not waiting or waiting.pop() != tag:
                yield f"'</{tag}>' tidak berpasangan"
        if waiting:
            yield f"'<{waiting[-1]}>' belum ditutup"
        if "<" in _TAG.sub("", form) or re.search(r"&(?!lt;|gt;|amp;)", form):
            yield "'<' dan '&' harus ditulis '&lt;' dan '&amp;'"
