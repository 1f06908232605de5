"""From a content folder to a Catalog that a bot can serve."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.catalog.catalog import Catalog
from bot.catalog.checks import sources, texts, translations
from bot.catalog.files import read_files
from bot.catalog.gather import gather
from bot.errors import ContentError

_AT_START = (translations.check, texts.check, sources.check)
"""Quick, and what they find would otherwise surface as a missing text before a learner. The proof
and the linter are the work of ``check``, before content is published, not of every start."""


def load(folder: Path) -> Catalog:
    """The catalog of a folder. Raises ContentError with every finding of reading and fitting."""
    return load_files(read_files(folder))


def load_archived(files: Mapping[str, bytes]) -> Catalog:
    """The catalog of content that was served once. What newer checks find in it does not matter:
    old attempts replay by what was in force. Raises ContentError when there is none to speak of.
    """
    content = gather(files)
    if content.catalog is None:
        raise ContentError(sorted(set(content.parts.findings)))
    return content.catalog


def load_files(files: Mapping[str, bytes]) -> Catalog:
    """The same from the files themselves."""
    content = gather(files)
    findings = set(content.parts.findings)
    for check in _AT_START:
        findings.update(check(content))
    if findings or content.catalog is None:
        raise ContentError(sorted(findings))
    return content.catalog
