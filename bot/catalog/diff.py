"""What a change of content changes: every rule, case and scenario whose verdict moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.catalog.catalog import Catalog
from bot.errors import CaseError
from bot.quiz.bank import Question
from bot.rulebook.facts import Case
from bot.rulebook.judge import Undetermined, judge
from bot.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Change:
    """``what`` of ``id`` was ``before`` and is ``after``; a dash stands for not being there."""

    what: Literal["aturan", "kasus", "skenario"]
    id: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.what} {self.id}: {self.before} -> {self.after}"


def changes(before: Catalog, after: Catalog) -> list[Change]:
    """All that moves, rules first. Old cases are judged by the new rulebook too."""
    return [*_rules(before, after), *_cases(before, after), *_scenarios(before, after)]


def _rules(before: Catalog, after: Catalog) -> Iterator[Change]:
    old = {rule.id: _outcome(rule.verdict, rule.severity) for rule in before.book.rules.values()}
    new = {rule.id: _outcome(rule.verdict, rule.severity) for rule in after.book.rules.values()}
    for id_ in dict.fromkeys((*old, *new)):
        if old.get(id_) != new.get(id_):
            yield Change("aturan", id_, old.get(id_, "-"), new.get(id_, "-"))


def _cases(before: Catalog, after: Catalog) -> Iterator[Change]:
    every = {case.name: case for case in (*before.cases, *after.cases)}
    for case in every.values():
        old, new = (_judged(c.book, case.facts, case.on) for c in (before, after))
        if old != new:
            yield Change("kasus", f"'{case.name}'", old, new)


def _scenarios(before: Catalog, after: Catalog) -> Iterator[Change]:
    old, new = before.bank.questions, after.bank.questions
    for id_ in dict.fromkeys((*old, *new)):
        was, now = _key(old.get(id_)), _key(new.get(id_))
        if was != now:
            yield Change("skenario", id_, was, now)


def _key(question: Question | None) -> str:
    if question is None:
        return "-"
    outcome = _outcome(question.decided.verdict, question.decided.severity)
    if question.scenario.options:
        return f"{outcome} [{', '.join(question.right)}]"
    return outcome


def _judged(book: Rulebook, case: Case, on: date) -> str:
    try:
        found = judge(book, case, on)
    except CaseError:
        return "tidak dapat dinilai"
    if isinstance(found, Undetermined):
        return "belum pasti: perlu " + ", ".join(found.needs)
    return _outcome(found.verdict, found.severity)


def _outcome(verdict: str, severity: str | None) -> str:
    return f"{verdict} ({severity})" if severity else verdict
