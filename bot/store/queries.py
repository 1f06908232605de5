"""The named statements of ``bot/store/sql``: written once, for both databases.

A statement begins with the line ``-- name: purpose`` and has ``:name`` parameters. SQLite takes
it as it is; PostgreSQL wants ``$1``, ``$2``, so it is rewritten once, here.

A line under the name may mark the statement:

- ``-- repeatable``: running it twice in a row leaves the same rows and returns the same rows as
  running it once; a test tries each.
- ``-- long``: it reads many rows, so that taps should not queue behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

_HEADING = re.compile(r"^-- ([a-z][a-z0-9_]*): (\S.*)$")
_REPEATABLE, _LONG = "-- repeatable", "-- long"

# Strings, quoted names, comments and casts come first, so that no colon inside them counts.
# (A doubled quote in a string reads as two strings, which comes to the same.)
_TOKEN = re.compile(
    r"""'[^']*' | "[^"]*" | --[^\n]* | /\*.*?\*/ | :: | ; | :([a-z_][a-z0-9_]*)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Query:
    """``sql`` has ``:name`` parameters, ``numbered`` has ``$n`` in the order of ``names``."""

    name: str
    purpose: str
    sql: str
    numbered: str
    names: tuple[str, ...]
    repeatable: bool = False
    long: bool = False


@cache
def shipped() -> Mapping[str, Query]:
    """Every statement of this program, by name."""
    found: dict[str, Query] = {}
    for path in sorted((Path(__file__).parent / "sql").glob("*.sql")):
        for query in parse(path.read_text(encoding="utf-8")):
            if query.name in found:
                raise ValueError(f"{path.name}: a second query is called {query.name}")
            found[query.name] = query
    return MappingProxyType(found)


def parse(text: str) -> Iterator[Query]:
    """The statements of one file. Raises ValueError for text before the first heading."""
    heading: re.Match[str] | None = None
    body: list[str] = []
    for line in text.splitlines():
        if (match := _HEADING.match(line)) is None:
            body.append(line)
            continue
        if heading is not None:
            yield _query(heading, body)
        elif any(line.strip() for line in body):
            raise ValueError(f"text before the first '-- name: purpose': {body[0]!r}")
        heading, body = match, []
    if heading is not None:
        yield _query(heading, body)


def _query(heading: re.Match[str], body: list[str]) -> Query:
    mark = body[0].strip() if body else ""
    marked = mark in (_REPEATABLE, _LONG)
    sql = "\n".join(body[marked:]).strip().removesuffix(";")
    numbered, names = number(sql)
    return Query(heading[1], heading[2], sql, numbered, names, mark == _REPEATABLE, mark == _LONG)


def number(sql: str) -> tuple[str, tuple[str, ...]]:
    """Rewrite ``:name`` to ``$n``; a name that comes twice keeps its number."""
    names: dict[str, int] = {}

    def place(match: re.Match[str]) -> str:
        if (name := match[1]) is None:
            return match[0]
        return f"${names.setdefault(name, len(names) + 1)}"

    return _TOKEN.sub(place, sql), tuple(names)


def statements(script: str) -> list[str]:
    """Split a script at its semicolons, but not at those in strings and comments."""
    cuts = [match.start() for match in _TOKEN.finditer(script) if match[0] == ";"]
    parts = [script[a:b] for a, b in zip([0, *(c + 1 for c in cuts)], [*cuts, None], strict=True)]
    return [part.strip() for part in parts if re.sub(r"--[^\n]*", "", part).strip()]
