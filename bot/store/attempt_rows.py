"""Attempts, items and answers as they are kept in rows, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from sys import intern

from bot.quiz.attempt import Answer, Attempt, Item
from bot.store.database import Args, Row


def start_args(attempt: Attempt) -> Args:
    """What ``attempt_start`` is given."""
    return {
        "person": attempt.person,
        "id": attempt.id,
        "agency": attempt.agency,
        "unit": attempt.unit,
        "module": attempt.module,
        "kind": attempt.kind,
        "seed": attempt.seed,
        "content": attempt.content,
        "items": items_to_text(attempt.items),
        "size": len(attempt.items),
        "started_at": attempt.started_at,
    }


def answer_args(attempt_id: str, person_id: int, answer: Answer) -> Args:
    """What ``attempt_answer`` is given, but for ``last``."""
    return {
        "person": person_id,
        "attempt": attempt_id,
        "step": answer.step,
        "chosen": _to_text(answer.chosen),
        "points": answer.points,
        "at": answer.at,
    }


def attempt_from(person_id: int, rows: Sequence[Row], start: int) -> Attempt | None:
    """The attempt in rows of answers: its columns begin at ``start``; None when they are empty."""
    first = tuple(rows[0])
    attempt_id, agency, unit, module, kind, seed, content, items, *rest = first[start:]
    if attempt_id is None:
        return None
    started_at, finished_at, score, passed = rest
    return Attempt(
        id=attempt_id,
        person=person_id,
        agency=agency,
        unit=unit,
        module=module,
        kind=kind,
        seed=seed,
        content=content,
        items=items_from_text(items),
        started_at=started_at,
        answers=tuple(_answers_from(rows)) if first[0] is not None else (),
        finished_at=finished_at,
        score=score,
        passed=None if passed is None else bool(passed),
    )


def _answers_from(rows: Sequence[Row]) -> list[Answer]:
    return [
        Answer(row["step"], _chosen_from_text(row["chosen"]), row["points"], row["at"])
        for row in rows
    ]


@lru_cache(maxsize=2048)  # a handful of texts: every answer is one to a few short keys
def _chosen_from_text(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def items_to_text(items: Sequence[Item]) -> str:
    """Compact JSON: ``[["scenario",1,["b","a"]],…]``."""
    return _to_text([(item.scenario, item.version, item.order) for item in items])


@lru_cache(maxsize=512)  # the items of an attempt are read again at each of its taps
def items_from_text(text: str) -> tuple[Item, ...]:
    """The inverse of :func:`items_to_text`."""
    return tuple(
        Item(intern(name), version, tuple(map(intern, order)))
        for name, version, order in json.loads(text)
    )


def _to_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
