"""Text as Telegram takes it: parsed, cleaned, trimmed, then measured."""

import re
from dataclasses import dataclass

from .errors import bad_request
from .html import Entity, parse_html, utf16_length
from .params import Params

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class Formatted:
    """Plain text with its entities, and the source the bot sent."""

    text: str
    entities: tuple[Entity, ...]
    source: str


def read_text(params: Params, name: str = "text") -> Formatted:
    """The text or caption of a call; its length is for the caller to judge."""
    source = params.text(name)
    mode = params.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(source)
    elif not mode:
        field_name = "entities" if name == "text" else f"{name}_entities"
        given = params.structure(field_name, "can't parse entities: expected an Array")
        text, entities = source, tuple(given or ())
    else:  # Markdown is real, but not spoken here
        raise bad_request("unsupported parse_mode")
    return _trimmed(text, entities, source)


def _trimmed(text: str, entities: tuple[Entity, ...], source: str) -> Formatted:
    """Telegram drops outer white space and carriage returns; entities move along."""
    if text == text.strip() and not CONTROL.search(text):
        return Formatted(text, entities, source)
    if "\r" in text and not entities:
        text = text.replace("\r", "")
    text = CONTROL.sub(" ", text)
    shift = utf16_length(text[: len(text) - len(text.lstrip())])
    text = text.strip()
    size = utf16_length(text)
    moved = []
    for entity in entities:
        begin = max(0, entity["offset"] - shift)
        end = min(size, entity["offset"] + entity["length"] - shift)
        if end > begin:
            moved.append({**entity, "offset": begin, "length": end - begin})
    return Formatted(text, tuple(moved), source)


def message_text(params: Params, too_long: str) -> Formatted:
    """The text of a message: 1 to 4096 UTF-16 units after parsing."""
    formatted = read_text(params)
    if not formatted.text:
        raise bad_request("message text is empty")
    if utf16_length(formatted.text) > TEXT_LIMIT:
        raise bad_request(too_long)
    return formatted


def caption(params: Params) -> Formatted:
    """The caption of a file: up to 1024 UTF-16 units after parsing."""
    formatted = read_text(params, "caption")
    if utf16_length(formatted.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return formatted
