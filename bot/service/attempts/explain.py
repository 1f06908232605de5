"""A judgment in full: the decision, what forced it, what it beat, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from bot.catalog.catalog import Catalog
from bot.rulebook.facts import Case
from bot.rulebook.judge import Undetermined, beaten, judge, mattered
from bot.rulebook.near import NearMiss, near_misses
from bot.rulebook.rulebook import Decided
from bot.screens.screen import Phrase, say
from bot.service.attempts.verdicts import grounds, verdict
from bot.service.days import brief

_NEAR = 6  # near misses in words; the rest is in the machine-readable answer
_VALUES = 4  # values of one near miss in words


def explain(catalog: Catalog, case: Case, on: date, *, ids: bool = False) -> tuple[Phrase, ...]:
    """The judgment as paragraphs; with ``ids`` those of facts and rules, for who works on them.

    Raises CaseError as :func:`judge` does.
    """
    end = "_id" if ids else ""
    found = judge(catalog.book, case, on)
    if isinstance(found, Undetermined):
        return (say("judge.undetermined", questions=_questions(catalog, found.needs, end)),)
    rule = catalog.book.rules[found.rule]
    return (
        say("judge.verdict", verdict=verdict(found), title=rule.title),
        say("judge.reason", reason=rule.reason),
        *grounds(catalog, found),
        *_mattered(catalog, mattered(catalog.book, case, on)),
        *_beaten(catalog, beaten(catalog.book, case, on), end),
        *_near(catalog, near_misses(catalog.book, case, on)),
        say(f"judge.on{end}", date=brief(on), rule=found.rule),
    )


def _questions(catalog: Catalog, needs: Iterable[str], end: str) -> tuple[Phrase, ...]:
    facts = (catalog.book.vocabulary.fact(id_) for id_ in needs)
    return tuple(say(f"judge.need{end}", fact=fact.id, question=fact.question) for fact in facts)


def _mattered(catalog: Catalog, facts: Mapping[str, str]) -> tuple[Phrase, ...]:
    if not facts:
        return ()
    lines = tuple(fact_line(catalog, fact, (value,)) for fact, value in facts.items())
    return (say("judge.mattered", facts=lines),)


def fact_line(catalog: Catalog, fact_id: str, values: Iterable[str]) -> Phrase:
    """``Tahap: masa tenang``, or several values parted by commas."""
    fact = catalog.book.vocabulary.fact(fact_id)
    labels = [fact.value(value).label for value in values]
    named = say("plain", text=labels[0])
    for label in labels[1:_VALUES]:
        named = say("judge.or", one=named, other=label)
    if len(labels) > _VALUES:
        named = say("judge.or_more", one=named, n=len(labels) - _VALUES)
    return say("judge.fact", fact=fact.label, value=named)


def _beaten(catalog: Catalog, rules: Iterable[str], end: str) -> tuple[Phrase, ...]:
    lines = tuple(
        say(f"judge.rule{end}", title=catalog.book.rules[rule].title, rule=rule) for rule in rules
    )
    return (say("judge.beaten", rules=lines),) if lines else ()


def _near(catalog: Catalog, misses: Iterable[NearMiss]) -> tuple[Phrase, ...]:
    lines = tuple(
        say("judge.near_miss", change=_change(catalog, miss), verdict=_short(catalog, miss.then))
        for miss in _telling(list(misses))[:_NEAR]
    )
    return (say("judge.near", misses=lines),) if lines else ()


def _telling(misses: list[NearMiss]) -> list[NearMiss]:
    """Without "if it were any of thirty other things", where finer changes flip it as well."""
    fine = [miss for miss in misses if len(miss.values) <= _VALUES]
    return fine or misses


def _change(catalog: Catalog, miss: NearMiss) -> Phrase:
    changed = fact_line(catalog, miss.fact, miss.values)
    for fact, value in miss.also:
        changed = say("judge.and", one=changed, other=fact_line(catalog, fact, (value,)))
    return changed


def _short(catalog: Catalog, decided: Decided) -> Phrase:
    if decided.severity is None:
        return verdict(decided)
    label = catalog.book.severities[decided.severity].label
    return say("judge.severe", verdict=verdict(decided), severity=label)
