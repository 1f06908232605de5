"""The proof over the whole domain, told as plain sentences with a case to paste."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.catalog.load import Content
from bot.catalog.parts import Placed
from bot.catalog.schema import RuleIn
from bot.errors import Finding
from bot.rulebook.proof import Flaw, complete, prove
from bot.rulebook.rulebook import Rulebook


def check(content: Content) -> Iterator[Finding]:
    """Gaps, contradictions, and rules and values that can never matter.

    Where a rule had to be left out because of an error, gaps and idle values say nothing yet.
    """
    if content.catalog is None:
        return
    book = content.catalog.book
    for flaw in prove(book, content.catalog.proved_since).flaws:
        if not (content.parts.partial and flaw.kind in ("gap", "idle-value")):
            yield _finding(content, book, flaw)


def _finding(content: Content, book: Rulebook, flaw: Flaw) -> Finding:
    rules = {item.value.id: item for item in content.parts.rules}
    if flaw.kind == "idle-value":
        return _idle_value(content, flaw)
    if flaw.kind == "idle-rule":
        return rules[flaw.subject[0]].finding(
            "idle-rule", f"aturan '{flaw.subject[0]}' tidak pernah menentukan putusan mana pun"
        )
    sentence, case = _sentence(book, flaw), _yaml(book, flaw)
    if flaw.kind == "clash":
        return _clash(rules, flaw, f"{sentence}; kasus: {case}")
    facts = content.parts.facts[0]
    return facts.document.finding((), "gap", f"tidak ada aturan {sentence}; kasus: {case}")


def _clash(rules: Mapping[str, Placed[RuleIn]], flaw: Flaw, told: str) -> Finding:
    first, *others = flaw.subject
    also = ", ".join(f"'{other}'" for other in others)
    return rules[first].finding(
        "clash", f"'{first}' bertentangan dengan {also} {told}; pakai 'overrides'"
    )


def _idle_value(content: Content, flaw: Flaw) -> Finding:
    fact, value = flaw.subject
    item = next(item for item in content.parts.facts if item.value.id == fact)
    place = [one.id for one in item.value.values].index(value)
    words = (
        f"nilai '{value}' dari '{fact}' tidak dibaca aturan mana pun atau tidak mengubah apa pun"
    )
    return item.finding("idle-value", words, "values", place)


def _sentence(book: Rulebook, flaw: Flaw) -> str:
    """``untuk Tindakan: menyukai; Tahap: masa tenang, sejak 2022-09-22``."""
    facts = "; ".join(
        f"{book.vocabulary.fact(fact).label.get('id', fact)}: "
        f"{book.vocabulary.fact(fact).value(value).label.get('id', value)}"
        for fact, value in flaw.case.items()
    )
    return f"untuk {facts or 'keadaan apa pun'}, sejak {flaw.on.isoformat()}"


def _yaml(book: Rulebook, flaw: Flaw) -> str:
    facts = ", ".join(f"{fact}: {value}" for fact, value in complete(book, flaw.case).items())
    return f"{{on: {flaw.on.isoformat()}, facts: {{{facts}}}}}"
