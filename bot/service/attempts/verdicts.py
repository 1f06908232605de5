"""A decision in words: the verdict, why, the article, the sanction, and how sure it is."""

from __future__ import annotations

from bot.catalog.catalog import Catalog
from bot.rulebook.rulebook import Decided
from bot.rulebook.rules import Rule
from bot.screens.screen import Phrase, say
from bot.service.days import as_noted

_SIGNS = {
    "boleh": "verdict.sign.boleh",
    "hindari": "verdict.sign.hindari",
    "dilarang": "verdict.sign.dilarang",
}


def verdict(decided: Decided) -> Phrase:
    """``🚫 Dilarang``: a sign and a word, for those who see only one of them."""
    return say(f"verdict.{decided.verdict}", sign=say(_SIGNS[decided.verdict]))


def article(catalog: Catalog, rule: Rule) -> Phrase:
    """The articles that the rule rests on, one a line."""
    lines = tuple(
        say("verdict.basis", locator=basis.locator, source=catalog.book.sources[basis.source].short)
        for basis in rule.basis
    )
    return say("verdict.article", bases=lines)


def grounds(catalog: Catalog, decided: Decided) -> tuple[Phrase, ...]:
    """Article, sanction if forbidden, both positions if authorities differ, and how sure."""
    rule = catalog.book.rules[decided.rule]
    told = [article(catalog, rule)]
    if decided.severity is not None:
        severity = catalog.book.severities[decided.severity]
        told.append(say("verdict.sanction", label=severity.label, sanction=severity.sanction))
    if rule.positions:
        lines = tuple(
            say("verdict.position", who=p.who, says=p.says, on=as_noted(p.on))
            for p in rule.positions
        )
        told.append(say("verdict.positions", positions=lines))
    if rule.safe is not None:
        told.append(say("verdict.safe", safe=rule.safe))
    if rule.sourced != "resmi":
        told.append(say(f"verdict.sourced.{rule.sourced}"))
    return tuple(told)
