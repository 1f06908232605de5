"""How long answers take, in bins, so that any number of them needs the same little memory."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate
from math import ceil, sqrt

IDLE_MS = 600_000
"""Ten minutes. Who took longer did something else meanwhile; such times are counted apart."""

SHORTEST_MS = 500
"""Half a second: faster taps are not told apart."""

WIDTH = 1.05
"""Each bin reaches 5 % further than the one before."""


def _edges() -> tuple[float, ...]:
    edges = [float(SHORTEST_MS)]
    while edges[-1] < IDLE_MS:
        edges.append(edges[-1] * WIDTH)
    return tuple(edges)


_EDGES = _edges()  # the longest time that each bin holds


@dataclass(slots=True)
class Durations:
    """Times in ms; ``idle`` are those left out: over ``IDLE_MS``, or before the clock began."""

    bins: list[int] = field(default_factory=lambda: [0] * len(_EDGES))
    idle: int = 0

    def add(self, ms: int) -> None:
        """One answer's time."""
        if 0 <= ms <= IDLE_MS:
            self.bins[bisect_left(_EDGES, ms)] += 1
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
        reached = list(accumulate(self.bins))
        place = bisect_left(reached, max(1, ceil(share * total)))
        return round(_EDGES[place] / sqrt(WIDTH)) if place else SHORTEST_MS
