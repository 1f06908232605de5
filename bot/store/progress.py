"""How far a long work is, for whoever wants to show it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[str, int, "int | None"], None]
"""Called now and then: what is under way, how much is done, of how much (None: not known)."""

_TICK_S = 0.1


def unwatched(_what: str, _done: int, _total: int | None) -> None:
    """Nobody looks."""


async def watched(
    work: asyncio.Future[None], stop: Callable[[], None], tell: Callable[[], None]
) -> None:
    """Wait for ``work`` and call ``tell`` now and then. When cancelled, ``stop`` it and wait."""
    try:
        while not work.done():
            await asyncio.wait([work], timeout=_TICK_S)
            tell()
    finally:
        if not work.done():
            stop()
            await asyncio.gather(work, return_exceptions=True)
    await work
