"""Which updates were delivered, which are committed, and what may be acknowledged."""

from __future__ import annotations

import asyncio
from collections import deque


class Ledger:
    """Update ids in hand.

    An offset confirms everything below it, so it may not pass an update that is not committed.
    It is computed from the ids in hand alone and never from the highest id ever seen: after a
    week without updates Telegram may go on from a random, lower id.
    """

    def __init__(self, *, remember: int = 1000) -> None:
        self._open: set[int] = set()
        self._done: set[int] = set()
        self._offset: int | None = None
        self._past: set[int] = set()  # acknowledged a moment ago; a server may repeat itself
        self._past_order: deque[int] = deque()
        self._remember = remember
        self.settled = asyncio.Event()
        self.settled.set()

    def deliver(self, update_id: int) -> bool:
        """Note an update; False if it is in hand already or was, a moment ago."""
        if update_id in self._open or update_id in self._done:
            return False
        if update_id in self._past:
            self._done.add(update_id)  # to be confirmed again
            return False
        self._open.add(update_id)
        self.settled.clear()
        return True

    def commit(self, update_id: int) -> None:
        """The update's effect is in the database."""
        self._open.discard(update_id)
        self._done.add(update_id)
        if not self._open:
            self.settled.set()

    def offset(self) -> int | None:
        """What to confirm with the next poll; None when there is nothing to confirm.

        It is given again until :meth:`confirmed`, as the poll that carried it may be lost.
        """
        if self._done:
            lowest = min(self._open, default=None)
            ready = {i for i in self._done if lowest is None or i < lowest}
            if ready:
                self._done -= ready
                self._keep(ready)
                self._offset = max(ready) + 1
        return self._offset

    def confirmed(self) -> None:
        """A poll with the current offset succeeded."""
        self._offset = None

    @property
    def in_hand(self) -> int:
        """How many updates are not committed."""
        return len(self._open)

    def _keep(self, ids: set[int]) -> None:
        new = ids - self._past
        self._past |= new
        self._past_order.extend(sorted(new))
        while len(self._past_order) > self._remember:
            self._past.discard(self._past_order.popleft())
