"""YAML without its traps: every scalar is text, and every place in the file is remembered.

Plain YAML turns an unquoted ``no`` into False, ``1:30`` into 90 and ``010`` into 8, and keeps
the last of two equal keys. Here each of these is a finding with its line, and nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.errors import Finding

Loaded: TypeAlias = "str | list[Loaded] | dict[str, Loaded]"
Place: TypeAlias = tuple[str | int, ...]

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"])
_SIGNS = frozenset(["<<", "="])  # a merge and a default value
_OUR_KEYS = frozenset(["on"])  # a key of our own schema: as a key it can mean nothing else
_NUMBERS = re.compile(
    r"[-+]?(0[0-9_]+|[1-9][0-9]*_[0-9_]*|0[xob][0-9a-f_]+|[0-9][0-9_]*(:[0-5]?[0-9])+(\.\d*)?"
    r"|[0-9_]*\.[0-9_]+(e[-+]?\d+)?|[0-9]+e[-+]?\d+|\.inf|\.nan)",
    re.IGNORECASE,
)


_DEEP = 40  # levels; content has eight
_PARSER_DEPTH = 10_000  # far above, libyaml's recursion ends the process


@dataclass(slots=True)
class Document:
    """One file: its data, where each part of them stands, and what is wrong with the YAML.

    ``spoilt`` are the places whose value is already known to be wrong: nothing else is said of
    them. ``readable`` is false when the file has no data at all.
    """

    path: str
    data: Loaded = ""
    lines: dict[Place, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    spoilt: dict[Place, Finding] = field(default_factory=dict)
    readable: bool = True

    def place(self, place: Place) -> Place:
        """The place, or the nearest part around it that is there.

        A number may stand for the only one, where the author did not write a list.
        """
        found: Place = ()
        for part in place:
            if (*found, part) in self.lines:
                found = (*found, part)
            elif isinstance(part, str):
                break
        return found

    def line(self, place: Place) -> int:
        """The line (from 1) of that place."""
        return self.lines.get(self.place(place), 1)

    def finding(self, place: Place, code: str, message: str) -> Finding:
        """A finding at that place of this file, or the one that already spoils the place."""
        return self.spoilt.get(self.place(place)) or Finding(
            self.path, self.line(place), code, message
        )


def read(path: str, raw: bytes) -> Document:
    """Reads one file. Never raises for bad content: ``findings`` says what is wrong."""
    document = Document(path)
    try:
        text = raw.decode("utf-8-sig")
        deep = _too_deep(text)
        root = None if deep else yaml.compose(text, Loader=_Loader)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        _unreadable(document, line, "encoding", "berkas bukan UTF-8; simpan ulang sebagai UTF-8")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        _unreadable(document, mark.line + 1 if mark else 1, "yaml", _told(error))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        character = f"karakter kendali #x{error.character:04x} tidak boleh ada; hapus"
        _unreadable(document, line, "yaml", character)
    else:
        if deep:
            _unreadable(document, 1, "yaml", _TOO_DEEP)
        elif root is None:
            _unreadable(document, 1, "empty-file", "berkas kosong; isi, atau hapus")
        else:
            document.data = _Reader(document).load(root, ())
    return document


_TOO_DEEP = f"bersarang lebih dari {_DEEP} tingkat"
_PROBLEMS = {
    "found character that cannot start any token": "ada karakter yang tidak boleh mengawali isi,"
    " misalnya tab; pakai spasi, atau beri tanda kutip",
    "found a tab character that violates indentation": "ada tab; pakai spasi",
    "mapping values are not allowed in this context": "ada ': ' yang tidak pada tempatnya; beri"
    " tanda kutip pada teks, atau periksa takuknya",
    "could not find expected ':'": "kurang ':' sesudah kunci",
    "did not find expected key": "takuk atau tanda kutip salah di sini atau sebelumnya",
    "did not find expected '-' indicator": "takuk salah; di sini seharusnya '- '",
    "did not find expected ',' or ']'": "kurung '[' belum ditutup, atau kurang koma",
    "did not find expected ',' or '}'": "kurung '{' belum ditutup, atau kurang koma",
    "found unexpected end of stream": "tanda kutip belum ditutup",
    "but found another document": "'---' memulai dokumen kedua; satu berkas satu dokumen",
    "found undefined alias": "'*' di awal isi dibaca sebagai alias; beri tanda kutip",
}


def _told(error: yaml.MarkedYAMLError) -> str:
    problem = " ".join(str(error.problem or error.context).split())
    return f"YAML tidak terbaca: {_PROBLEMS.get(problem, problem)}"


def _unreadable(document: Document, line: int, code: str, message: str) -> None:
    document.findings.append(Finding(document.path, line, code, message))
    document.readable = False


def _too_deep(text: str) -> bool:
    """Each level takes a bracket or a column: a text that has few of both needs no counting."""
    columns = max((len(line) for line in text.splitlines()), default=0)
    if text.count("[") + text.count("{") + columns < _PARSER_DEPTH:
        return False
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEP:
            return True
    return False


class _Reader:
    """From the nodes to data, with the place of each."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._seen: set[int] = set()

    def load(self, node: Node, place: Place) -> Loaded:
        line = node.start_mark.line + 1
        self._document.lines.setdefault(place, line)
        if id(node) in self._seen:
            return self._spoil(place, "yaml", "alias ('*nama') tidak dipakai; tulis isinya")
        self._seen.add(id(node))
        if len(place) > _DEEP:
            return self._spoil(place, "yaml", _TOO_DEEP)
        if isinstance(node, MappingNode):
            return self._mapping(node, place)
        if isinstance(node, SequenceNode):
            return [self.load(one, (*place, i)) for i, one in enumerate(node.value)]
        return self._scalar(node, place)

    def _mapping(self, node: MappingNode, place: Place) -> dict[str, Loaded]:
        data: dict[str, Loaded] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                self._report(line, "yaml", "kunci harus teks")
                continue
            key = str(key_node.value)
            inside = (*place, key)
            if key in data:
                first = self._document.lines[inside]
                told = f"kunci '{key}' sudah ada di baris {first}; hapus salah satu"
                self._report(line, "duplicate-key", told)
                continue
            self._document.lines[inside] = line
            problem = _trap(key_node) if key not in _OUR_KEYS else None
            if problem:
                self._spoil(inside, *problem)
            data[key] = self.load(value_node, inside)
        return data

    def _scalar(self, node: Node, place: Place) -> str:
        problem = _trap(node)
        if problem:
            self._spoil(place, *problem)
        return str(node.value)

    def _spoil(self, place: Place, code: str, message: str) -> str:
        finding = self._report(self._document.lines[place], code, message)
        self._document.spoilt[place] = finding
        return ""

    def _report(self, line: int, code: str, message: str) -> Finding:
        finding = Finding(self._document.path, line, code, message)
        self._document.findings.append(finding)
        return finding


def _trap(node: Node) -> tuple[str, str] | None:
    text = str(node.value)
    if getattr(node, "style", None):
        return None
    if text == "":
        return "empty-value", "nilai kosong; isi, atau hapus kuncinya"
    if text.lower() in _WORDS or text in _SIGNS or _NUMBERS.fullmatch(text):
        return (
            "unquoted",
            f"'{text}' tanpa tanda kutip dibaca YAML sebagai nilai lain; tulis \"{text}\"",
        )
    return None
