"""What waits to be sent unasked, for whoever looks at the numbers."""

from __future__ import annotations

from typing import Final

from bot.channels.telegram.timing import Timing
from bot.errors import StoreError
from bot.service.notices.shift import Shift
from bot.store.outbox import Backlog

FRESH_S: Final = 15.0
"""So long an answer is told again, as the database counts all that waits each time."""

_PATIENCE_S: Final = 1.0  # the other numbers must come while the database is away


class CountedBacklog:
    """Every worker may ask: it is the same number for all of them."""

    def __init__(self, shift: Shift, timing: Timing) -> None:
        self._shift = shift
        self._timing = timing
        self._last: Backlog | None = None
        self._until = 0.0

    async def look(self) -> Backlog | None:
        """The last count, or a new one; None when the database does not give one."""
        if self._timing.clock() < self._until:
            return self._last
        self._last = None
        try:
            await self._timing.within(_PATIENCE_S, self._ask())
        except StoreError:
            return None
        return self._last

    async def _ask(self) -> None:
        self._last = await self._shift.backlog()
        self._until = self._timing.clock() + FRESH_S
