"""Reliability of a module's score: how much of its variance is not luck of the draw or the day."""

from __future__ import annotations

from collections.abc import Iterable

from bot.quiz.moments import Moments


def kr20(items: Iterable[Moments], length: float) -> float | None:
    """KR-20 of a score over ``length`` answers, estimated where each person has another draw.

    α = k·c̄ / (v̄ + (k-1)·c̄), where v̄ is the mean variance of an item and c̄ the mean covariance
    of two items. It is coefficient alpha written in means (Cronbach 1951, doi 10.1007/BF02310555),
    and for right-or-wrong items it is formula 20 of Kuder and Richardson (1937,
    doi 10.1007/BF02288391): k/(k-1) · (1 - Σpq/σ²).

    KR-20 itself wants a table without holes: every person, the same items. A blueprint draw
    leaves holes, so both means are taken over those who had the item: v̄ from the item's own
    variance, and c̄ from its covariance with the rest score, which is the mean of its covariances
    with the other items drawn. Each item counts as often as it was answered. When everybody has
    the same items this equals the textbook's KR-20, in whatever order they were asked.

    It assumes that who gets which item is chance (the draw is, for first attempts), and that
    attempts have about the same length; ``length`` is the mean. It speaks of the order of people
    within a draw: that some draws are harder is not counted against it. A blueprint with topics
    draws more evenly than pure chance, so the true reliability is rather higher.

    At most 1; negative when items contradict each other. None when nothing varies, when no item
    has two answers, or for a length of one.
    """
    answers = 0
    variance = covariance = 0.0
    for item in items:
        if item.n > 1:
            answers += item.n
            variance += item.n * item.sxx / (item.n - 1)
            covariance += item.n * item.sxy / (item.n - 1)
    whole = variance + (length - 1) * covariance
    if not answers or length <= 1 or whole <= 0:
        return None
    return min(1.0, length * covariance / whole)
