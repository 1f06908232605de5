"""Whether this machine's clock can be believed.

Whatever is stored has its time from it, and what is deleted is chosen by it: a clock that is years
ahead would delete everything. So it is compared with Telegram's.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

log = logging.getLogger(__name__)

WRONG_S: Final = 300.0
"""A clock that is further off, either way, is wrong: an exam's time is counted in minutes."""


@dataclass(slots=True)
class OwnClock:
    """``ahead`` is by how many seconds this machine's clock is ahead of Telegram's, negative when
    it is behind; None until they are compared. It is 0 where there is nothing to compare it with.
    """

    ahead: float | None = 0.0

    @property
    def wrong(self) -> bool:
        """Whether it is known to be."""
        return self.ahead is not None and abs(self.ahead) > WRONG_S

    @property
    def right(self) -> bool:
        """Whether what goes by the date may be done."""
        return self.ahead is not None and not self.wrong

    @property
    def told(self) -> str:
        """For operators: by how much it is off, to be read where it is wrong."""
        ahead = self.ahead or 0.0
        way = "ahead of" if ahead > 0 else "behind"
        return f"the clock of this machine is {abs(ahead):.0f} s {way} Telegram's"

    def compared(self, ahead: float | None) -> None:
        """Telegram has told its time, or None when its answers tell none."""
        before = self.wrong
        self.ahead = (self.ahead or 0.0) if ahead is None else ahead
        if self.wrong and not before:
            log.error(
                "%s: nothing is deleted and nobody is reminded until it is set right", self.told
            )
        elif before and not self.wrong:
            log.warning("the clock of this machine is right again")
