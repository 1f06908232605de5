"""From a content folder to a Catalog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.catalog.build_bank import build_bank, build_cases, build_modules, build_policy
from bot.catalog.build_rules import build_rulebook
from bot.catalog.catalog import Catalog
from bot.catalog.files import content_hash, read_files
from bot.catalog.parts import Parts, parse
from bot.errors import ContentError, Finding


@dataclass(frozen=True, slots=True)
class Content:
    """What was read: the parts with their places, and the catalog if there is enough for one.

    ``parts.findings`` has what is wrong so far; the checks add to it.
    """

    parts: Parts
    catalog: Catalog | None


def load(folder: Path) -> Catalog:
    """The catalog of a folder, for a bot that is to serve it.

    Raises ContentError with every finding of reading and fitting. The proof and the linter are
    the work of ``check``, before content is published, not of every start.
    """
    return load_files(read_files(folder))


def load_files(files: Mapping[str, bytes]) -> Catalog:
    """The same from the files themselves, as when an old attempt is replayed."""
    content = gather(files)
    if content.parts.findings or content.catalog is None:
        raise ContentError(sorted(content.parts.findings))
    return content.catalog


def gather(files: Mapping[str, bytes]) -> Content:
    """Reads and fits everything that is right, and reports the rest. Never raises for content."""
    parts = parse(files)
    for name in ("policy.yaml", "rulebook/facts.yaml", "text/id.yaml", "text/en.yaml"):
        if name not in files:
            parts.findings.append(Finding(name, 1, "missing-file", "berkas ini wajib ada"))
    return Content(parts, _catalog(parts, files))


def _catalog(parts: Parts, files: Mapping[str, bytes]) -> Catalog | None:
    book = build_rulebook(parts)
    policy = build_policy(parts)
    if book is None or policy is None or parts.policy is None:
        return None
    settings = parts.policy.value
    bank = build_bank(parts, book, policy, settings.as_of)
    return Catalog(
        hash=content_hash(files),
        files=files,
        book=book,
        policy=policy,
        bank=bank,
        modules=build_modules(parts, bank),
        cases=build_cases(parts),
        texts={language: dict(text.value) for language, text in parts.texts.items()},
        as_of=settings.as_of,
        proved_since=settings.proved_since,
        consent=settings.consent,
    )
