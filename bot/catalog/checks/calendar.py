"""Stages of elections stand in order, and none that is still to come rests on hearsay."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bot.catalog.gather import Content
from bot.errors import Finding


def check(content: Content) -> Iterator[Finding]:
    """Dates that step back, and coming stages that no decision of the KPU has set.

    People are written to before a stage begins, so a wrong date is told to all of them.
    """
    stages = content.parts.stages
    for before, after in pairwise(stages):
        if after.value.begins < before.value.begins:
            told = (
                f"'begins' ({after.value.begins}) mendahului tahap di atasnya"
                f" ({before.value.begins}); urutkan menurut tanggal"
            )
            yield after.finding("calendar-order", told, "begins")
    if content.parts.policy is None:
        return
    as_of = content.parts.policy.value.as_of
    for item in stages:
        if item.value.begins > as_of and item.value.sourced != "resmi":
            told = (
                f"tahap yang mulai sesudah {as_of} wajib 'resmi': tunggu keputusan KPU, lalu sebut"
                " di 'basis'; jangan mengira-ngira tanggal"
            )
            yield item.finding("calendar-source", told, "sourced")
