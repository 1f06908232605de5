"""How long answers take, in bins, so that any number of them needs the same little memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, exp, log

IDLE_MS = 600_000
"""Ten minutes. Who took longer did something else meanwhile; such times are counted apart."""

SHORTEST_MS = 500
"""Half a second: faster taps are not told apart."""

WIDTH = 1.05
"""Each bin reaches 5 % further than the one before."""

_LOG = log(WIDTH)
_BINS = ceil(log(IDLE_MS / SHORTEST_MS) / _LOG) + 1


@dataclass(slots=True)
class Durations:
    """Times in ms; ``idle`` are those left out: over ``IDLE_MS``, or before the clock began."""

    bins: list[int] = field(default_factory=lambda: [0] * _BINS)
    idle: int = 0

    def add(self, ms: int) -> None:
        """One answer's time."""
        if 0 <= ms <= IDLE_MS:
            place = ceil(log(ms / SHORTEST_MS) / _LOG) if ms > SHORTEST_MS else 0
            self.bins[place] += 1
        else:
            self.idle += 1

    def merge(self, other: Durations) -> None:
        """Take in the times of another."""
        self.bins = [mine + more for mine, more in zip(self.bins, other.bins, strict=True)]
        self.idle += other.idle

    def quantile(self, share: float) -> int | None:
        """The time, in ms, within which ``share`` of the answers came (by nearest rank).

        It is the middle of its bin: wrong by at most 2.5 %, and never below half a second.
        None without times.
        """
        total = sum(self.bins)
        if not total:
            return None
        rank, seen, place = max(1, ceil(share * total)), 0, 0
        for place, count in enumerate(self.bins):  # noqa: B007
            seen += count
            if seen >= rank:
                break
        return round(SHORTEST_MS * exp(_LOG * max(0.0, place - 0.5)))
