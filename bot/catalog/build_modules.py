"""From the written modules to those that are taught: what they ask, and how they are examined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.catalog.explain import closest, suggest
from bot.catalog.parts import Parts, Placed
from bot.catalog.schema_bank import ExamIn, ModuleFile, QuotaIn
from bot.quiz.bank import Bank, Exam, Module, Quota
from bot.rulebook.rulebook import Rulebook


def build_modules(parts: Parts, bank: Bank, book: Rulebook) -> Mapping[str, Module]:
    """The modules by id. Topics that the bank lacks and unknown severities are reported."""
    modules = {}
    for item in parts.modules:
        id_, written = item.value
        _known_topics(parts, item, bank, written.blueprint, "blueprint")
        blueprint = _quotas(written.blueprint)
        exam = None
        if written.exam is not None:
            _known_topics(parts, item, bank, written.exam.questions or (), "exam", "questions")
            _known_severities(parts, item, book, written.exam.critical)
            exam = _exam(written.exam, blueprint, written.pass_mark)
        modules[id_] = Module(
            id_,
            written.title,
            written.about,
            blueprint,
            written.pass_mark,
            written.valid_months,
            exam,
        )
    return modules


def _exam(written: ExamIn, blueprint: tuple[Quota, ...], pass_mark: int) -> Exam:
    """Where it says nothing of its own, the exam asks and passes as practice does."""
    return Exam(
        written.minutes,
        blueprint if written.questions is None else _quotas(written.questions),
        pass_mark if written.pass_mark is None else written.pass_mark,
        written.per_day,
        written.cool_down_minutes,
        frozenset(written.critical),
    )


def _quotas(written: Sequence[QuotaIn]) -> tuple[Quota, ...]:
    return tuple(Quota(quota.topic, quota.count, quota.kind) for quota in written)


def _known_topics(
    parts: Parts,
    item: Placed[tuple[str, ModuleFile]],
    bank: Bank,
    quotas: Sequence[QuotaIn],
    *place: str,
) -> None:
    for i, quota in enumerate(quotas):
        if quota.topic not in bank.topics:
            hint = suggest(closest(quota.topic, bank.topics))
            known = ", ".join(bank.topics) or "-"
            told = f"topik '{quota.topic}' tidak ada{hint}; pilihannya: {known}"
            parts.findings.append(item.finding("unknown-topic", told, *place, i, "topic"))


def _known_severities(
    parts: Parts,
    item: Placed[tuple[str, ModuleFile]],
    book: Rulebook,
    severities: Sequence[str],
) -> None:
    known = list(book.severities)
    for i, severity in enumerate(severities):
        if severity not in known and not parts.is_lost("severities", severity):
            hint = suggest(closest(severity, known))
            told = f"tingkat '{severity}' tidak ada{hint}; pilihannya: {', '.join(known)}"
            place = ("exam", "critical", i)
            parts.findings.append(item.finding("unknown-severity", told, *place))
