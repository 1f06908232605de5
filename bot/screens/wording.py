"""Screens into words: the person's language, plurals, and escaped HTML.

A template of content/text is text with ``{names}`` to fill and the tags ``<b> <i> <code>``.
Whatever fills it is escaped, so that no name and no scenario can break a message. A template
with plural forms is a mapping ``{one: …, other: …}``, chosen by the argument ``n``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TypeAlias

from bot.screens.screen import Arg, Phrase, Screen

Template: TypeAlias = "str | Mapping[str, str]"
Texts: TypeAlias = Mapping[str, Mapping[str, Template]]
"""Language → key → template."""

FIRST_LANGUAGE = "id"

_NAME = re.compile(r"\{(\w+)\}")
_TAG = re.compile(r"</?(?:b|i|code)>")


@dataclass(frozen=True, slots=True)
class Label:
    """A worded button: tapped data, or the start parameter of a private chat."""

    text: str
    data: str
    start: str | None


@dataclass(frozen=True, slots=True)
class Message:
    """A worded screen: Telegram HTML, and rows of buttons."""

    html: str
    rows: tuple[tuple[Label, ...], ...]


class Wording:
    """The words of every language; unknown languages fall back to Indonesian."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def use(self, texts: Texts) -> None:
        """From now on these words: the content was reloaded."""
        self._texts = texts

    def message(self, screen: Screen, language: str) -> Message:
        """The whole screen in ``language``: paragraphs parted by an empty line."""
        html = "\n\n".join(self.html(phrase, language) for phrase in screen.paragraphs)
        rows = tuple(
            tuple(Label(self.plain(b.label, language), b.data, b.start) for b in row)
            for row in screen.rows
        )
        return Message(html, rows)

    def html(self, phrase: Phrase, language: str) -> str:
        """One phrase as Telegram HTML. Raises KeyError for a key that content/text lacks."""
        texts = self._texts.get(language) or self._texts[FIRST_LANGUAGE]
        template = _plural(texts[phrase.key], phrase.args.get("n"))
        words, names = _split(template)
        if not names:
            return template
        filled = [words[0]]
        for name, after in zip(names, words[1:], strict=True):
            filled += (self._fill(phrase.args[name], language), after)
        return "".join(filled)

    def plain(self, phrase: Phrase, language: str) -> str:
        """One phrase without markup: for buttons, notices and the terminal."""
        return plain(self.html(phrase, language))

    def _fill(self, arg: Arg, language: str) -> str:
        # The commonest first, and Mapping last: it is asked for dozens of times a tap, and an
        # abstract class takes its time to say no.
        if isinstance(arg, str | int):
            return escape(str(arg), quote=False)
        if isinstance(arg, Phrase):
            return self.html(arg, language)
        if isinstance(arg, tuple):
            return "\n".join(self._fill(part, language) for part in arg)
        return escape(arg.get(language) or arg[FIRST_LANGUAGE], quote=False)


def plain(html: str) -> str:
    """HTML of a worded phrase back to plain text."""
    text = _TAG.sub("", html)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@cache
def _split(template: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A template's fixed words and, between them, the names to fill; each is split once."""
    parts = _NAME.split(template)
    return tuple(parts[::2]), tuple(parts[1::2])


def _plural(template: Template, n: object) -> str:
    if isinstance(template, str):
        return template
    return template["one"] if n == 1 else template["other"]
