"""Whether this machine's clock can be believed.

Whatever is stored has its time from it, and what is deleted is chosen by it: a clock that is years
ahead would delete everything. So it is compared with Telegram's.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Final

log = logging.getLogger(__name__)

WRONG_S: Final = 300.0
"""A clock that is further off, either way, is wrong: an exam's time is counted in minutes."""

NOISE_S: Final = 2.0
"""So far off a right clock may seem: dates are in whole seconds, and answers take time."""


class OwnClock:
    """This machine's clock beside Telegram's. Where nobody compares them it is believed.

    ``wall`` is the clock, seconds since 1970 UTC; ``steady`` is one that nobody sets, so that a
    jump between two comparisons is seen at once.
    """

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall, self._steady = wall, steady
        self._ahead: float | None = 0.0
        self._apart: float | None = None  # the two clocks here, when it was compared
        self._told_wrong = False

    @property
    def ahead(self) -> float | None:
        """By how many seconds it is ahead now, negative when it is behind; None while unknown."""
        if self._ahead is None or self._apart is None:
            return self._ahead
        return self._ahead + (self._wall() - self._steady() - self._apart)

    def unsure(self) -> None:
        """It is going to be compared: until then nothing goes by it."""
        self._ahead = self._apart = None

    def common(self, at: int) -> int:
        """A moment of this clock, in ms, as Telegram's has it, and so every other worker's, to two
        seconds."""
        ahead = self.ahead or 0.0
        return at - round(1000 * ahead) if abs(ahead) > NOISE_S else at

    @property
    def wrong(self) -> bool:
        """Whether it is known to be."""
        ahead = self.ahead
        return ahead is not None and abs(ahead) > WRONG_S

    @property
    def right(self) -> bool:
        """Whether what goes by the date may be done."""
        return self.ahead is not None and not self.wrong

    def mended(self, at: int) -> int:
        """A moment of this clock, in ms, or Telegram's where this one is wrong."""
        return at - round(1000 * (self.ahead or 0.0)) if self.wrong else at

    @property
    def told(self) -> str:
        """For operators: by how much it is off, to be read where it is wrong."""
        ahead = self.ahead or 0.0
        way = "ahead of" if ahead > 0 else "behind"
        return f"the clock of this machine is {abs(ahead):.0f} s {way} Telegram's"

    def compared(self, ahead: float | None) -> None:
        """Telegram has told its time, or None when its answers tell none."""
        if ahead is not None:
            self._ahead, self._apart = ahead, self._wall() - self._steady()
        elif self._ahead is None:
            self._ahead = 0.0
        self._tell()

    def _tell(self) -> None:
        before, self._told_wrong = self._told_wrong, self.wrong
        if self.wrong and not before:
            log.error(
                "%s: nothing is deleted and nobody is reminded until it is set right", self.told
            )
        elif before and not self.wrong:
            log.warning("the clock of this machine is right again")
