"""The worked cases: what a lawyer said of a case is what the rulebook says."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalog.build_bank import fitting_facts, known_facts, no_key
from bot.catalog.gather import Content
from bot.catalog.parts import Parts, Placed
from bot.catalog.schema import CaseIn
from bot.errors import CaseError, Finding
from bot.rulebook.judge import Undetermined, UnsureError, judge
from bot.rulebook.rulebook import Decided, Rulebook


def check(content: Content) -> Iterator[Finding]:
    """Cases that the rulebook leaves open or decides otherwise, and two of the same name."""
    names: dict[str, str] = {}
    for item in content.parts.cases:
        first = names.setdefault(item.value.name, item.where)
        if first != item.where:
            told = f"nama kasus ini sudah dipakai di {first}; ganti namanya"
            yield item.finding("duplicate-id", told, "name")
        if content.catalog is not None:
            yield from _judged(content.parts, item, content.catalog.book)


def _judged(parts: Parts, item: Placed[CaseIn], book: Rulebook) -> Iterator[Finding]:
    case, wanted = item.value, item.value.expect
    own = Parts(lost=parts.lost, unread=parts.unread)
    if not (
        known_facts(own, item, book, case.facts, "facts")
        and fitting_facts(own, item, book, case.facts, {}, "facts")
    ):
        yield from own.findings
        return
    try:
        found = judge(book, case.facts, case.on)
    except UnsureError:
        return  # the rule that may decide it is reported
    except CaseError:
        yield no_key(item, case.on)
        return
    if isinstance(found, Undetermined):
        needs = ", ".join(found.needs)
        told = f"putusan belum pasti; sebutkan juga: {needs}"
        yield item.finding("undetermined", told, "facts")
    elif not _agree(found, wanted.verdict, wanted.severity, wanted.rule):
        told = (
            f"diharapkan {_say(wanted.verdict, wanted.severity, wanted.rule)}, ternyata"
            f" {_say(found.verdict, found.severity, found.rule)}; perbaiki kasus atau aturannya"
        )
        yield item.finding("case", told, "expect")


def _agree(found: Decided, verdict: str, severity: str | None, rule: str | None) -> bool:
    return (found.verdict, found.severity) == (verdict, severity) and rule in (None, found.rule)


def _say(verdict: str, severity: str | None, rule: str | None) -> str:
    return " ".join(filter(None, (verdict, severity, f"menurut {rule}" if rule else None)))
