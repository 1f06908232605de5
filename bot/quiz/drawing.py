"""The draw: which questions an attempt asks, and in which order their choices stand.

The same seed over the same bank draws the same items, so that a draw can be shown to be fair.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from random import Random

from bot.errors import NothingLeft, QuizError
from bot.quiz.attempt import Item, Version
from bot.quiz.bank import Bank, Module, Question, Quota


def draw(
    bank: Bank,
    module: Module,
    seed: int,
    recent: Sequence[Sequence[Item]],
    withdrawn: Collection[Version] = (),
) -> tuple[Item, ...]:
    """Items by the module's blueprint, mixed. ``recent`` are earlier draws, the newest first:
    what they asked is drawn again only when nothing else is left, the longest ago first. Twins
    come together only when that, too, cannot be helped. What is ``withdrawn`` is never drawn, even
    where fewer questions than the blueprint asks for are left.

    Raises QuizError when the bank is too small for the blueprint, NothingLeft when all of it is
    withdrawn.
    """
    dice = Random(seed)
    age = _ages(recent)
    taken: dict[str, Question] = {}
    for quota in in_turn(module.blueprint):
        for question in _pick(bank, quota, dice, age, taken, withdrawn):
            taken[question.id] = question
    if not taken:
        raise NothingLeft(f"every question of module {module.id} is withdrawn")
    questions = list(taken.values())
    dice.shuffle(questions)
    return tuple(item_of(question, dice) for question in questions)


def in_turn(blueprint: Sequence[Quota]) -> list[Quota]:
    """In the order of drawing: what must be of a certain kind takes its questions first."""
    return sorted(blueprint, key=lambda quota: quota.kind is None)


def _ages(recent: Sequence[Sequence[Item]]) -> dict[str, int]:
    """Scenario id → how long ago it was asked, 1 for the last draw."""
    age: dict[str, int] = {}
    for ago, items in enumerate(recent, start=1):
        for item in items:
            age.setdefault(item.scenario, ago)
    return age


def _pick(
    bank: Bank,
    quota: Quota,
    dice: Random,
    age: dict[str, int],
    taken: dict[str, Question],
    withdrawn: Collection[Version],
) -> list[Question]:
    pool = [question for question in bank.of(quota) if question.id not in taken]
    if len(pool) < quota.count:
        raise QuizError(f"topic {quota.topic} has too few questions for the blueprint")
    pool = [question for question in pool if question.published not in withdrawn]
    dice.shuffle(pool)
    fresh = [question for question in pool if question.id not in age]
    asked = sorted((q for q in pool if q.id in age), key=lambda q: -age[q.id])
    picked: dict[str, Question] = {}
    in_turn = ((q, twins) for part in (fresh, asked) for twins in (False, True) for q in part)
    for question, allow_twins in in_turn:
        if len(picked) == quota.count:
            break
        near = any(one in taken or one in picked for one in (question.scenario.twin, question.id))
        if allow_twins or not near:
            picked[question.id] = question
    return list(picked.values())


def item_of(question: Question, dice: Random) -> Item:
    """The question as it is asked: mixed, where its options are its own."""
    order = [choice.key for choice in question.choices]
    if question.scenario.kind in ("pilih", "tandai"):
        dice.shuffle(order)
    return Item(question.id, question.scenario.version, tuple(order))
