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
_NUMBERS = re.compile(
    r"[-+]?(0[0-7_]+|0[xob][0-9a-f_]+|[0-9][0-9_]*(:[0-5]?[0-9])+(\.\d*)?"
    r"|[0-9_]*\.[0-9_]+(e[-+]?\d+)?|[0-9]+e[-+]?\d+|\.inf|\.nan)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Document:
    """One file: its data, where each part of them stands, and what is wrong with the YAML."""

    path: str
    data: Loaded = ""
    lines: dict[Place, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """The line (from 1) of that place, or of the nearest part around it that is there."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)

    def finding(self, place: Place, code: str, message: str) -> Finding:
        """A finding at that place of this file."""
        return Finding(self.path, self.line(place), code, message)


def read(path: str, raw: bytes) -> Document:
    """Reads one file. Never raises for bad content: ``findings`` says what is wrong."""
    document = Document(path)
    try:
        text = raw.decode("utf-8-sig")
        root = yaml.compose(text, Loader=_Loader)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        _report(document, line, "encoding", "berkas bukan UTF-8; simpan ulang sebagai UTF-8")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(str(error.problem or error.context).split())
        _report(document, mark.line + 1 if mark else 1, "yaml", f"YAML tidak terbaca: {problem}")
    except yaml.YAMLError as error:
        _report(document, 1, "yaml", f"YAML tidak terbaca: {' '.join(str(error).split())}")
    else:
        if root is None:
            _report(document, 1, "empty-file", "berkas kosong")
        else:
            document.data = _load(document, root, (), frozenset())
    return document


def _report(document: Document, line: int, code: str, message: str) -> None:
    document.findings.append(Finding(document.path, line, code, message))


def _load(document: Document, node: Node, place: Place, above: frozenset[int]) -> Loaded:
    line = node.start_mark.line + 1
    document.lines.setdefault(place, line)
    if id(node) in above:
        _report(document, line, "yaml", "alias menunjuk ke dirinya sendiri")
        return ""
    if isinstance(node, MappingNode):
        return _mapping(document, node, place, above | {id(node)})
    if isinstance(node, SequenceNode):
        inside = above | {id(node)}
        return [_load(document, n, (*place, i), inside) for i, n in enumerate(node.value)]
    return _scalar(document, node)


def _mapping(
    document: Document, node: MappingNode, place: Place, above: frozenset[int]
) -> dict[str, Loaded]:
    data: dict[str, Loaded] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, ScalarNode):
            _report(document, line, "yaml", "kunci harus teks")
            continue
        # ``on:`` (the day of a case) is a key of ours; as a key nothing reads it as True here.
        key = "on" if key_node.value == "on" else _scalar(document, key_node)
        if key in data:
            first = document.lines[(*place, key)]
            _report(document, line, "duplicate-key", f"kunci '{key}' sudah ada di baris {first}")
            continue
        document.lines[(*place, key)] = line
        data[key] = _load(document, value_node, (*place, key), above)
    return data


def _scalar(document: Document, node: Node) -> str:
    text, line = str(node.value), node.start_mark.line + 1
    if not getattr(node, "style", None):
        if text == "":
            _report(document, line, "empty-value", "nilai kosong; isi, atau hapus kuncinya")
        elif text.lower() in _WORDS or _NUMBERS.fullmatch(text):
            _report(
                document,
                line,
                "unquoted",
                f"'{text}' tanpa tanda kutip dibaca YAML sebagai nilai lain; tulis '\"{text}\"'",
            )
    return text
