"""What the database holds, read row by row and past the store, so that no query can hide a bug."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.catalog.catalog import Catalog
from bot.catalog.files import unpack
from bot.catalog.load import load_files
from bot.quiz.attempt import Answer, Attempt, Item, Kind
from tests.fault.databases import Database


class PersonRow(NamedTuple):
    """A person, without the name."""

    id: int
    consented_at: int
    language: str | None
    employment: str | None
    agency: str | None
    unit: str | None
    registered_at: int | None


class AttemptRow(NamedTuple):
    """An attempt; ``items`` are scenario, version and order."""

    person: int
    id: str
    agency: str
    unit: str | None
    module: str
    kind: Kind
    seed: int
    content: str
    items: tuple[tuple[str, int, tuple[str, ...]], ...]
    started_at: int
    finished_at: int | None
    score: int | None
    passed: int | None


class AnswerRow(NamedTuple):
    """An answer."""

    person: int
    attempt: str
    step: int
    chosen: tuple[str, ...]
    points: int
    at: int


@dataclass(slots=True)
class Records:
    """Everything, and the catalogs that attempts were drawn from."""

    people: list[PersonRow]
    attempts: list[AttemptRow]
    answers: list[AnswerRow]
    catalogs: dict[str, Catalog] = field(default_factory=dict)

    def answers_of(self, attempt: AttemptRow) -> list[AnswerRow]:
        """By step."""
        key = (attempt.person, attempt.id)
        return sorted(
            (one for one in self.answers if (one.person, one.attempt) == key),
            key=lambda one: one.step,
        )

    def attempt(self, row: AttemptRow) -> Attempt:
        """The same as the bot has it, with its answers."""
        answers = [Answer(a.step, a.chosen, a.points, a.at) for a in self.answers_of(row)]
        values = row._asdict()
        values["items"] = tuple(Item(*item) for item in row.items)
        values["passed"] = None if row.passed is None else bool(row.passed)
        return Attempt(**values, answers=tuple(answers))


async def read(database: Database) -> Records:
    """All rows as they are now."""
    people = await database.rows(
        "SELECT id, consented_at, language, employment, agency, unit, registered_at FROM people"
    )
    attempts = await database.rows(
        "SELECT person, id, agency, unit, module, kind, seed, content, items, started_at,"
        " finished_at, score, passed FROM attempts"
    )
    answers = await database.rows("SELECT person, attempt, step, chosen, points, at FROM answers")
    contents = await database.rows("SELECT hash, body FROM contents")
    return Records(
        [PersonRow(*row) for row in people],
        [_attempt(*row) for row in attempts],
        [_answer(*row) for row in answers],
        {row[0]: load_files(unpack(bytes(row[1]))) for row in contents},
    )


def _answer(person: int, attempt: str, step: int, chosen: str, points: int, at: int) -> AnswerRow:
    return AnswerRow(person, attempt, step, tuple(json.loads(chosen)), points, at)


def _attempt(*row: Any) -> AttemptRow:
    values = dict(zip(AttemptRow._fields, row, strict=True))
    items = json.loads(values["items"])
    values["items"] = tuple((name, version, tuple(order)) for name, version, order in items)
    return AttemptRow(**values)
