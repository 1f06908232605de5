"""The pledge of neutrality that is signed after a pass."""

from __future__ import annotations

from dataclasses import dataclass

from bot.rulebook.facts import Words


@dataclass(frozen=True, slots=True)
class Pledge:
    """Its wording; ``version`` names it for ever."""

    version: str
    title: Words
    points: tuple[Words, ...]
