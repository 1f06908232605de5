"""The proof over the whole domain, told as plain sentences with a case to paste."""

from __future__ import annotations

from collections.abc import Iterator

from bot.catalog.gather import Content
from bot.catalog.parts import Parts
from bot.errors import Finding
from bot.rulebook.proof import Flaw, complete, prove
from bot.rulebook.rulebook import Rulebook


def check(content: Content) -> Iterator[Finding]:
    """Gaps, contradictions, and rules and values that can never matter."""
    if content.catalog is None:
        return
    book, since = content.catalog.book, content.catalog.proved_since
    unread: dict[str, list[str]] = {}
    for flaw in prove(book, since).flaws:
        if flaw.kind == "idle-value":
            unread.setdefault(flaw.subject[0], []).append(flaw.subject[1])
        else:
            yield from _finding(content, book, flaw)
    if not content.parts.unread & {"facts", "rules"}:
        for fact, values in unread.items():
            yield from _idle_values(content.parts, fact, values)


def _finding(content: Content, book: Rulebook, flaw: Flaw) -> Iterator[Finding]:
    rules = {item.value.id: item for item in content.parts.rules}
    if flaw.kind == "idle-rule":
        item = rules.get(flaw.subject[0])
        if item is not None:
            told = f"aturan '{flaw.subject[0]}' tidak pernah menentukan putusan mana pun"
            yield item.finding("idle-rule", f"{told}; persempit yang mengalahkannya, atau hapus")
        return
    told = f"{_sentence(book, flaw)}; kasus: {_yaml(book, flaw)}"
    if flaw.kind == "clash":
        *others, last = (item for id_, item in rules.items() if id_ in flaw.subject)
        also = ", ".join(f"'{item.value.id}' ({item.where})" for item in others)
        told = f"'{last.value.id}' bertentangan dengan {also} {told}; pakai 'overrides'"
        yield last.finding("clash", told)
    else:
        yield _gap(content.parts, flaw, f"tidak ada aturan {told}; tulis aturannya")


def _gap(parts: Parts, flaw: Flaw, told: str) -> Finding:
    """Told at the last value of the counterexample, or at the vocabulary when it has none."""
    if not flaw.case:
        return parts.facts[0].document.finding(("facts",), "gap", told)
    fact, value = list(flaw.case.items())[-1]
    item = next(item for item in parts.facts if item.value.id == fact)
    place = [one.id for one in item.value.values].index(value)
    return item.finding("gap", told, "values", place)


def _idle_values(parts: Parts, fact: str, values: list[str]) -> Iterator[Finding]:
    """One finding a fact: which of its values is the rest, only the author knows."""
    item = next(item for item in parts.facts if item.value.id == fact)
    written = [value.id for value in item.value.values]
    idle = [value for value in values if (fact, value) not in parts.meant]
    if len(idle) == len(written):
        told = f"fakta '{fact}' tidak mengubah putusan mana pun; pakai dalam aturan, atau hapus"
        yield item.finding("idle-value", told, "id")
    elif idle and len(idle) == len(values):
        named = ", ".join(f"'{value}'" for value in idle)
        told = f"nilai {named} dari '{fact}' tidak dibaca aturan mana pun; satu saja boleh sisa"
        yield item.finding("idle-value", told, "values", written.index(idle[-1]))


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
