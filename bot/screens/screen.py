"""What to show: in no language and for no device.

A service returns a :class:`Screen`; ``screens.wording`` puts it into words; a channel draws it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Words: TypeAlias = Mapping[str, str]
"""A text from content/ in every language: ``{"id": …, "en": …}``. Shown as it is, escaped."""

Arg: TypeAlias = "str | int | Words | Phrase | tuple[Arg, ...]"
"""What a phrase may be filled with. A tuple is shown as its parts, one a line."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A key of content/text with what fills its ``{names}``."""

    key: str
    args: Mapping[str, Arg] = field(default_factory=dict)


def say(key: str, /, **args: Arg) -> Phrase:
    """Shorthand: ``say("quiz.header", step=3, total=10)``."""
    return Phrase(key, args)


@dataclass(frozen=True, slots=True)
class Button:
    """A button with ``data`` comes back as a tap; one with ``start`` opens a private chat."""

    label: Phrase
    data: str = ""
    start: str | None = None


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class File:
    """What is sent along as a message of its own: a document under its name, or a photo."""

    name: str
    body: bytes = field(repr=False)
    kind: Literal["document", "photo"] = "document"


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: its paragraphs from top to bottom, and rows of buttons under it.

    ``files`` follow it, each as a new message. ``expects`` says what the next text or document is
    for, as ``kind`` or ``kind:argument``; without it, a text is not expected any more.
    """

    paragraphs: tuple[Phrase, ...]
    rows: Rows = ()
    files: tuple[File, ...] = ()
    expects: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a person gets for one update.

    ``screen`` replaces the tapped message, or is sent as a new one after anything but a tap.
    ``toast`` is a short notice on the tapped button; it may be lost, so it never carries news.
    """

    language: str
    screen: Screen | None = None
    toast: Phrase | None = None
