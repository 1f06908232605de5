"""The rulebook's parts fitted together; what does not fit is reported and left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

from bot.catalog import schema
from bot.catalog.parts import Parts, Placed
from bot.errors import Finding, RulebookError
from bot.rulebook.facts import Clause, Condition, Fact, Group, Value, Vocabulary
from bot.rulebook.rulebook import Rulebook
from bot.rulebook.rules import Basis, Instead, Position, Rule, Severity, Source

Facts = Mapping[str, Fact]


def build_rulebook(parts: Parts) -> Rulebook | None:
    """The rulebook of the parts that are right, or None when there is none to speak of."""
    facts = _facts(parts)
    severities = _severities(parts, facts)
    sources = _sources(parts)
    rules = _rules(parts, facts, severities)
    if not facts or not rules:
        return None
    try:
        return Rulebook(Vocabulary(tuple(facts.values())), rules, sources, severities)
    except RulebookError as error:
        parts.findings.append(parts.rules[0].finding("rulebook", str(error)))
        return None


def unique(parts: Parts, items: Iterable[Placed[Any]], what: str) -> list[Placed[Any]]:
    """The items whose id stands for the first time; a second one is reported."""
    first: dict[str, Placed[Any]] = {}
    for item in items:
        value = item.value[1] if isinstance(item.value, tuple) else item.value
        if value.id in first:
            there = first[value.id]
            line = there.document.line(there.place)
            parts.findings.append(
                item.finding(
                    "duplicate-id", f"{what} '{value.id}' sudah ada di {there.document.path}:{line}"
                )
            )
        else:
            first[value.id] = item
    return list(first.values())


def _facts(parts: Parts) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for item in unique(parts, parts.facts, "fakta"):
        written: schema.FactIn = item.value
        groups = tuple(Group(g.id, g.label) for g in written.groups)
        values = tuple(Value(v.id, v.label, v.group) for v in written.values)
        for i, value in enumerate(values):
            if value.group and value.group not in {group.id for group in groups}:
                parts.findings.append(
                    item.finding(
                        "unknown-group", f"kelompok '{value.group}' tidak ada", "values", i, "group"
                    )
                )
            if value.id in {other.id for other in values[:i]}:
                parts.findings.append(
                    item.finding("duplicate-id", f"nilai '{value.id}' sudah ada", "values", i, "id")
                )
        applies = _clauses(parts, item, facts, written.applies or [], "applies")
        if applies is not None:
            facts[written.id] = Fact(
                written.id, written.label, written.question, values, applies, groups
            )
    return facts


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


def _severities(parts: Parts, facts: Facts) -> dict[str, Severity]:
    items = unique(parts, parts.severities, "tingkat")
    known = {item.value.id for item in items}
    severities: dict[str, Severity] = {}
    for item in items:
        instead = []
        for i, one in enumerate(item.value.instead):
            when = _clauses(parts, item, facts, one.when, "instead", i, "when")
            for other in sorted(set(one.of) - known):
                parts.findings.append(
                    item.finding(
                        "unknown-severity", f"tingkat '{other}' tidak ada", "instead", i, "of"
                    )
                )
            if when is not None:
                instead.append(Instead(frozenset(one.of), when))
        written: schema.SeverityIn = item.value
        severities[written.id] = Severity(
            written.id, written.rank, written.group, written.label, written.sanction, tuple(instead)
        )
    return severities


def _rules(parts: Parts, facts: Facts, severities: Mapping[str, Severity]) -> list[Rule]:
    items = unique(parts, parts.rules, "aturan")
    ids = [item.value.id for item in items]
    rules = []
    for item in items:
        when = _clauses(parts, item, facts, item.value.when, "when")
        fits = _severity_fits(parts, item, severities)
        if when is None or not fits:
            parts.partial = True
        else:
            rules.append(_rule(item.value, when, _overrides(parts, item, ids)))
    built = {rule.id for rule in rules}
    return [
        rule if rule.overrides <= built else replace(rule, overrides=rule.overrides & built)
        for rule in rules
    ]


def _rule(written: schema.RuleIn, when: tuple[Clause, ...], overrides: frozenset[str]) -> Rule:
    return Rule(
        id=written.id,
        title=written.title,
        when=when,
        verdict=written.verdict,
        severity=written.severity,
        basis=tuple(Basis(basis.source, basis.locator) for basis in written.basis),
        sourced=written.sourced,
        reason=written.reason,
        begin=written.begin,
        end=written.until,
        overrides=overrides,
        positions=tuple(Position(p.who, p.says, p.on) for p in written.positions),
        safe=written.safe,
    )


def _severity_fits(
    parts: Parts, item: Placed[schema.RuleIn], severities: Mapping[str, Severity]
) -> bool:
    rule = item.value
    if rule.verdict == "dilarang" and rule.severity is None:
        parts.findings.append(
            item.finding("missing-key", "'severity': aturan 'dilarang' wajib menyebut tingkatnya")
        )
    elif rule.verdict != "dilarang" and rule.severity is not None:
        parts.findings.append(
            item.finding("unknown-key", "'severity': hanya untuk aturan 'dilarang'", "severity")
        )
    elif rule.severity is not None and rule.severity not in severities:
        parts.findings.append(
            item.finding(
                "unknown-severity",
                f"tingkat '{rule.severity}' tidak ada; pilihannya: " + ", ".join(severities),
                "severity",
            )
        )
    else:
        return True
    return False


def _overrides(parts: Parts, item: Placed[schema.RuleIn], ids: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for i, pattern in enumerate(item.value.overrides):
        matching = {id_ for id_ in ids if fnmatchcase(id_, pattern) and id_ != item.value.id}
        if not matching:
            parts.findings.append(
                item.finding(
                    "unknown-rule",
                    f"'{pattern}' tidak cocok dengan aturan mana pun",
                    "overrides",
                    i,
                )
            )
        found |= matching
    return frozenset(found)


def _clauses(
    parts: Parts,
    item: Placed[Any],
    facts: Facts,
    written: Sequence[schema.ClauseIn],
    *place: str | int,
) -> tuple[Clause, ...] | None:
    """The clauses, or None when one of them names what is not in the vocabulary."""
    found: list[Finding] = []
    clauses = []
    for i, clause in enumerate(written):
        where = (*place, i) if len(written) > 1 else place
        clauses.append(
            tuple(
                _condition(item, facts, fact, wanted, found, *where)
                for fact, wanted in clause.items()
            )
        )
    parts.findings += found
    return None if found else tuple(clauses)


def _condition(
    item: Placed[Any],
    facts: Facts,
    fact: str,
    wanted: schema.NotIn | list[str],
    found: list[Finding],
    *place: str | int,
) -> Condition:
    named = wanted.not_ if isinstance(wanted, schema.NotIn) else wanted
    if fact not in facts:
        found.append(unknown_fact(item, facts, fact, *place, fact))
        return Condition(fact, frozenset(), frozenset())
    values = {value.id for value in facts[fact].values}
    found += [
        unknown_value(item, facts[fact], value, *place, fact)
        for value in named
        if value not in values
    ]
    chosen = values - set(named) if isinstance(wanted, schema.NotIn) else values & set(named)
    return Condition(fact, frozenset(chosen), frozenset(named))


def unknown_fact(item: Placed[Any], facts: Facts, fact: str, *place: str | int) -> Finding:
    """The finding for a fact that the vocabulary does not have (yet)."""
    return item.finding(
        "unknown-fact", f"fakta '{fact}' tidak ada; yang ada: " + ", ".join(facts), *place
    )


def unknown_value(item: Placed[Any], fact: Fact, value: str, *place: str | int) -> Finding:
    """The finding for a value that the fact does not have."""
    known = ", ".join(value.id for value in fact.values)
    if len(known) > 300:
        known = known[:297] + "..."
    return item.finding(
        "unknown-value", f"'{value}' bukan nilai '{fact.id}'; pilihannya: {known}", *place
    )
