"""What the engine must say, found the slow way: every case listed, every rule tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, product

from bot.rulebook.facts import Case, Clause, Vocabulary
from bot.rulebook.rulebook import Clash, Decided, Gap, Result, Rulebook
from bot.rulebook.rules import Rule


def cases(vocabulary: Vocabulary, known: Case | None = None) -> Iterator[dict[str, str]]:
    """Every complete case; with ``known``, those that agree with it where its facts apply."""

    def grow(level: int, case: dict[str, str]) -> Iterator[dict[str, str]]:
        if level == len(vocabulary.facts):
            yield case
            return
        fact = vocabulary.facts[level]
        if fact.applies and not any(holds(clause, case) for clause in fact.applies):
            yield from grow(level + 1, case)
            return
        for value in fact.values:
            if known is None or known.get(fact.id, value.id) == value.id:
                yield from grow(level + 1, {**case, fact.id: value.id})

    return grow(0, {})


def holds(clause: Clause, case: Case) -> bool:
    return all(c.fact in case and case[c.fact] in c.values for c in clause)


def matching(book: Rulebook, case: Case, on: date) -> list[Rule]:
    return [
        rule
        for rule in book.rules.values()
        if (rule.begin is None or on >= rule.begin)
        and (rule.end is None or on <= rule.end)
        and any(holds(clause, case) for clause in rule.when)
    ]


def beats(book: Rulebook, one: str, other: str) -> bool:
    """Whether a chain of overrides leads from one rule to the other."""
    overrides = book.rules[one].overrides
    return other in overrides or any(beats(book, next_, other) for next_ in overrides)


def outcome(book: Rulebook, case: Case, on: date) -> Result:
    there = matching(book, case, on)
    winners = [r for r in there if not any(beats(book, other.id, r.id) for other in there)]
    if not winners:
        return Gap()
    said = {(rule.verdict, severity(book, rule, case)) for rule in winners}
    if len(said) > 1:
        return Clash(tuple(sorted(rule.id for rule in winners)))
    speaker = max(winners, key=lambda rule: max(len(clause) for clause in rule.when))
    return Decided(speaker.id, speaker.verdict, severity(book, speaker, case))


def severity(book: Rulebook, rule: Rule, case: Case) -> str | None:
    for other in book.severities.values():
        for instead in other.instead:
            if rule.severity in instead.of and any(holds(c, case) for c in instead.when):
                return other.id
    return rule.severity


def outcomes(book: Rulebook, known: Case, on: date) -> set[Result]:
    return {outcome(book, case, on) for case in cases(book.vocabulary, known)}


def raw(vocabulary: Vocabulary, known: Case) -> Iterator[dict[str, str]]:
    """A value for every fact, applicable or not, that agrees with ``known``."""
    choices = [
        [known[fact.id]] if fact.id in known else [value.id for value in fact.values]
        for fact in vocabulary.facts
    ]
    ids = [fact.id for fact in vocabulary.facts]
    for values in product(*choices):
        yield dict(zip(ids, values, strict=True))


def of_raw(book: Rulebook, values: Case, on: date) -> Result:
    (case,) = cases(book.vocabulary, values)
    return outcome(book, case, on)


def open_facts(book: Rulebook, known: Case, on: date) -> tuple[str, ...]:
    """The facts that can still change the outcome: in some case, this one alone does."""
    table = {
        tuple(values.values()): of_raw(book, values, on) for values in raw(book.vocabulary, known)
    }
    found = []
    for i, fact in enumerate(book.vocabulary.facts):
        groups: dict[tuple[str, ...], set[Result]] = {}
        for key, result in table.items():
            groups.setdefault((*key[:i], *key[i + 1 :]), set()).add(result)
        if any(len(group) > 1 for group in groups.values()):
            found.append(fact.id)
    return tuple(found)


def fewest(book: Rulebook, known: Case, on: date, wanted: frozenset[Result]) -> int | None:
    """How many facts more it takes to force one of the wanted outcomes."""
    free = [fact for fact in book.vocabulary.facts if fact.id not in known]
    for size in range(len(free) + 1):
        for chosen in combinations(free, size):
            for values in product(*([value.id for value in fact.values] for fact in chosen)):
                extra = dict(zip((fact.id for fact in chosen), values, strict=True))
                found = outcomes(book, {**known, **extra}, on)
                if len(found) == 1 and found <= wanted:
                    return size
    return None


def labels(id_: str) -> Mapping[str, str]:
    return {"id": id_, "en": id_}
