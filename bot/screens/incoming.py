"""What a person did, in no channel's terms."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeAlias

Fetch: TypeAlias = Callable[[], Awaitable[bytes]]
"""Reads a file that somebody sent. Raises FetchError."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who did it: ``id`` is the only proof of identity, up to 52 bits; ``name`` may change."""

    id: int
    name: str
    language: str = "id"


@dataclass(frozen=True, slots=True)
class Command:
    """``/name argument``; the name is without slash and bot name, in lower case."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Any other text."""

    text: str


@dataclass(frozen=True, slots=True)
class Tap:
    """A button. The data come from the person's device: never trust what they say."""

    data: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something that is neither text nor a document: ``kind`` is photo, sticker, voice, …"""

    kind: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file: what the person calls it, and its size in bytes; neither can be trusted."""

    name: str
    size: int
    fetch: Fetch = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Edited:
    """A message that the person changed after sending it."""


@dataclass(frozen=True, slots=True)
class InGroup:
    """Somebody spoke to the bot in a group or a channel, where it does not work."""


@dataclass(frozen=True, slots=True)
class Reachable:
    """The person blocked (``False``) or unblocked the bot; nothing is answered."""

    now: bool


Act: TypeAlias = Command | Text | Tap | Attachment | Document | Edited | InGroup | Reachable


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update of one person."""

    sender: Sender
    act: Act
