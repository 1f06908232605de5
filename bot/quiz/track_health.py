"""The verdict on tracks: whether their scores can be relied on."""

from __future__ import annotations

from dataclasses import dataclass

from bot.quiz.health import ENOUGH, Flag
from bot.quiz.reliability import kr20
from bot.quiz.statistics import Pool, Track, TrackTally


@dataclass(frozen=True, slots=True)
class TrackHealth:
    """``tally`` has what counts and what was left out; ``length`` is the mean number of answers
    of an attempt."""

    track: Track
    tally: TrackTally
    length: float
    kr20: float | None
    flags: tuple[Flag, ...]


def by_track(pool: Pool) -> list[TrackHealth]:
    """A row for each, by module and kind. Of fewer than ``ENOUGH`` attempts there is no KR-20."""
    rows = []
    for track, tally in sorted(pool.tracks.items(), key=lambda entry: entry[0]):
        few = tally.attempts < ENOUGH
        length = tally.answers / tally.attempts
        items = [item.moments for (of, _), item in pool.items.items() if of == track]
        value = None if few else kr20(items, length)
        rows.append(TrackHealth(track, tally, length, value, ("too few",) if few else ()))
    return rows
