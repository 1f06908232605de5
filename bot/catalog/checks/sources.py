"""Every rule rests on a source that exists, and every source is there for a rule."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalog.explain import closest, suggest
from bot.catalog.gather import Content
from bot.catalog.parts import Parts, Placed
from bot.catalog.schema import RuleIn
from bot.catalog.strict_yaml import Loaded
from bot.errors import Finding


def check(content: Content) -> Iterator[Finding]:
    """Bases without a source, sources that nobody cites, and ``hindari`` without a safe way."""
    parts = content.parts
    known = [source.value.id for source in parts.sources]
    cited: set[str | None] = set()
    for item in parts.rules:
        yield from _bases(parts, item, known, cited)
        rule = item.value
        if rule.begin and rule.until and rule.until < rule.begin:
            told = f"'until' ({rule.until}) mendahului 'from' ({rule.begin}); perbaiki"
            yield item.finding("bad-date", told, "until")
        if rule.verdict == "hindari" and rule.safe is None:
            told = "'safe': 'hindari' wajib menyebut sikap yang aman; tambahkan"
            yield item.finding("missing-key", told)
    for raw in parts.lost["rules"].values():
        cited |= set(_words(raw))
    if "rules" not in parts.unread:
        for source in parts.sources:
            if source.value.id not in cited:
                told = f"sumber '{source.value.id}' tidak dirujuk aturan mana pun; hapus atau rujuk"
                yield source.finding("unused-source", told, "id")


def _bases(
    parts: Parts, item: Placed[RuleIn], known: list[str], cited: set[str | None]
) -> Iterator[Finding]:
    for i, basis in enumerate(item.value.basis):
        cited.add(basis.source)
        if basis.source not in known and not parts.is_lost("sources", basis.source):
            meant = closest(basis.source, known)
            cited.add(meant)
            told = f"sumber '{basis.source}' tidak ada di sources.yaml{suggest(meant)}"
            yield item.finding("unknown-source", f"{told}; perbaiki", "basis", i, "source")


def _words(raw: Loaded) -> Iterator[str]:
    """Every text in an item with an error: what it cites is cited."""
    if isinstance(raw, str):
        yield raw
    else:
        for part in raw.values() if isinstance(raw, dict) else raw:
            yield from _words(part)
