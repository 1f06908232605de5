"""Every module can be drawn from the bank, three times without repeating a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.catalog.load import Content
from bot.errors import Finding

ATTEMPTS = 3


def check(content: Content) -> Iterator[Finding]:
    """Quotas that the bank cannot fill for three attempts in a row."""
    if content.catalog is None or content.parts.partial:
        return
    bank, modules = content.catalog.bank, content.catalog.modules
    if not content.parts.modules:
        yield Finding("modules", 1, "missing-file", "belum ada modul")
    for item in content.parts.modules:
        module = modules[item.value[0]]
        wanted: Counter[str] = Counter()
        for i, quota in enumerate(module.blueprint):
            wanted[quota.topic] += quota.count
            there = len(bank.of(quota))
            whole = sum(q.scenario.topic == quota.topic for q in bank.questions.values())
            need = max(quota.count * ATTEMPTS - there, wanted[quota.topic] * ATTEMPTS - whole)
            if need > 0 and quota.topic in bank.topics:
                yield item.finding(
                    "small-bank",
                    f"topik '{quota.topic}' kurang {need} soal untuk {ATTEMPTS} kali"
                    " pengerjaan tanpa mengulang",
                    "blueprint",
                    i,
                )
