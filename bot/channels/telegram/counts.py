"""What happened so far and what is in hand, as plain numbers for whoever reports them.

Adding to them costs a microsecond and needs no library; nothing in them tells who did what.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)
"""Upper bounds of the histogram of handling times, in seconds; the last slot is for the rest."""

_FLOODED = 429
_REFUSED = 400
_BROKEN = 500


class Counts:
    """Seconds are of ``clock``, which only goes forward."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.updates: Counter[tuple[str, str]] = Counter()  # kind, outcome
        self.calls: Counter[tuple[str, str]] = Counter()  # method, outcome
        self.slots = [0] * (len(BOUNDS) + 1)
        self.seconds = 0.0  # all handling times together
        self.last_update: float | None = None
        self.last_call: float | None = None
        self._in_hand: dict[int, tuple[str, float]] = {}
        self._next = 0

    def begin(self, kind: str) -> int:
        """An update came; the number to end it by."""
        self._next += 1
        self._in_hand[self._next] = (kind, self.clock())
        return self._next

    def end(self, number: int, outcome: str) -> None:
        """It needs no more work here."""
        kind, began = self._in_hand.pop(number)
        now = self.last_update = self.clock()
        self.seconds += now - began
        self.slots[bisect_left(BOUNDS, now - began)] += 1
        self.updates[kind, outcome] += 1

    def called(self, method: str, status: int) -> None:
        """A method of the Bot API was called; ``status`` 0 is for no answer at all."""
        outcome = _outcome(status)
        self.calls[method, outcome] += 1
        if outcome == "ok":
            self.last_call = self.clock()

    def carried(self, method: str) -> None:
        """A call went with an acknowledgement: nobody will know how it ended."""
        self.calls[method, "carried"] += 1

    @property
    def in_hand(self) -> int:
        """How many updates are not ended."""
        return len(self._in_hand)

    @property
    def oldest(self) -> float:
        """For how many seconds the oldest of them has been in hand; 0 when there is none."""
        _, began = next(iter(self._in_hand.values()), ("", None))
        return 0.0 if began is None else self.clock() - began

    @property
    def floods(self) -> int:
        """How often Telegram said that it was too much."""
        return sum(n for (_, outcome), n in self.calls.items() if outcome == "flooded")


def _outcome(status: int) -> str:
    if 0 < status < _REFUSED:
        return "ok"
    if status == _FLOODED:
        return "flooded"
    return "refused" if _REFUSED <= status < _BROKEN else "failed"
