"""Replaying an attempt on the content that it was drawn from."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from bot.catalog.catalog import Catalog
from bot.catalog.files import content_hash, unpack
from bot.catalog.load import load_archived
from bot.errors import ContentError, NetralError, QuizError
from bot.quiz.attempt import Answer, Attempt, Version
from bot.quiz.bank import Module, Question
from bot.quiz.exam import is_blank, passes
from bot.quiz.marking import counted, points, score
from bot.store.audits import Kept


def files_of(body: bytes) -> Mapping[str, bytes] | None:
    """The files of an archived content; None when it is not an archive."""
    try:
        return unpack(body)
    except (zlib.error, ValueError, AttributeError):  # nothing packed, no JSON, no files in it
        return None


def hash_of(body: bytes) -> str | None:
    """The hash under which a content belongs; None when it is not an archive."""
    files = files_of(body)
    return None if files is None else content_hash(files)


def catalog_of(body: bytes) -> Catalog | str:
    """The catalog of an archived content, or why there is none."""
    files = files_of(body)
    if files is None:
        return "it is not an archive of content"
    try:
        return load_archived(files)
    except ContentError as error:
        return str(next(iter(error.findings), "content"))
    except NetralError as error:
        return str(error)


def replayed(kept: Kept, catalog: Catalog | None, given: Collection[Version] = ()) -> Iterator[str]:
    """What is wrong with a stored attempt; without its content, only what shows by itself."""
    attempt = kept.attempt
    if attempt is None:
        yield "its items or answers cannot be read"
        return
    if len(attempt.items) != kept.size:
        yield f"it has {len(attempt.items)} items and the size {kept.size}"
    if catalog is not None:
        yield from replay(catalog, attempt, given)


def replay(catalog: Catalog, attempt: Attempt, given: Collection[Version] = ()) -> Iterator[str]:
    """What is wrong with its points, its score and its pass; nothing when all comes out again.
    ``given`` are the withdrawn versions that its result takes into account."""
    module = catalog.modules.get(attempt.module)
    if module is None:
        yield f"the content has no module {attempt.module}"
        return
    marked: list[Answer] = []
    for answer in attempt.answers:
        found = _mark(catalog, module, attempt, answer)
        if isinstance(found, str):
            yield f"step {answer.step}: {found}"
            continue
        marked.append(replace(answer, points=found))
        if found != answer.points:
            yield f"step {answer.step} has {answer.points} points, its answer gives {found}"
    if attempt.score is not None and marked and len(marked) == len(attempt.items):
        yield from _end(catalog, module, replace(attempt, answers=tuple(marked)), given)


def _mark(catalog: Catalog, module: Module, attempt: Attempt, answer: Answer) -> int | str:
    """The points that the answer gives, or why it gives none."""
    if answer.step >= len(attempt.items):
        return "nothing is asked there"
    item = attempt.items[answer.step]
    question = catalog.bank.questions.get(item.scenario)
    if question is None or question.scenario.version != item.version:
        return f"the content has no scenario {item.scenario} of version {item.version}"
    if sorted(item.order) != _keys(question):
        return f"the choices shown are not those of {item.scenario}"
    if is_blank(module, attempt, answer):
        return "it was answered after the time was over" if answer.chosen else 0
    try:
        return points(question, answer.chosen)
    except QuizError as error:
        return str(error)


def _keys(question: Question) -> list[str]:
    return sorted(choice.key for choice in question.choices)


def _end(
    catalog: Catalog, module: Module, attempt: Attempt, withdrawn: Collection[Version]
) -> Iterator[str]:
    """Of an attempt whose answers have the points that they give."""
    total = score(counted(attempt, withdrawn))
    passed = passes(module, attempt, catalog.bank.questions, withdrawn)
    if total != attempt.score:
        yield f"the score is {attempt.score}, its answers give {total}"
    if attempt.passed is not None and passed != attempt.passed:
        stored, given = ("passed", "failed") if attempt.passed else ("failed", "passed")
        yield f"it is stored as {stored}, by its answers it is {given}"
