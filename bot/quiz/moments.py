"""Sums from which facility, discrimination and reliability are computed, in one pass.

Everything is an integer, so twenty million answers are added without loss, in any order, and a
variance that is zero is exactly zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

REST_UNIT = 2520
"""A rest score is kept in 1/2520 of a point, as 2520 is divisible by 1 to 10: exact for attempts
of up to eleven answers, and wrong by less than 0.0004 of 100 points for longer ones."""


def rest_score(others: int, count: int) -> int:
    """The mean of ``count`` other answers with ``others`` points together, in ``REST_UNIT``."""
    return others * REST_UNIT // count


@dataclass(slots=True)
class Moments:
    """Sums over answers to one item: ``x`` its points of 100, ``y`` the rest score of the same
    attempt, and their products."""

    n: int = 0
    x: int = 0
    y: int = 0
    xx: int = 0
    yy: int = 0
    xy: int = 0

    def add(self, x: int, y: int) -> None:
        """One answer: its points, and :func:`rest_score` of the others."""
        self.n += 1
        self.x += x
        self.y += y
        self.xx += x * x
        self.yy += y * y
        self.xy += x * y

    @property
    def sxx(self) -> float:
        """Sum of squared deviations of x, in points²."""
        return (self.n * self.xx - self.x * self.x) / self.n if self.n else 0.0

    @property
    def syy(self) -> float:
        """Sum of squared deviations of y, in points²."""
        whole = self.n * self.yy - self.y * self.y
        return whole / (self.n * REST_UNIT * REST_UNIT) if self.n else 0.0

    @property
    def sxy(self) -> float:
        """Sum of products of deviations, in points²."""
        return (self.n * self.xy - self.x * self.y) / (self.n * REST_UNIT) if self.n else 0.0


def facility(points: int, answers: int) -> float | None:
    """The mean share of points, from 0 to 1; for right-or-wrong items the share of right answers
    (the "p-value" of classical test theory). None without answers."""
    return points / (100 * answers) if answers else None


def discrimination(items: Iterable[Moments]) -> float | None:
    """The point-biserial correlation of an item with the *rest* score, from -1 to 1.

    r = Sxy / √(Sxx · Syy), with x the item's points and y the mean of the person's other answers.
    For right-or-wrong items that is the point-biserial coefficient (M₁ - M₀) / s · √(p·q). The
    item itself is left out of y, since it would correlate with itself (Henrysson 1963,
    doi 10.1007/BF02289618).

    Of several items (those of one rule) the sums of deviations within each are added first, so
    that items that differ in difficulty do not blur it. None where x or y never varies.
    """
    sxx = syy = sxy = 0.0
    for item in items:
        sxx, syy, sxy = sxx + item.sxx, syy + item.syy, sxy + item.sxy
    if not sxx or not syy:
        return None
    return max(-1.0, min(1.0, sxy / sqrt(sxx) / sqrt(syy)))
