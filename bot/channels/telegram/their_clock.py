"""Telegram's time, from the date of its answers."""

from __future__ import annotations

import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from math import inf

_EVERY = 60.0
_HALF = 0.5  # dates are in whole seconds, rounded down


class TheirClock:
    """Tells ``compared``, once a minute at most, by how many seconds our clock is ahead; None where
    answers have no date, as those of a Bot API server of one's own.

    ``wall`` is our clock, seconds since 1970 UTC; ``clock`` is one that only goes forward.
    """

    def __init__(
        self,
        compared: Callable[[float | None], None],
        *,
        wall: Callable[[], float] = time.time,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._compared = compared
        self._wall, self._clock = wall, clock
        self._last = -inf

    def heard(self, date: str | None) -> None:
        """An answer came just now, with this as its ``Date``."""
        now = self._clock()
        if now - self._last < _EVERY:
            return
        self._last = now
        self._compared(self._ahead(date))

    def _ahead(self, date: str | None) -> float | None:
        try:
            theirs = parsedate_to_datetime(date or "").timestamp()
        except ValueError:
            return None
        return self._wall() - theirs - _HALF
