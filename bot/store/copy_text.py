"""The text form of rows in which PostgreSQL writes a table out (``COPY … TO``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.store.tables import Column, Values

_BLOCK = re.compile(rb'COPY (?:\S+\.)?"?([a-z_0-9]+)"? \(([a-z_0-9", ]+)\) FROM stdin;')
_END, _NULL = b"\\.", b"\\N"
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_MEANS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


class Block:
    """Finds the rows of one table among the lines that are written around them.

    Raises ValueError, without any value, when they are another table's, of other columns, or
    cannot be read.
    """

    def __init__(self, table: str, columns: Sequence[Column]) -> None:
        self._table, self._wanted = table.encode(), columns
        self._given: list[str] = []
        self._state = "before"

    def take(self, lines: Iterable[bytes]) -> list[Values]:
        """The rows among some lines, which are given in order."""
        found = []
        for line in lines:
            if self._state != "within":
                self._look(line)
            elif line == _END:
                self._state = "after"
            else:
                found.append(self._row(line))
        return found

    def end(self) -> None:
        """No line follows. Raises ValueError when the rows were missing or cut off."""
        if self._state != "after":
            raise ValueError("its rows are missing or cut off")

    def _look(self, line: bytes) -> None:
        match = _BLOCK.fullmatch(line)
        if match is None:
            return
        self._given = match[2].decode().replace('"', "").split(", ")
        wanted = sorted(column.name for column in self._wanted)
        if self._state == "after" or match[1] != self._table or sorted(self._given) != wanted:
            raise ValueError("its rows are not of this table")
        self._state = "within"

    def _row(self, line: bytes) -> Values:
        fields = line.split(b"\t")
        if len(fields) != len(self._given):
            raise ValueError("a row has too few or too many values")
        named = dict(zip(self._given, fields, strict=True))
        return tuple(decode(named[column.name], column) for column in self._wanted)


def decode(field: bytes, column: Column) -> int | str | bytes | None:
    """One value. Raises ValueError, without it, when it is not of the column's kind."""
    if field == _NULL:
        return None
    try:
        text = field.decode()
        if "\\" in text:
            text = _ESCAPE.sub(lambda escape: _MEANS.get(escape[1], escape[1]), text)
        if column.kind == "int":
            return int(text)
        if column.kind == "bytes":
            return bytes.fromhex(text.removeprefix("\\x"))
    except ValueError:
        raise ValueError(f"a value of {column.name} cannot be read") from None
    return text
