"""For authors: ``check``, ``judge`` and ``diff``."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.catalog.catalog import Catalog
from bot.catalog.checks import check_folder
from bot.catalog.diff import changes
from bot.catalog.gather import Content
from bot.catalog.load import load
from bot.cli.asking import ask
from bot.cli.context import echo, settings
from bot.errors import CaseError
from bot.rulebook.judge import Undetermined, beaten, judge, mattered
from bot.rulebook.near import near_misses
from bot.screens.wording import Wording
from bot.service.attempts.explain import explain

Folder = Annotated[
    Path | None, typer.Option("--content", help="The content folder; default CONTENT_DIR.")
]
Language = Annotated[str, typer.Option("--lang", help="id or en.")]


def check(content: Folder = None) -> None:
    """Validate and prove the content; one finding a line, exit 1 on any."""
    began = time.monotonic()
    folder = content or settings().content_dir
    gathered, findings = check_folder(folder)
    for finding in findings:
        echo(str(finding.below(folder.as_posix())))
    if findings or gathered.catalog is None:
        raise typer.Exit(1)
    echo(_proved(gathered, gathered.catalog, time.monotonic() - began))


def _proved(content: Content, catalog: Catalog, seconds: float) -> str:
    book, days = catalog.book, catalog.book.days(catalog.proved_since)
    cases = f"{book.space(days[0]).count():,}".replace(",", ".")
    return (
        f"OK: {len(book.rules)} aturan terbukti atas {cases} keadaan pada {len(days)} masa berlaku"
        f" sejak {catalog.proved_since}; {len(catalog.cases)} kasus,"
        f" {len(catalog.bank.questions)} skenario, {len(catalog.modules)} modul"
        f" ({len(content.parts.documents)} berkas, {seconds:.1f} detik)"
    )


def judge_(
    facts: Annotated[list[str] | None, typer.Argument(help="FACT=VALUE, several.")] = None,
    on: Annotated[str, typer.Option("--on", help="The day, YYYY-MM-DD; default today.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
    lang: Language = "id",
    content: Folder = None,
) -> None:
    """What the rulebook says of a case, why, and what would change it."""
    catalog = load(content or settings().content_dir)
    case, day = _case(facts or []), _day(on)
    if not case and sys.stdin.isatty() and not as_json:
        case = ask(catalog, day, lang)
    try:
        if as_json:
            echo(json.dumps(_judged(catalog, case, day), ensure_ascii=False, indent=2))
        else:
            wording = Wording(catalog.texts)
            told = [wording.plain(one, lang) for one in explain(catalog, case, day, ids=True)]
            echo("\n\n".join(told))
    except CaseError as error:
        raise typer.BadParameter(_known(catalog, error)) from None


def diff(
    old: Annotated[Path, typer.Argument(help="The folder of the older content.")],
    content: Folder = None,
) -> None:
    """Which rules, cases and scenarios change their verdict against older content."""
    before, after = load(old), load(content or settings().content_dir)
    found = changes(before, after)
    for change in found:
        echo(str(change))
    echo(f"{len(found)} berubah" if found else "tidak ada yang berubah")


def _case(facts: list[str]) -> dict[str, str]:
    case: dict[str, str] = {}
    for text in facts:
        fact, is_there, value = text.partition("=")
        if not is_there or not fact or not value:
            raise typer.BadParameter(f"'{text}': write FACT=VALUE, as in pelaku=pns")
        if fact in case:
            raise typer.BadParameter(f"'{fact}' is given twice")
        case[fact] = value
    return case


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else datetime.now(UTC).date()
    except ValueError:
        raise typer.BadParameter(f"'{text}': write the day as YYYY-MM-DD") from None


def _known(catalog: Catalog, error: CaseError) -> str:
    vocabulary = catalog.book.vocabulary
    if error.fact in vocabulary:
        known = ", ".join(value.id for value in vocabulary.fact(error.fact).values)
        return f"{error}; its values: {known}"
    if error.fact:
        return f"{error}; the facts: " + ", ".join(fact.id for fact in vocabulary.facts)
    return str(error)


def _judged(catalog: Catalog, case: Mapping[str, str], on: date) -> dict[str, Any]:
    book = catalog.book
    found = judge(book, case, on)
    if isinstance(found, Undetermined):
        return {"on": on.isoformat(), "verdict": None, "needs": list(found.needs)}
    rule = book.rules[found.rule]
    return {
        "on": on.isoformat(),
        **asdict(found),
        "title": dict(rule.title),
        "reason": dict(rule.reason),
        "basis": [asdict(basis) for basis in rule.basis],
        "sourced": rule.sourced,
        "mattered": mattered(book, case, on),
        "beaten": beaten(book, case, on),
        "near_misses": [asdict(miss) for miss in near_misses(book, case, on)],
    }
