"""Ruling on a dispute: for the operator in the chat and on the command line alike."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from bot.quiz.attempt import Version
from bot.service.desk import Desk
from bot.store.disputes import Outcome, Ruling

MOST: Final = 500
"""Letters of a written answer."""


def key_of(of: Version) -> str:
    """Ten letters for a version: ids of scenarios are too long for a button."""
    return sha256(f"{of.scenario}:{of.number}".encode()).hexdigest()[:10]


async def known(desk: Desk, key: str) -> Version | None:
    """The version with that key that was reported or ruled on, if any."""
    waiting, rulings = await desk.store.disputes.queue(), await desk.store.disputes.rulings()
    every = (*(one.of for one in waiting), *(one.of for one in rulings))
    return next((of for of in every if key_of(of) == key), None)


async def rule(
    desk: Desk, of: Version, round_: int, outcome: Outcome, answer: str, actor: int
) -> bool:
    """Rule, and withdraw the version when the dispute is upheld; completions are marked again and
    people told by chores. False when somebody was faster, or nothing waits."""
    at = desk.clock()
    ruling = Ruling(of, round_, outcome, answer, actor, at)
    ours = await desk.store.disputes.rule(ruling, desk.token(), at)
    await desk.library.look()
    return ours
