"""Modules to be drawn, and a bank with more than they ask."""

from __future__ import annotations

from bot.quiz.bank import Bank, Module, Quota, Topic
from tests.quiz.cast import questions, quota
from tests.rulebook.oracle import labels


def module(*blueprint: Quota) -> Module:
    return Module("dasar", labels("Dasar"), labels("x"), blueprint, 70, 12)


MIXED = Bank(
    [Topic("medsos", labels("m")), Topic("acara", labels("a"))],
    [
        *questions("medsos", 9),
        *questions("medsos", 6, "pilih"),
        *questions("acara", 7),
    ],
)

BLUEPRINT = module(quota("medsos", 3), quota("medsos", 2, "pilih"), quota("acara", 2))
