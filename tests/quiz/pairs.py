"""A bank of which every question has a twin, and a practice with it."""

from __future__ import annotations

from bot.quiz.attempt import Attempt, Item
from bot.quiz.bank import Bank
from bot.quiz.drawing import draw
from tests.quiz.blueprints import module
from tests.quiz.cast import bank, quota

PAIRS = bank("medsos", 12, twins=6)

SIX = module(quota("medsos", 6))


def begun(of: Bank = PAIRS, seed: int = 1) -> Attempt:
    items = draw(of, SIX, seed, [])
    return Attempt("a", 7, "DEMO", None, "dasar", "latihan", seed, "h", items, 0)


def twin_of(item: Item, of: Bank = PAIRS) -> str:
    return of.questions[item.scenario].scenario.twin or ""
