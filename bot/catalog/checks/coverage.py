"""Every rule is practised: enough scenarios that it decides, and a twin among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.catalog.gather import Content
from bot.errors import Finding
from bot.quiz.bank import Question


def check(content: Content) -> Iterator[Finding]:
    """Rules in force today that decide too few scenarios. Rules of the past need none."""
    parts, catalog = content.parts, content.catalog
    if catalog is None or parts.policy is None or parts.policy.value.bank is None:
        return
    least = parts.policy.value.bank.per_rule
    decided: Counter[str] = Counter()
    twins: set[str] = set()
    for question in catalog.bank.questions.values():
        rules = deciding(question)
        decided.update(rules)
        if question.scenario.twin:
            twins |= rules
    for item in parts.rules:
        rule = catalog.book.rules.get(item.value.id)
        if rule is None or not rule.in_force(catalog.as_of):
            continue
        if decided[rule.id] < least:
            told = f"hanya {decided[rule.id]} skenario; paling sedikit {least}"
            yield item.finding("few-scenarios", f"aturan '{rule.id}': {told}")
        elif rule.id not in twins:
            yield item.finding("no-twin", f"aturan '{rule.id}': belum ada skenario kembar")


def deciding(question: Question) -> set[str]:
    """The rules that decide a question or one of its options."""
    options = {choice.decided.rule for choice in question.choices if choice.decided is not None}
    return options or {question.decided.rule}
