"""The content as its authors wrote it, each part with the place where it stands.

A part with an error is left out and reported; the others go on, so that one run finds all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Generic, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.catalog import schema
from bot.catalog.explain import explain
from bot.catalog.strict_yaml import Document, Place, read
from bot.errors import Finding

T_co = TypeVar("T_co", covariant=True)
M = TypeVar("M", bound=BaseModel)

LANGUAGES = ("id", "en")

_TEXTS: TypeAdapter[schema.TextsFile] = TypeAdapter(schema.TextsFile)


@dataclass(frozen=True, slots=True)
class Placed(Generic[T_co]):
    """Something written at ``place`` of ``document``."""

    value: T_co
    document: Document
    place: Place

    def finding(self, code: str, message: str, *inside: str | int) -> Finding:
        """A finding here, or at a place inside."""
        return self.document.finding((*self.place, *inside), code, message)


@dataclass(slots=True)
class Parts:
    """All of content/. ``partial`` says that a rule or fact was left out because of an error."""

    documents: dict[str, Document] = field(default_factory=dict)
    facts: list[Placed[schema.FactIn]] = field(default_factory=list)
    sources: list[Placed[schema.SourceIn]] = field(default_factory=list)
    severities: list[Placed[schema.SeverityIn]] = field(default_factory=list)
    rules: list[Placed[schema.RuleIn]] = field(default_factory=list)
    cases: list[Placed[schema.CaseIn]] = field(default_factory=list)
    topics: list[Placed[tuple[str, schema.WordsIn]]] = field(default_factory=list)
    scenarios: list[Placed[tuple[str, schema.ScenarioIn]]] = field(default_factory=list)
    modules: list[Placed[tuple[str, schema.ModuleFile]]] = field(default_factory=list)
    policy: Placed[schema.PolicyFile] | None = None
    texts: dict[str, Placed[schema.TextsFile]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    partial: bool = False


def parse(files: Mapping[str, bytes]) -> Parts:
    """Every file into its parts. Never raises for bad content: see ``findings``."""
    parts = Parts()
    for name, raw in files.items():
        document = read(name, raw)
        parts.documents[name] = document
        parts.findings += document.findings
        if document.data != "":
            _sort_in(parts, document)
        else:
            parts.partial = True
    return parts


def _sort_in(parts: Parts, document: Document) -> None:
    path = PurePosixPath(document.path)
    match path.parts:
        case ("policy.yaml",):
            parts.policy = _whole(parts, document, schema.PolicyFile)
        case ("rulebook", *_):
            _rulebook(parts, document, path)
        case ("cases", _):
            parts.cases += _items(parts, document, "cases", schema.CaseIn)
        case ("scenarios", _):
            _scenarios(parts, document, path.stem)
        case ("modules", _):
            module = _whole(parts, document, schema.ModuleFile)
            if module:
                parts.modules.append(Placed((path.stem, module.value), document, ()))
        case ("text", _):
            _language(parts, document, path.stem)
        case _:
            _misplaced(parts, document)


def _rulebook(parts: Parts, document: Document, path: PurePosixPath) -> None:
    match path.parts[1:]:
        case ("facts.yaml",):
            parts.facts += _items(parts, document, "facts", schema.FactIn)
        case ("sources.yaml",):
            parts.sources += _items(parts, document, "sources", schema.SourceIn)
        case ("severities.yaml",):
            parts.severities += _items(parts, document, "severities", schema.SeverityIn)
        case ("rules", _):
            parts.rules += _items(parts, document, "rules", schema.RuleIn)
        case _:
            _misplaced(parts, document)


def _misplaced(parts: Parts, document: Document) -> None:
    words = "berkas ini tidak dikenal; salah folder atau salah nama?"
    parts.findings.append(document.finding((), "unknown-file", words))


def _scenarios(parts: Parts, document: Document, topic: str) -> None:
    items = _items(parts, document, "scenarios", schema.ScenarioIn, "title")
    parts.scenarios += [Placed((topic, i.value), document, i.place) for i in items]
    data = document.data
    words = data.get("title") if isinstance(data, dict) else None
    if isinstance(words, dict):
        title = {k: str(v) for k, v in words.items() if k in LANGUAGES}
        parts.topics.append(Placed((topic, title), document, ("title",)))
    else:
        parts.findings.append(
            document.finding((), "missing-key", "'title': judul topik (id dan en) tidak ada")
        )


def _language(parts: Parts, document: Document, language: str) -> None:
    if language not in LANGUAGES:
        parts.findings.append(
            document.finding((), "unknown-file", f"bahasa '{language}' tidak dikenal")
        )
        return
    try:
        value = _TEXTS.validate_python(document.data)
    except ValidationError as error:
        parts.findings += explain(document, (), error)
    else:
        parts.texts[language] = Placed(value, document, ())


def _whole(parts: Parts, document: Document, model: type[M]) -> Placed[M] | None:
    try:
        return Placed(model.model_validate(document.data), document, ())
    except ValidationError as error:
        parts.findings += explain(document, (), error)
        return None


def _items(
    parts: Parts, document: Document, key: str, model: type[M], *others: str
) -> list[Placed[M]]:
    """The items of ``key``, each checked alone, so that a broken one hides no other."""
    data = document.data
    listed = data.get(key) if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(listed, list):
        parts.partial = True
        parts.findings.append(
            document.finding((key,), "missing-key", f"'{key}': daftar ini tidak ada")
        )
        return []
    for extra in sorted(data.keys() - {key, *others}):
        parts.findings.append(
            document.finding((extra,), "unknown-key", f"'{extra}': kunci ini tidak dikenal")
        )
    found: list[Placed[M]] = []
    for i, item in enumerate(listed):
        try:
            found.append(Placed(model.model_validate(item), document, (key, i)))
        except ValidationError as error:
            parts.partial |= key in ("facts", "severities", "rules")
            parts.findings += explain(document, (key, i), error)
    return found
