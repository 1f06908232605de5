"""The content as its authors wrote it, each part with the place where it stands.

A part with an error is left out and reported; the others go on, so that one run finds all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Generic, Literal, TypeAlias, TypeVar, cast

from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.catalog import schema, schema_bank
from bot.catalog.explain import explain
from bot.catalog.strict_yaml import Document, Loaded, Place, read
from bot.errors import Finding

T_co = TypeVar("T_co", covariant=True)
M = TypeVar("M", bound=BaseModel)

_MANY = 10_000  # questions: as many as any module wants

LANGUAGES = ("id", "en")

_TEXT: TypeAdapter[str | schema_bank.PluralIn] = TypeAdapter(schema_bank.TextIn)
_WORDS: TypeAdapter[schema.WordsIn] = TypeAdapter(schema.WordsIn)

Kind: TypeAlias = Literal[
    "facts", "sources", "severities", "rules", "cases", "scenarios", "stages", "texts", "provinces"
]


@dataclass(frozen=True, slots=True)
class Placed(Generic[T_co]):
    """Something written at ``place`` of ``document``."""

    value: T_co
    document: Document
    place: Place

    @property
    def where(self) -> str:
        """``path:line``, to point there from elsewhere."""
        return f"{self.document.path}:{self.document.line(self.place)}"

    def finding(self, code: str, message: str, *inside: str | int) -> Finding:
        """A finding here, or at a place inside."""
        return self.document.finding((*self.place, *inside), code, message)


@dataclass(slots=True)
class Parts:
    """All of content/.

    ``lost`` are the items with an error, raw, as far as they have an id: what refers to them is
    not wrong. ``lost_questions`` counts, by topic, the scenarios without a key. ``unread`` are the
    kinds of which a whole file is missing or cannot be read. ``meant`` are the values of facts
    that a condition with an error may have named.
    """

    documents: dict[str, Document] = field(default_factory=dict)
    facts: list[Placed[schema.FactIn]] = field(default_factory=list)
    sources: list[Placed[schema.SourceIn]] = field(default_factory=list)
    severities: list[Placed[schema.SeverityIn]] = field(default_factory=list)
    rules: list[Placed[schema.RuleIn]] = field(default_factory=list)
    cases: list[Placed[schema.CaseIn]] = field(default_factory=list)
    topics: list[Placed[tuple[str, schema.WordsIn]]] = field(default_factory=list)
    scenarios: list[Placed[tuple[str, schema_bank.ScenarioIn]]] = field(default_factory=list)
    modules: list[Placed[tuple[str, schema_bank.ModuleFile]]] = field(default_factory=list)
    provinces: list[Placed[schema.ProvinceIn]] = field(default_factory=list)
    stages: list[Placed[schema_bank.StageIn]] = field(default_factory=list)
    policy: Placed[schema_bank.PolicyFile] | None = None
    pledge: Placed[schema_bank.PledgeFile] | None = None
    texts: dict[str, Placed[schema_bank.TextsFile]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    lost: dict[Kind, dict[str, Loaded]] = field(default_factory=lambda: defaultdict(dict))
    lost_questions: Counter[str] = field(default_factory=Counter)
    unread: set[Kind] = field(default_factory=set)
    meant: set[tuple[str, str]] = field(default_factory=set)

    def lose(self, item: Placed[object]) -> None:
        """Leaves out an item whose own shape is right."""
        kind, i = str(item.place[0]), item.place[-1]
        if isinstance(item.value, tuple):
            self.lost_questions[item.value[0]] += 1
        listed = item.document.data[kind] if isinstance(item.document.data, dict) else ""
        raw = listed[i] if isinstance(listed, list) and isinstance(i, int) else ""
        self.lost[cast(Kind, kind)][f"?{item.where}"] = raw

    def is_lost(self, kind: Kind, id_: str) -> bool:
        """Whether an item of that id may well be there, but with an error of its own."""
        return id_ in self.lost[kind] or kind in self.unread


def unique(parts: Parts, items: Iterable[Placed[Any]], what: str) -> list[Placed[Any]]:
    """The items whose id stands for the first time; a second one is reported and lost."""
    first: dict[str, Placed[Any]] = {}
    for item in items:
        value = item.value[1] if isinstance(item.value, tuple) else item.value
        if value.id in first:
            told = f"{what} '{value.id}' sudah ada di {first[value.id].where}; ganti id-nya"
            parts.findings.append(item.finding("duplicate-id", told, "id"))
            parts.lose(item)
        else:
            first[value.id] = item
    return list(first.values())


def parse(files: Mapping[str, bytes]) -> Parts:
    """Every file into its parts. Never raises for bad content: see ``findings``."""
    parts = Parts()
    for name, raw in files.items():
        document = read(name, raw)
        parts.documents[name] = document
        parts.findings += document.findings
        _sort_in(parts, document)
    return parts


def _sort_in(parts: Parts, document: Document) -> None:
    path = PurePosixPath(document.path)
    match path.parts:
        case _ if path.suffix != ".yaml":
            told = "hanya berkas .yaml yang dibaca; ganti nama akhirannya"
            parts.findings.append(document.finding((), "unknown-file", told))
        case (name,):
            _top(parts, document, name)
        case ("rulebook", *inside):
            _rulebook(parts, document, inside)
        case ("cases", _):
            parts.cases += _items(parts, document, "cases", schema.CaseIn)
        case ("scenarios", _):
            _scenarios(parts, document, path.stem)
        case ("modules", _):
            module = _whole(parts, document, schema_bank.ModuleFile)
            if module:
                parts.modules.append(Placed((path.stem, module.value), document, ()))
        case ("text", _) if path.stem in LANGUAGES:
            _language(parts, document, path.stem)
        case _:
            _misplaced(parts, document)


def _top(parts: Parts, document: Document, name: str) -> None:
    match name:
        case "policy.yaml":
            parts.policy = _whole(parts, document, schema_bank.PolicyFile)
        case "provinces.yaml":
            parts.provinces += _items(parts, document, "provinces", schema.ProvinceIn)
        case "calendar.yaml":
            parts.stages += _items(parts, document, "stages", schema_bank.StageIn)
        case "pledge.yaml":
            parts.pledge = _whole(parts, document, schema_bank.PledgeFile)
        case _:
            _misplaced(parts, document)


def _rulebook(parts: Parts, document: Document, inside: list[str]) -> None:
    match inside:
        case ["facts.yaml"]:
            parts.facts += _items(parts, document, "facts", schema.FactIn)
        case ["sources.yaml"]:
            parts.sources += _items(parts, document, "sources", schema.SourceIn)
        case ["severities.yaml"]:
            parts.severities += _items(parts, document, "severities", schema.SeverityIn)
        case ["rules", _]:
            parts.rules += _items(parts, document, "rules", schema.RuleIn)
        case _:
            _misplaced(parts, document)


def _misplaced(parts: Parts, document: Document) -> None:
    told = "berkas ini tidak dikenal; periksa nama dan foldernya"
    parts.findings.append(document.finding((), "unknown-file", told))


def _scenarios(parts: Parts, document: Document, topic: str) -> None:
    items = _items(parts, document, "scenarios", schema_bank.ScenarioIn, "title")
    parts.scenarios += [Placed((topic, i.value), document, i.place) for i in items]
    data = document.data
    listed = data.get("scenarios") if isinstance(data, dict) else None
    parts.lost_questions[topic] += len(listed) - len(items) if isinstance(listed, list) else _MANY
    title: schema.WordsIn = {}
    if isinstance(data, dict) and "title" in data:
        try:
            title = _WORDS.validate_python(data["title"])
        except ValidationError as error:
            parts.findings += explain(document, ("title",), error)
    elif isinstance(data, dict):
        told = "'title': judul topik tidak ada; tambahkan {id: ..., en: ...}"
        parts.findings.append(document.finding((), "missing-key", told))
    parts.topics.append(Placed((topic, title), document, ("title",)))


def _language(parts: Parts, document: Document, language: str) -> None:
    """Each key alone, so that a broken one hides no other."""
    if not isinstance(document.data, dict):
        parts.unread.add("texts")
        if document.readable:
            told = "berkas harus berisi pasangan kunci dan teks"
            parts.findings.append(document.finding((), "bad-form", told))
        return
    texts: schema_bank.TextsFile = {}
    for key, raw in document.data.items():
        try:
            text = _TEXT.validate_python(raw)
        except ValidationError as error:
            parts.lost["texts"][key] = raw
            parts.findings += explain(document, (key,), error)
        else:
            texts[key] = text if isinstance(text, str) else text.model_dump()
    parts.texts[language] = Placed(texts, document, ())


def _whole(parts: Parts, document: Document, model: type[M]) -> Placed[M] | None:
    try:
        return Placed(model.model_validate(document.data), document, ())
    except ValidationError as error:
        if document.readable:
            parts.findings += explain(document, (), error)
        return None


def _items(
    parts: Parts, document: Document, key: Kind, model: type[M], *others: str
) -> list[Placed[M]]:
    """The items of ``key``, each checked alone, so that a broken one hides no other."""
    data = document.data
    listed = data.get(key) if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(listed, list):
        parts.unread.add(key)
        if document.readable:
            told = f"'{key}': daftar ini tidak ada; awali berkas dengan '{key}:'"
            parts.findings.append(document.finding((key,), "missing-key", told))
        return []
    for extra in sorted(data.keys() - {key, *others}):
        told = f"'{extra}': kunci ini tidak dikenal; yang boleh: " + ", ".join((key, *others))
        parts.findings.append(document.finding((extra,), "unknown-key", told))
    found: list[Placed[M]] = []
    for i, item in enumerate(listed):
        try:
            found.append(Placed(model.model_validate(item), document, (key, i)))
        except ValidationError as error:
            parts.findings += explain(document, (key, i), error)
            id_ = item.get("id") if isinstance(item, dict) else None
            parts.lost[key][id_ if isinstance(id_, str) else f"?{document.path}:{i}"] = item
    return found
