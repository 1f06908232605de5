"""All that is stored about a person as files: JSON for programs, and HTML to read.

The JSON has every column. The HTML has those that content/text has a word for (``own.column.…``):
what is left out there says something to programs only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any, Final, TypeAlias

from bot.agencies.agency import Zone
from bot.screens.screen import Phrase, say
from bot.service.dates import bare, label, told

FORMAT: Final = "netral/own-data/1"
Held: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by table."""

_WORDS: Final = {
    "role": "office.role",
    "reason": "dispute.reason",
    "due_reason": "campaign.reason",
    "excused_reason": "campaign.reason",
}
"""Columns whose values have words already, elsewhere than at ``own.value``."""

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;display:block;overflow-x:auto}"
    "td,th{border:1px solid #999;padding:.2rem .5rem;text-align:left;vertical-align:top}"
)


@dataclass(frozen=True, slots=True)
class Words:
    """Phrases in the person's language; ``has`` says whether there is a key. ``zone`` is the one
    that they are told times in."""

    say: Callable[[Phrase], str]
    has: Callable[[str], bool]
    language: str
    zone: Zone


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to read: what was asked, what was answered, and its points of 100."""

    at: int
    asked: str
    chosen: str
    points: int


def as_json(held: Held, person: int, at: int) -> bytes:
    """Everything, by table and column. Times are ms since 1970 UTC, as they are stored."""
    whole = {
        "format": FORMAT,
        "person": person,
        "written": datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="seconds"),
        "tables": held,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=bytes.hex).encode()


def as_html(held: Held, answers: Sequence[Answered], words: Words, at: int) -> bytes:
    """A page that needs nothing else: a section for each table that has rows."""
    title = escape(words.say(say("own.page")))
    made = escape(words.say(say("own.written", at=told(at, words.zone), zone=label(words.zone))))
    parts = [_section(table, rows, words) for table, rows in held.items() if rows]
    if answers:
        parts.append(_answers(answers, words))
    return (
        f'<!doctype html><html lang="{words.language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style><h1>{title}</h1><p>{made}</p>"
        f"{''.join(parts)}</html>\n"
    ).encode()


def _section(table: str, rows: Sequence[Mapping[str, Any]], words: Words) -> str:
    columns = [name for name in rows[0] if words.has(f"own.column.{name}")]
    head = [words.say(say(f"own.column.{name}")) for name in columns]
    body = [[_cell(name, row[name], words) for name in columns] for row in rows]
    title = words.say(say(f"own.table.{table}"))
    if len(body) == 1:  # one below the other: a phone is narrow
        return _table(title, (), [list(pair) for pair in zip(head, body[0], strict=True)])
    return _table(title, head, body)


def _answers(answers: Sequence[Answered], words: Words) -> str:
    names = ("at", "asked", "chosen", "points")
    head = [words.say(say(f"own.column.{name}")) for name in names]
    body = [
        [words.say(bare(one.at, words.zone)), one.asked, one.chosen, str(one.points)]
        for one in answers
    ]
    return _table(words.say(say("own.answers")), head, body)


def _table(title: str, head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    def line(tag: str, cells: Sequence[str]) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    rows = "".join(line("td", cells) for cells in body)
    return f"<h2>{escape(title)}</h2><table>{line('th', head)}{rows}</table>"


def _cell(name: str, value: object, words: Words) -> str:
    """A time as the clock has it, a word of ours in the person's language, else as it is."""
    if value is None:
        return "–"
    if isinstance(value, int) and (name == "at" or name.endswith(("_at", "_until"))):
        return words.say(bare(value, words.zone))
    key = f"{_WORDS.get(name, f'own.value.{name}')}.{value}"
    return words.say(say(key)) if words.has(key) else str(value)
