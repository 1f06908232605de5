"""Telegram's HTML: few tags, strict nesting, errors that name a byte offset.

Follows the parser of the official server: an unknown, unclosed or mis-nested tag is refused, a
bare ``&`` stays, and only ``&lt; &gt; &amp; &quot;`` and numbers are decoded.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from .errors import bad_request

KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
ENTITY = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot)(?![A-Za-z]));?")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
ATTRIBUTE = re.compile(
    r"\s*(?P<name>[^\s=>/\"']*)\s*"
    r"(?P<value>=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[A-Za-z0-9.-]*)))?"
)
START_NAME = re.compile(r"[^\s>]*")
END_TAG = re.compile(r"([^\s>]*)\s*>")

Entity = dict[str, Any]


def utf16_length(text: str) -> int:
    """Length as Telegram counts it: a character outside the basic plane is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


@dataclass(slots=True)
class _Open:
    """A start tag that waits for its end tag."""

    tag: str
    argument: str
    offset: int
    begin: int


@dataclass(slots=True)
class _Parse:
    """One run over a source; positions are characters, offsets are UTF-16 units."""

    source: str
    plain: str = ""
    offset: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def fail(self, reason: str, at: int) -> Exception:
        byte = len(self.source[:at].encode())
        return bad_request(f"can't parse entities: {reason.replace('@', f'byte offset {byte}')}")

    def text(self, raw: str) -> None:
        decoded = ENTITY.sub(_decode, raw) if "&" in raw else raw
        self.plain += decoded
        self.offset += utf16_length(decoded)

    def start_tag(self, begin: int) -> int:
        name = START_NAME.match(self.source, begin + 1)
        position = name.end() if name else begin
        if position >= len(self.source):
            raise self.fail("Unclosed start tag at @", begin)
        tag = self.source[begin + 1 : position].lower()
        if tag not in KINDS:
            raise self.fail(f'Unsupported start tag "{tag}" at @', begin)
        attributes, position = self.attributes(tag, begin, position)
        argument = attributes.get({"a": "href", "blockquote": "expandable"}.get(tag, "class"), "")
        if tag == "blockquote":
            argument = "expandable" if "expandable" in attributes else ""
        if tag == "span" and argument != "tg-spoiler":
            raise self.fail('Tag "span" must have class "tg-spoiler" at @', begin)
        self.open.append(_Open(tag, argument, self.offset, len(self.plain)))
        return position + 1

    def attributes(self, tag: str, begin: int, position: int) -> tuple[dict[str, str], int]:
        found: dict[str, str] = {}
        while True:
            while position < len(self.source) and self.source[position].isspace():
                position += 1
            if position >= len(self.source):
                raise self.fail(f'Unclosed start tag "{tag}" at @', begin)
            if self.source[position] == ">":
                return found, position
            match = ATTRIBUTE.match(self.source, position)
            if match is None or not match["name"]:
                raise self.fail(f'Empty attribute name in the tag "{tag}" at @', begin)
            value = match["double"] or match["single"] or (match["bare"] or "").lower()
            found[match["name"]] = ENTITY.sub(_decode, value)
            position = match.end()

    def end_tag(self, begin: int) -> int:
        if not self.open:
            raise self.fail("Unexpected end tag at @", begin)
        match = END_TAG.match(self.source, begin + 2)
        if match is None:
            raise self.fail("Unclosed end tag at @", begin)
        started = self.open.pop()
        if match[1] and match[1] != started.tag:
            reason = f'Unmatched end tag at @, expected "</{started.tag}>", found "</{match[1]}>"'
            raise self.fail(reason, begin)
        self.close(started)
        return match.end()

    def close(self, started: _Open) -> None:
        length = self.offset - started.offset
        if length == 0:
            return
        entity: Entity = {"type": KINDS[started.tag], "offset": started.offset, "length": length}
        if started.tag == "a":
            entity["url"] = started.argument or self.plain[started.begin :]
            if "." not in entity["url"] and ":" not in entity["url"]:
                return
        elif started.tag == "code" and started.argument.startswith("language-"):
            entity["language"] = started.argument.removeprefix("language-")
        elif started.argument == "expandable":
            entity["type"] = "expandable_blockquote"
        self.entities.append(entity)


def _decode(match: re.Match[str]) -> str:
    if match[3]:
        return NAMED[match[3]]
    code = int(match[1], 16) if match[1] else int(match[2])
    usable = 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000
    return chr(code) if usable and len(match[0]) <= 10 else match[0]


@lru_cache(maxsize=4096)
def parse_html(source: str) -> tuple[str, tuple[Entity, ...]]:
    """The plain text and its entities; ApiError if the real server would refuse it."""
    run = _Parse(source)
    position = 0
    while (begin := source.find("<", position)) >= 0:
        run.text(source[position:begin])
        step: Callable[[int], int] = (
            run.end_tag if source.startswith("/", begin + 1) else run.start_tag
        )
        position = step(begin)
    run.text(source[position:])
    if run.open:
        tag = run.open[-1].tag
        reason = f'Can\'t find end tag corresponding to start tag "{tag}"'
        raise bad_request(f"can't parse entities: {reason}")
    return run.plain, tuple(_merge_code(run.entities))


def _merge_code(entities: list[Entity]) -> list[Entity]:
    """A ``code`` that fills a ``pre`` only names its language, as Telegram has it."""
    code = {_span(entity): entity for entity in entities if entity["type"] == "code"}
    merged: list[Entity] = []
    for entity in entities:
        if entity["type"] == "pre" and _span(entity) in code:
            language = code.pop(_span(entity)).get("language")
            merged.append({**entity, "language": language} if language else entity)
        elif entity["type"] != "code":
            merged.append(entity)
    for entity in code.values():
        entity.pop("language", None)
    return sorted([*merged, *code.values()], key=_order)


def _span(entity: Entity) -> tuple[int, int]:
    return entity["offset"], entity["length"]


def _order(entity: Entity) -> tuple[int, int]:
    return entity["offset"], -entity["length"]
