"""Every rule rests on a source that exists, and was set before the rule began."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalog.load import Content
from bot.errors import Finding


def check(content: Content) -> Iterator[Finding]:
    """Bases without a source, sources that nobody cites, and ``hindari`` without a safe way."""
    parts = content.parts
    known = {item.value.id: item.value for item in parts.sources}
    cited: set[str] = set()
    for item in parts.rules:
        rule = item.value
        for i, basis in enumerate(rule.basis):
            cited.add(basis.source)
            if basis.source not in known:
                yield item.finding(
                    "unknown-source",
                    f"sumber '{basis.source}' tidak ada di sources.yaml",
                    "basis",
                    i,
                    "source",
                )
        if rule.begin and rule.until and rule.until < rule.begin:
            yield item.finding("bad-date", "'until' mendahului 'from'", "until")
        if rule.verdict == "hindari" and rule.safe is None:
            yield item.finding("missing-key", "'safe': 'hindari' wajib menyebut sikap yang aman")
    if not parts.partial:
        for source in parts.sources:
            if source.value.id not in cited:
                yield source.finding("unused-source", "sumber ini tidak dirujuk aturan mana pun")
