"""Keys in balance: a learner who always says "forbidden", or the longest, learns nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor

from bot.catalog.gather import Content
from bot.catalog.parts import LANGUAGES
from bot.errors import Finding
from bot.quiz.bank import Question

_ENOUGH = 8  # questions of a kind below which a share says nothing


def check(content: Content) -> Iterator[Finding]:
    """The share of allowed acts per topic, and how often the longest option is the best one."""
    parts, catalog = content.parts, content.catalog
    if catalog is None or parts.policy is None or parts.policy.value.bank is None:
        return
    share = parts.policy.value.bank.allowed_percent
    for topic in parts.topics:
        mine = [q for q in catalog.bank.questions.values() if q.scenario.topic == topic.value[0]]
        judged = [q for q in mine if q.scenario.kind == "nilai"]
        allowed = sum(q.decided.verdict == "boleh" for q in judged)
        outside = not share.least * len(judged) <= 100 * allowed <= share.most * len(judged)
        if len(judged) >= _ENOUGH and outside:
            yield topic.finding(
                "unbalanced",
                f"{allowed} dari {len(judged)} soal 'nilai' berkunci boleh;"
                f" harus {share.least} sampai {share.most} persen",
            )
        problem = _telling([q for q in mine if q.scenario.kind == "pilih"])
        if problem:
            yield topic.finding("telling-length", problem)


def _telling(questions: Sequence[Question]) -> str | None:
    """Among many questions, the longest option may be the best one as often as by chance."""
    if len(questions) < _ENOUGH:
        return None
    chance = sum(1 / len(q.choices) for q in questions)
    for language in LANGUAGES:
        longest = sum(_longest(q, language) for q in questions)
        # One more than expected is chance itself; a topic has only a dozen such questions.
        if longest > floor(chance) + 1:
            return (
                f"opsi terpanjang ('{language}') adalah yang terbaik pada {longest} dari"
                f" {len(questions)} soal 'pilih'; ubah panjang opsi"
            )
    return None


def _longest(question: Question, language: str) -> bool:
    texts = {c.key: len((c.text or {}).get(language, "")) for c in question.choices}
    most = max(texts.values())
    return [key for key, length in texts.items() if length == most] == list(question.right)
