"""``judge`` without facts on a terminal: the same questions as ``/cek``, one line each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import typer

from bot.catalog.catalog import Catalog
from bot.cli.context import echo
from bot.rulebook.ask import next_question
from bot.rulebook.facts import Fact, Words


def ask(catalog: Catalog, on: date, language: str) -> dict[str, str]:
    """Asks until the rulebook can decide, or nothing is left to ask; gives the case."""
    known: dict[str, str] = {}
    unknown: list[str] = []
    while isinstance(due := next_question(catalog.book, known, unknown, on), Fact):
        value = _value(due, language)
        if value is None:
            unknown.append(due.id)
        else:
            known[due.id] = value
    return known


def _value(fact: Fact, language: str) -> str | None:
    echo(f"\n{_in(fact.question, language)} ({fact.id})")
    values = fact.values
    if fact.groups:
        picked = _pick([_in(group.label, language) for group in fact.groups])
        if picked is None:
            return None
        values = tuple(v for v in values if v.group == fact.groups[picked].id)
    picked = _pick([f"{_in(value.label, language)} [{value.id}]" for value in values])
    return None if picked is None else values[picked].id


def _pick(labels: Sequence[str]) -> int | None:
    """The place of the chosen label; None for not known."""
    for n, label in enumerate(labels, start=1):
        echo(f"  {n}. {label}")
    while True:
        answer = typer.prompt(f"1-{len(labels)}, ?").strip()
        if answer == "?":
            return None
        if answer.isdigit() and 1 <= int(answer) <= len(labels):
            return int(answer) - 1


def _in(words: Words, language: str) -> str:
    return words.get(language) or words["id"]
