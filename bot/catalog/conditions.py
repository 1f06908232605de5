"""Conditions as the rulebook reads them; what is not in the vocabulary is reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.catalog import schema
from bot.catalog.explain import closest, suggest
from bot.catalog.parts import Parts, Placed
from bot.errors import Finding
from bot.rulebook.facts import Clause, Condition, Fact

Facts = Mapping[str, Fact]

_SHOWN = 300  # letters of a list of what is allowed


@dataclass(slots=True)
class Conditions:
    """Reads clauses against the facts that are known so far.

    A condition that cannot be read is reported and left out, so that its clause is wider than it
    was meant. ``meant`` gathers the values that such conditions may have named.
    """

    parts: Parts
    facts: Facts
    meant: set[tuple[str, str]] = field(default_factory=set)

    def read(
        self, item: Placed[Any], written: Sequence[schema.ClauseIn], *place: str | int
    ) -> tuple[tuple[Clause, ...], bool]:
        """The clauses, and whether they are whole."""
        whole = True
        clauses = []
        for i, clause in enumerate(written):
            found = [
                self._condition(item, fact, wanted, *place, i, fact)
                for fact, wanted in clause.items()
            ]
            whole &= None not in found
            clauses.append(tuple(condition for condition in found if condition is not None))
        return tuple(clauses), whole

    def _condition(
        self,
        item: Placed[Any],
        fact: str,
        wanted: schema.NotIn | list[str],
        *place: str | int,
    ) -> Condition | None:
        is_not = isinstance(wanted, schema.NotIn)
        named = wanted.not_ if isinstance(wanted, schema.NotIn) else wanted
        if fact not in self.facts:
            self.meant |= {(known, value) for known in self.facts for value in named}
            if not self.parts.is_lost("facts", fact):
                told = unknown_fact(item, self.facts, fact, *place)
                self.parts.findings.append(self._later(item, fact, *place) or told)
            return None
        values = [value.id for value in self.facts[fact].values]
        bad = [(i, value) for i, value in enumerate(named) if value not in values]
        for i, value in bad:
            close = closest(value, values)
            self.meant |= {(fact, one) for one in ([close] if close else values)}
            inside = (*place, "not", i) if is_not else (*place, i)
            self.parts.findings.append(unknown_value(item, self.facts[fact], value, *inside))
        if bad:
            self.meant |= {(fact, value) for value in named}
            return None
        chosen = frozenset(values) - set(named) if is_not else frozenset(named)
        return Condition(fact, chosen, frozenset(named))

    def _later(self, item: Placed[Any], fact: str, *place: str | int) -> Finding | None:
        if fact not in {other.value.id for other in self.parts.facts}:
            return None
        told = f"fakta '{fact}' ditanyakan kemudian; 'applies' hanya membaca fakta sebelumnya"
        return item.finding("later-fact", told, *place)


def unknown_fact(item: Placed[Any], facts: Facts, fact: str, *place: str | int) -> Finding:
    """The finding for a fact that the vocabulary does not have."""
    told = f"fakta '{fact}' tidak ada{suggest(closest(fact, facts))}; yang ada: {_listed(facts)}"
    return item.finding("unknown-fact", told, *place)


def unknown_value(item: Placed[Any], fact: Fact, value: str, *place: str | int) -> Finding:
    """The finding for a value that the fact does not have."""
    known = [one.id for one in fact.values]
    hint = suggest(closest(value, known))
    told = f"'{value}' bukan nilai '{fact.id}'{hint}; pilihannya: {_listed(known)}"
    return item.finding("unknown-value", told, *place)


def _listed(known: Sequence[str] | Facts) -> str:
    text = ", ".join(known)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
