"""Rules and severities as they are written, each read as far as it can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.catalog import schema
from bot.catalog.conditions import Conditions, Facts
from bot.catalog.explain import closest, suggest
from bot.catalog.parts import Parts, Placed, unique
from bot.catalog.strict_yaml import Document, Loaded
from bot.rulebook.facts import Clause
from bot.rulebook.rules import Basis, Instead, Position, Rule, Severity, all_beaten

_WHEN: TypeAdapter[schema.WhenIn] = TypeAdapter(schema.WhenIn)
_EVERYTHING: tuple[Clause, ...] = ((),)


class RuleReader:
    """One reading of the rules, and of the severities that they name."""

    def __init__(self, parts: Parts, facts: Facts) -> None:
        self.parts = parts
        self.conditions = Conditions(parts, facts)
        self.unsure: set[str] = set()
        self._vague: set[str | None] = set()
        self.severities = self._severities()

    def build(self) -> list[Rule]:
        """Every rule, in file order; those not read whole are in ``unsure``."""
        items = unique(self.parts, self.parts.rules, "aturan")
        ids = [*(item.value.id for item in items), *self.parts.lost["rules"]]
        rules = [self._rule(item, ids) for item in items]
        rules += [self._lost(id_, raw, ids) for id_, raw in self.parts.lost["rules"].items()]
        if "rules" in self.parts.unread:
            rules.append(self._lost("?", "", []))
        return self._uncircled(rules, items)

    def _severities(self) -> dict[str, Severity]:
        items = unique(self.parts, self.parts.severities, "tingkat")
        known = [item.value.id for item in items]
        severities: dict[str, Severity] = {}
        for item in items:
            written: schema.SeverityIn = item.value
            instead = []
            for i, one in enumerate(written.instead):
                when, whole = self.conditions.read(item, one.when, "instead", i, "when")
                self._vague |= set() if whole else set(one.of)
                instead.append(Instead(frozenset(one.of), when))
                for j, other in enumerate(one.of):
                    if other not in known and not self.parts.is_lost("severities", other):
                        self._vague |= {closest(other, known)} - {None} or set(known)
                        self._unknown_severity(item, other, known, "instead", i, "of", j)
            severities[written.id] = Severity(
                written.id,
                written.rank,
                written.group,
                written.label,
                written.sanction,
                tuple(instead),
            )
        lost = self.parts.lost["severities"].values()
        swapping = any(not isinstance(raw, dict) or "instead" in raw for raw in lost)
        if swapping or "severities" in self.parts.unread:
            self._vague |= set(known)
            self._anything_meant()
        return severities

    def _anything_meant(self) -> None:
        facts = self.conditions.facts.values()
        self.conditions.meant |= {(fact.id, v.id) for fact in facts for v in fact.values}

    def _rule(self, item: Placed[schema.RuleIn], ids: Sequence[str]) -> Rule:
        written = item.value
        when, whole = self.conditions.read(item, written.when, "when")
        fits = self._severity_fits(item) and written.severity not in self._vague
        dated = not (written.begin and written.until and written.until < written.begin)
        if not (whole and fits and dated):
            self.unsure.add(written.id)
        return Rule(
            id=written.id,
            title=written.title,
            when=when,
            verdict=written.verdict,
            severity=written.severity,
            basis=tuple(Basis(basis.source, basis.locator) for basis in written.basis),
            sourced=written.sourced,
            reason=written.reason,
            begin=written.begin if dated else None,
            end=written.until if dated else None,
            overrides=self._overrides(item, ids),
            positions=tuple(Position(p.who, p.says, p.on) for p in written.positions),
            safe=written.safe,
        )

    def _lost(self, id_: str, raw: Loaded, ids: Sequence[str]) -> Rule:
        """What can be known of a rule with an error: where it may speak, and what it beats."""
        self.unsure.add(id_)
        written = raw if isinstance(raw, dict) else {}
        try:
            clauses = _WHEN.validate_python(written.get("when"))
        except ValidationError:
            self._anything_meant()
            when = _EVERYTHING
        else:
            unheard = Conditions(Parts(), self.conditions.facts, self.conditions.meant)
            when, _ = unheard.read(Placed(None, Document(id_), ()), clauses)
            self.conditions.meant |= {
                (c.fact, value) for clause in when for c in clause for value in c.named
            }
        patterns = written.get("overrides", [])
        beaten = (_matching(p, ids, id_) for p in patterns if isinstance(p, str))
        overrides = frozenset[str]().union(*beaten)
        words = {"id": id_, "en": id_}
        return Rule(id_, words, when, "hindari", None, (), "latar", words, overrides=overrides)

    def _severity_fits(self, item: Placed[schema.RuleIn]) -> bool:
        rule = item.value
        if rule.verdict == "dilarang" and rule.severity is None:
            told = "'severity': aturan 'dilarang' wajib menyebut tingkatnya; tambahkan"
            self.parts.findings.append(item.finding("missing-key", told))
        elif rule.verdict != "dilarang" and rule.severity is not None:
            told = f"'severity': hanya untuk aturan 'dilarang', bukan '{rule.verdict}'; hapus"
            self.parts.findings.append(item.finding("unknown-key", told, "severity"))
        elif rule.severity is not None and rule.severity not in self.severities:
            if not self.parts.is_lost("severities", rule.severity):
                self._unknown_severity(item, rule.severity, list(self.severities), "severity")
        else:
            return True
        return False

    def _unknown_severity(
        self, item: Placed[Any], severity: str, known: Sequence[str], *place: str | int
    ) -> None:
        hint = suggest(closest(severity, known))
        told = f"tingkat '{severity}' tidak ada{hint}; pilihannya: {', '.join(known)}"
        self.parts.findings.append(item.finding("unknown-severity", told, *place))

    def _overrides(self, item: Placed[schema.RuleIn], ids: Sequence[str]) -> frozenset[str]:
        found: set[str] = set()
        for i, pattern in enumerate(item.value.overrides):
            matching = _matching(pattern, ids, item.value.id)
            if not matching and "rules" not in self.parts.unread:
                hint = suggest(closest(pattern, ids))
                told = f"'{pattern}' tidak cocok dengan aturan mana pun{hint}; perbaiki atau hapus"
                self.parts.findings.append(item.finding("unknown-rule", told, "overrides", i))
            found |= matching
        return frozenset(found)

    def _uncircled(self, rules: list[Rule], items: list[Placed[schema.RuleIn]]) -> list[Rule]:
        """Without the overrides that lead back to their rule; each circle is reported once."""
        beaten = all_beaten(rules)
        circular = {rule.id for rule in rules if rule.id in beaten[rule.id]}
        told: set[str] = set()
        for item in items:
            id_ = item.value.id
            if id_ in circular and id_ not in told:
                others = sorted(one for one in beaten[id_] & circular if id_ in beaten[one])
                told |= set(others)
                through = ", ".join(f"'{one}'" for one in others if one != id_)
                words = f"'{id_}' mengalahkan dirinya sendiri lewat {through}; putuskan salah satu"
                self.parts.findings.append(item.finding("circle", words, "overrides"))
        self.unsure |= circular
        return [
            replace(rule, overrides=rule.overrides - circular) if rule.id in circular else rule
            for rule in rules
        ]


def _matching(pattern: str, ids: Sequence[str], own: str) -> set[str]:
    return {id_ for id_ in ids if fnmatchcase(id_, pattern) and id_ != own}
