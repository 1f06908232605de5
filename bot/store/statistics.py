"""What people answered, page by page, for statistics over everybody."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.quiz.attempt import Answer
from bot.quiz.statistics import Taken, Track
from bot.store.database import Database, Row

PAGE = 500
"""Attempts in a page: few enough to be held at once, and for taps to be answered in between."""

_BEFORE_ALL = -(1 << 63), ""


class Statistics:
    """Reads all agencies together, and gives nobody's name, number or agency."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def pages(self, module: str = "", size: int = PAGE) -> AsyncIterator[list[Taken]]:
        """Each person's first practice and first exam with a score, page by page; of all modules
        or of one.

        Each page is a statement of its own: no transaction stays open while they are read, and
        attempts that finish meanwhile may or may not be among them.
        """
        person, attempt = _BEFORE_ALL
        while rows := await self._database.fetch(
            "statistics_page", person=person, attempt=attempt, module=module, limit=size
        ):
            yield list(_taken(rows))
            person, attempt = rows[-1]["person"], rows[-1]["id"]


def _taken(rows: Sequence[Row]) -> Iterator[Taken]:
    starts = [place for place, row in enumerate(rows) if row["items"] is not None]
    for begin, end in pairwise([*starts, len(rows)]):
        first = rows[begin]
        yield Taken(
            Track(first["module"], first["kind"]),
            first["content"],
            tuple(scenario for scenario, _, _ in json.loads(first["items"])),
            first["started_at"],
            tuple(_answers(rows[begin:end])) if first["step"] is not None else (),
            first["repeats"],
        )


def _answers(rows: Sequence[Row]) -> Iterator[Answer]:
    for *_, step, chosen, points, at in rows:
        yield Answer(step, _chosen(chosen), points, at)


@lru_cache(maxsize=1024)  # there are few ways to choose among five
def _chosen(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
