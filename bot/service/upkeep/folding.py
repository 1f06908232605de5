"""The chore that keeps what the tallies still have to add up short."""

from __future__ import annotations

from typing import Final

from bot.service.desk import Desk
from bot.store.tallies import FOLDED

EVERY_S: Final = 5.0

_ROUNDS: Final = 20
"""In one run, so that a large backlog does not keep the other work of this process waiting."""


async def fold(desk: Desk) -> None:
    """Add what changed to the counts. Whatever is left waits for the next time, and counts too."""
    for _ in range(_ROUNDS):
        if await desk.store.tallies.fold(desk.token()) < FOLDED:
            return
