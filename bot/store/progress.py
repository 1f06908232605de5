"""How far a long work is, for whoever wants to show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[str, int, "int | None"], None]
"""Called now and then: what is under way, how much is done, of how much (None: not known)."""


def unwatched(_what: str, _done: int, _total: int | None) -> None:
    """Nobody looks."""
