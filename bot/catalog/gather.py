"""Everything that content/ says, fitted together as far as it fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.agencies.provinces import Province
from bot.catalog.build_bank import build_bank, build_cases, build_policy
from bot.catalog.build_modules import build_modules
from bot.catalog.build_rules import build_rulebook
from bot.catalog.calendar import build_stages
from bot.catalog.catalog import Catalog
from bot.catalog.files import content_hash
from bot.catalog.parts import Kind, Parts, parse
from bot.catalog.schema import ProvinceIn
from bot.errors import Finding
from bot.quiz.keys import Policy
from bot.quiz.pledge import Pledge
from bot.rulebook.rules import VERDICTS


@dataclass(frozen=True, slots=True)
class Content:
    """What was read: the parts with their places, and the catalog if there is enough for one.

    ``parts.findings`` has what is wrong so far; the checks add to it.
    """

    parts: Parts
    catalog: Catalog | None


def gather(files: Mapping[str, bytes]) -> Content:
    """Reads and fits everything that is right, and reports the rest. Never raises for content."""
    parts = parse(files)
    for name, kind in _NEEDED.items():
        if name not in files:
            parts.findings.append(Finding(name, 1, "missing-file", "berkas ini wajib ada; buatlah"))
            parts.unread |= {kind} if kind else set()
    if not any(name.startswith("rulebook/rules/") for name in files):
        told = "belum ada aturan; tulis paling sedikit satu berkas"
        parts.findings.append(Finding("rulebook/rules", 1, "missing-file", told))
        parts.unread.add("rules")
    return Content(parts, _catalog(parts, files))


_NEEDED: Mapping[str, Kind | None] = {
    "policy.yaml": None,
    "pledge.yaml": None,
    "rulebook/facts.yaml": "facts",
    "rulebook/severities.yaml": "severities",
    "rulebook/sources.yaml": "sources",
    "text/id.yaml": "texts",
    "text/en.yaml": "texts",
}

_NO_MARKS = Policy(
    {truth: dict.fromkeys(VERDICTS, 0) for truth in VERDICTS}, dict.fromkeys(VERDICTS, 0)
)


def _catalog(parts: Parts, files: Mapping[str, bytes]) -> Catalog | None:
    """Without a right policy the rest is checked all the same, by the law of the last change."""
    book = build_rulebook(parts)
    policy = build_policy(parts)
    if book is None:
        return None
    settings = parts.policy.value if parts.policy else None
    last = book.days(date.min)[-1]
    as_of = settings.as_of if settings else last
    bank = build_bank(parts, book, policy or _NO_MARKS, as_of)
    return Catalog(
        hash=content_hash(files),
        files=files,
        book=book,
        policy=policy or _NO_MARKS,
        bank=bank,
        modules=build_modules(parts, bank, book),
        cases=build_cases(parts),
        texts={language: dict(text.value) for language, text in parts.texts.items()},
        as_of=as_of,
        proved_since=settings.proved_since if settings else last,
        consent=settings.consent if settings else "",
        provinces=tuple(_province(placed.value) for placed in parts.provinces),
        pledge=_pledge(parts),
        stages=build_stages(parts),
    )


def _province(written: ProvinceIn) -> Province:
    return Province(written.id, written.iso, written.name, written.zone, tuple(written.also))


def _pledge(parts: Parts) -> Pledge | None:
    if parts.pledge is None:
        return None
    written = parts.pledge.value
    return Pledge(written.version, written.title, tuple(written.points))
