"""The chore that counts what people misjudge, and tells of it when it may be told."""

from __future__ import annotations

from typing import Final

from bot.errors import ContentError
from bot.quiz.keys import FULL
from bot.service.desk import Desk
from bot.store.weak import Completion

EVERY_S: Final = 60.0

_PAGE: Final = 200
_PAGES: Final = 20
"""In one run, so that the completions of before are counted little by little."""


async def pool(desk: Desk) -> None:
    """Look at completions that nobody looked at, and settle what has waited."""
    for _ in range(_PAGES):
        page = await desk.store.weak.waiting(_PAGE)
        # By content: few are kept in memory, and to read one back takes half a second.
        for one in sorted(page, key=lambda one: one.content):
            await desk.store.weak.pool(one, await _misjudged(desk, one), desk.clock())
        if len(page) < _PAGE:
            break
    for place, cell in await desk.store.weak.due(desk.clock(), _PAGE * _PAGES):
        await desk.store.weak.settle(place, cell, desk.clock())


async def _misjudged(desk: Desk, one: Completion) -> dict[str, bool]:
    """By rule, whether any answer about it was not fully right. Of a person's completions of a
    module only the first counts: later ones measure what was learnt from it."""
    if not one.first:
        return {}
    try:
        questions = (await desk.library.of(one.content)).bank.questions
    except ContentError:
        return {}
    found: dict[str, bool] = {}
    for scenario, points in one.answers:
        if (question := questions.get(scenario)) is not None:
            rule = question.decided.rule
            found[rule] = found.get(rule, False) or points < FULL
    return found
