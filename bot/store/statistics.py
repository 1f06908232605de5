"""What people answered, page by page, for statistics over everybody."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from bot.quiz.attempt import Answer
from bot.quiz.statistics import Taken
from bot.store.database import Database, Row

PAGE = 500
"""Attempts in a page: few enough to be held at once, and for taps to be answered in between."""

_BEFORE_ALL = -(1 << 63), ""
_STEP = 7  # the column where the answer's own begin


class Statistics:
    """Reads all agencies together, and gives nobody's name, number or agency."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def pages(self, module: str = "", size: int = PAGE) -> AsyncIterator[list[Taken]]:
        """Each person's first attempt with a score at each module (or at one), page by page.

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
    for _, group in groupby(map(tuple, rows), itemgetter(0, 1)):
        told = list(group)
        _, _, items, module, content, started_at, repeats, *_ = told[0]
        scenarios = tuple(scenario for scenario, _, _ in json.loads(items))
        answers = tuple(_answer(row) for row in told if row[_STEP] is not None)
        yield Taken(module, content, scenarios, started_at, answers, repeats)


def _answer(row: Sequence[Any]) -> Answer:
    step, chosen, points, at = row[_STEP:]
    return Answer(step, _chosen(chosen), points, at)


@lru_cache(maxsize=1024)  # there are few ways to choose among five
def _chosen(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
