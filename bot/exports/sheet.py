"""A sheet: named, typed columns and rows of plain values. It knows no file format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["text", "whole", "decimal", "percent", "date"]
"""``whole`` is an int; ``decimal`` has two digits; ``percent`` is a share, of which 1 is 100 %;
``date`` is a day."""

Cell: TypeAlias = "str | int | float | date | None"
"""None is an empty cell of any kind."""


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is in letters, for formats that have widths."""

    heading: str
    kind: Kind = "text"
    width: int = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """``name`` is what its tab is called, at most 31 letters. ``rows`` are read once, in order,
    so they may be made while they are written."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


def shown(cell: Cell, kind: Kind, point: str = ".") -> str:
    """A cell as people read it; ``point`` parts the decimals. An empty cell is an empty text."""
    if cell is None:
        return ""
    if kind == "decimal":
        return f"{cell:.2f}".replace(".", point)
    if kind == "percent":
        return f"{cell:.1%}".replace(".", point)
    return str(cell)
