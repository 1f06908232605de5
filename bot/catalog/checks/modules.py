"""Every module can be drawn from the bank, three times without repeating a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.catalog.gather import Content
from bot.catalog.parts import Placed
from bot.catalog.schema_bank import ModuleFile, QuotaIn
from bot.errors import Finding
from bot.quiz.bank import Bank, Quota

ATTEMPTS = 3


def check(content: Content) -> Iterator[Finding]:
    """Quotas that the bank cannot fill for three attempts in a row.

    Scenarios with an error of their own are counted: once mended, they are there.
    """
    if not any(name.startswith("modules/") for name in content.parts.documents):
        yield Finding("modules", 1, "missing-file", "belum ada modul; tulis paling sedikit satu")
    if content.catalog is not None:
        for item in content.parts.modules:
            yield from _small(item, content.catalog.bank, content.parts.lost_questions)


def _small(
    item: Placed[tuple[str, ModuleFile]], bank: Bank, lost: Counter[str]
) -> Iterator[Finding]:
    written = item.value[1]
    yield from _lacking(item, bank, lost, written.blueprint, "blueprint")
    if written.exam is not None and written.exam.questions is not None:
        yield from _lacking(item, bank, lost, written.exam.questions, "exam", "questions")


def _lacking(
    item: Placed[tuple[str, ModuleFile]],
    bank: Bank,
    lost: Counter[str],
    quotas: Sequence[QuotaIn],
    *place: str,
) -> Iterator[Finding]:
    wanted: Counter[str] = Counter()
    for i, written in enumerate(quotas):
        quota = Quota(written.topic, written.count, written.kind)
        wanted[quota.topic] += quota.count
        there = len(bank.of(quota))
        whole = len(bank.of(Quota(quota.topic, 1)))
        need = max(quota.count * ATTEMPTS - there, wanted[quota.topic] * ATTEMPTS - whole)
        need -= lost[quota.topic]
        if need > 0 and quota.topic in bank.topics:
            what = f"{need} soal '{quota.kind}'" if quota.kind else f"{need} soal"
            told = (
                f"topik '{quota.topic}' kurang {what} untuk {ATTEMPTS} kali pengerjaan tanpa"
                " mengulang; tambah soal atau kurangi 'count'"
            )
            yield item.finding("small-bank", told, *place, i)
