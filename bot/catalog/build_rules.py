"""The rulebook's parts fitted together; what does not fit is reported.

A rule that could not be read whole stays in, in the widest reading that is left of it, and is
marked as unsure: so the proof goes on, and tells no flaw that the rule may not really have left.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.catalog import schema
from bot.catalog.conditions import Conditions
from bot.catalog.parts import Parts, Placed, unique
from bot.catalog.read_rules import RuleReader
from bot.rulebook.facts import Fact, Group, Value, Vocabulary
from bot.rulebook.rulebook import Rulebook
from bot.rulebook.rules import Source


def build_rulebook(parts: Parts) -> Rulebook | None:
    """The rulebook of the parts that are right, or None when there is none to speak of."""
    facts = _facts(parts)
    if not facts:
        return None
    rules = RuleReader(parts, facts)
    built = rules.build()
    if not parts.rules and not parts.lost["rules"]:
        return None
    parts.meant = rules.conditions.meant
    vocabulary = Vocabulary(tuple(facts.values()))
    return Rulebook(vocabulary, built, _sources(parts), rules.severities, frozenset(rules.unsure))


def _facts(parts: Parts) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    conditions = Conditions(parts, facts)
    for item in unique(parts, parts.facts, "fakta"):
        written: schema.FactIn = item.value
        groups = tuple(Group(g.id, g.label) for g in written.groups)
        applies, whole = conditions.read(item, written.applies or [], "applies")
        if whole:
            values = tuple(_values(parts, item))
            facts[written.id] = Fact(
                written.id, written.label, written.question, values, applies, groups
            )
        else:
            parts.lost["facts"][written.id] = written.id
    return facts


def _values(parts: Parts, item: Placed[schema.FactIn]) -> Iterable[Value]:
    groups = [group.id for group in item.value.groups]
    seen: set[str] = set()
    for i, value in enumerate(item.value.values):
        if value.group and value.group not in groups:
            told = f"kelompok '{value.group}' tidak ada; yang ada: {', '.join(groups) or '-'}"
            parts.findings.append(item.finding("unknown-group", told, "values", i, "group"))
        if value.id in seen:
            told = f"nilai '{value.id}' sudah ada pada fakta ini; hapus"
            parts.findings.append(item.finding("duplicate-id", told, "values", i, "id"))
        else:
            seen.add(value.id)
            yield Value(value.id, value.label, value.group)


def _sources(parts: Parts) -> dict[str, Source]:
    return {
        item.value.id: Source(
            item.value.id,
            item.value.short,
            item.value.title,
            item.value.issued,
            item.value.until,
            item.value.url,
        )
        for item in unique(parts, parts.sources, "sumber")
    }
