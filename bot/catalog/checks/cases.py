"""The worked cases: what a lawyer said of a case is what the rulebook says."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalog.build_bank import fitting_facts, known_facts
from bot.catalog.load import Content
from bot.catalog.parts import Parts, Placed
from bot.catalog.schema import CaseIn
from bot.errors import CaseError, Finding
from bot.rulebook.judge import Undetermined, judge
from bot.rulebook.rulebook import Decided, Rulebook


def check(content: Content) -> Iterator[Finding]:
    """Cases that the rulebook leaves open or decides otherwise, and two of the same name."""
    names: dict[str, int] = {}
    for item in content.parts.cases:
        if item.value.name in names:
            yield item.finding("duplicate-id", "nama kasus ini sudah dipakai", "name")
        names[item.value.name] = 1
        if content.catalog is not None:
            yield from _judged(item, content.catalog.book, content.parts.partial)


def _judged(item: Placed[CaseIn], book: Rulebook, partial: bool) -> Iterator[Finding]:
    case, wanted, own = item.value, item.value.expect, Parts()
    if not (
        known_facts(own, item, book, case.facts, "facts")
        and fitting_facts(own, item, book, case.facts, {}, "facts")
    ):
        yield from own.findings
        return
    try:
        found = judge(book, case.facts, case.on)
    except CaseError as error:
        if not partial:
            yield item.finding("case", f"tidak dapat dinilai: {error}", "facts")
        return
    if isinstance(found, Undetermined):
        if not partial:
            needs = ", ".join(found.needs)
            yield item.finding("undetermined", f"putusan belum pasti; sebutkan: {needs}", "facts")
    elif not _agree(found, wanted.verdict, wanted.severity, wanted.rule):
        yield item.finding(
            "case",
            f"diharapkan {_say(wanted.verdict, wanted.severity, wanted.rule)}"
            f", ternyata {_say(found.verdict, found.severity, found.rule)}",
            "expect",
        )


def _agree(found: Decided, verdict: str, severity: str | None, rule: str | None) -> bool:
    return (found.verdict, found.severity) == (verdict, severity) and rule in (None, found.rule)


def _say(verdict: str, severity: str | None, rule: str | None) -> str:
    return " ".join(filter(None, (verdict, severity, f"menurut {rule}" if rule else None)))
