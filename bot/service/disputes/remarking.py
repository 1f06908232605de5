"""The chore that marks completions again after a question was withdrawn.

Whatever a crash leaves undone is found again: where a search stands, and which completions wait,
is stored. A result, its entry in the ledger, its line of the trail and its notice are stored
together or not at all.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Final

from bot.agencies.ledger import Json, canonical, draft, seal
from bot.errors import ContentError, QuizError, StoreUnavailable
from bot.quiz.attempt import Attempt, Version
from bot.quiz.exam import passes
from bot.quiz.marking import counted, score
from bot.service.desk import Desk
from bot.service.ledger.entering import TRIES, seal_all
from bot.store.notices import Notice
from bot.store.trail import COMMAND_LINE, Trace
from bot.store.withdrawals import Better, Remark, Result, Subject

log = logging.getLogger(__name__)

KIND: Final = "koreksi"
"""The kind of notice that tells a person of a better result."""

PAGES: Final = 100
"""Pages of attempts that are searched in one run."""

BATCH: Final = 2000
"""Completions that are marked again in one run."""


async def run(desk: Desk) -> None:
    """A part of the work; the next run goes on with it."""
    await desk.store.disputes.settle_late(desk.token, desk.clock())
    await search(desk, PAGES)
    for subject in await desk.store.withdrawals.waiting(BATCH):
        await mark_again(desk, subject)


async def search(desk: Desk, pages: int) -> None:
    """Look for completions that were asked what is withdrawn, in so many pages of attempts."""
    for _ in range(pages):
        open_ = [one for one in await desk.store.withdrawals.all() if one.done_at is None]
        if not open_:
            return
        await desk.store.withdrawals.search(open_[0], desk.clock())


async def mark_again(desk: Desk, subject: Subject) -> None:
    """Give a completion its withdrawals. The result never gets worse.

    Raises StoreUnavailable when that may pass later.
    """
    for _ in range(TRIES):
        given = await desk.store.withdrawals.given(subject)
        wanted = tuple(of for of, done in given.items() if not done)
        if not wanted:
            return  # another worker was faster
        attempt = await desk.store.attempts.get(subject.attempt, subject.person)
        now = await _result(desk, attempt, given.keys()) if attempt else None
        better = await _better(desk, attempt, now, given.keys()) if attempt and now else None
        remark = Remark(subject, wanted, desk.clock())
        if await desk.store.withdrawals.settle(remark, better):
            return
        if attempt is not None:  # perhaps it has no entry yet: that comes first
            await seal_all(desk.store, attempt.agency, desk.clock())
    raise StoreUnavailable(f"attempt {subject.attempt} cannot be marked again now")


async def _result(desk: Desk, attempt: Attempt, given: Collection[Version]) -> Result | None:
    """The better result, if it is one. An attempt whose answers were erased has none."""
    if attempt.score is None or not attempt.complete:
        return None
    try:
        catalog = await desk.library.of(attempt.content)
        module = catalog.module(attempt.module)
        total = score(counted(attempt, given))
        passed = passes(module, attempt, catalog.bank.questions, given)
    except (ContentError, QuizError, KeyError):
        log.warning("attempt %s cannot be marked again: its content is lost", attempt.id)
        return None
    now = Result(max(total, attempt.score), passed or bool(attempt.passed))
    return None if now == (attempt.score, attempt.passed) else now


async def _better(desk: Desk, attempt: Attempt, now: Result, given: Collection[Version]) -> Better:
    at, was = desk.clock(), Result(attempt.score or 0, bool(attempt.passed))
    results: dict[str, Json] = {
        "score": now.score,
        "passed": now.passed,
        "was": {"score": was.score, "passed": was.passed},
    }
    withdrawn: list[Json] = [[of.scenario, of.number] for of in sorted(given)]
    correction = draft("correction", attempt.id, {**results, "withdrawn": withdrawn})
    head = await desk.store.ledger.head(attempt.agency)
    [entry] = seal(attempt.agency, head, [correction], at)
    detail = canonical({"attempt": attempt.id, "entry": entry.number})
    trace = Trace(attempt.agency, at, desk.token(), COMMAND_LINE, "attempt.correct", detail)
    subject = f"{attempt.id}:{now.score}:{int(now.passed)}"
    notice = Notice(attempt.person, desk.token(), KIND, subject, canonical(results), at)
    return Better(was, now, attempt.finished_at or 0, entry, trace, notice)
