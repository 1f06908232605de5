"""Updates that the database refuses again and again while it takes everything else.

An update that finds the database away waits, for however long: it may be an answer. But one whose
own statement always takes too long would hold back everybody's acknowledgement for ever, as polling
fetches nothing past a hundred updates of which the first is not confirmed. It is given up when:

- each of its failures was followed at once by a small write that the database took in time; one
  that it did not take, after anybody's failure, has everybody begin anew: then it was the database,
  as when it is away, is read-only, is full, or is slow for all;
- that went on for minutes and several times;
- no other update fails meanwhile, or many more were done than fail. Where a table is locked, the
  small write passes, and all who need the table fail.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final, TypeAlias

from bot.channels.telegram.timing import Timing
from bot.errors import StoreError

Pulse: TypeAlias = Callable[[], Awaitable[None]]
"""Writes something small to the database; raises StoreError when that is not stored."""

LONG_S: Final = 300.0
"""Seconds for which an update must have failed alone."""

TIMES: Final = 5
"""How often it must have failed alone."""

OUTNUMBERED: Final = 10
"""Updates that must have been done meanwhile, for each one that fails, if others fail too."""

_PROMPT_S = 2.0  # a database that takes longer for a small write is slow for everybody


class Trials:
    """What is known of all updates in hand. Without a ``pulse`` none is ever given up."""

    def __init__(self, timing: Timing, pulse: Pulse | None) -> None:
        self._timing = timing
        self._pulse = pulse
        self._lock = asyncio.Lock()
        self._looked = self._missed = float("-inf")
        self._beat = False
        self.failing: set[Trial] = set()
        self.done = 0

    @contextmanager
    def one(self) -> Iterator[Trial]:
        """For one update, until its end."""
        trial = Trial(self)
        try:
            yield trial
        finally:
            self.failing.discard(trial)

    def now(self) -> float:
        """Seconds by the clock of the channel."""
        return self._timing.clock()

    async def beats(self) -> bool:
        """Whether the database takes a small write now. One asks for all who want to know."""
        asked = self.now()
        async with self._lock:
            if self._looked < asked:
                self._looked = self.now()
                self._beat = await self._beats()
                if not self._beat:
                    self._missed = self.now()
        return self._beat

    def away_since(self, moment: float) -> bool:
        """Whether it was found away at that moment or later."""
        return self._missed >= moment

    async def _beats(self) -> bool:
        taken = False

        async def write(pulse: Pulse) -> None:
            nonlocal taken
            with suppress(StoreError):
                await pulse()
                taken = True

        if self._pulse is not None:
            await self._timing.within(_PROMPT_S, write(self._pulse))
        return taken


class Trial:
    """One update that is begun again and again."""

    def __init__(self, trials: Trials) -> None:
        self._trials = trials
        self._began = self._times = self._done_before = 0.0

    async def failed(self) -> bool:
        """The database refused it once more: whether to give it up."""
        trials, at = self._trials, self._trials.now()
        trials.failing.add(self)
        if self._times and trials.away_since(self._began):
            self._times = 0
        if not self._times:
            self._began, self._done_before = at, trials.done
        if not await trials.beats():
            self._times = 0
            return False
        self._times += 1
        lasted = trials.now() - self._began
        return self._times >= TIMES and lasted >= LONG_S and self._alone()

    def _alone(self) -> bool:
        failing, done = len(self._trials.failing), self._trials.done - self._done_before
        return failing == 1 or done >= OUTNUMBERED * failing

    def __str__(self) -> str:
        return f"{self._times:.0f} times in {self._trials.now() - self._began:.0f} s"
