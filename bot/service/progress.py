"""What somebody has done, what is due, and what to read again; for themselves only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.agencies.campaign import OPEN
from bot.agencies.days import day_of
from bot.catalog.catalog import Catalog
from bot.quiz.bank import Module
from bot.quiz.exam import MINUTE
from bot.quiz.progress import Done, Mark, Place, place, streak, strong, weak
from bot.quiz.validity import valid_until
from bot.service.desk import Visit
from bot.service.jakarta import JAKARTA
from bot.store.achievements import Ended, Given
from bot.store.campaign_rows import Duty

_ATTEMPTS = 30  # of which the answers are looked at; older ones say little of today


@dataclass(frozen=True, slots=True)
class Progress:
    """``weak`` and ``strong`` are rules of the current content; ``weeks`` are those in which
    something was completed, as numbers that grow by one a week, and ``week`` is this one."""

    places: tuple[Place, ...]
    duties: tuple[Duty, ...]
    weak: tuple[str, ...]
    strong: tuple[str, ...]
    weeks: frozenset[int]
    week: int
    completed: int

    @property
    def streak(self) -> int:
        """Weeks in a row."""
        return streak(self.weeks, self.week)


async def progress(visit: Visit) -> Progress:
    """Everything about the person, as it stands now."""
    store, person, now = visit.desk.store, visit.person.id, visit.desk.clock()
    ended = await store.achievements.ended(person)
    duties = await store.campaigns.duties(person, now)
    marks = _marks(visit.catalog, await store.achievements.answers(person, _ATTEMPTS))
    done = [_done(visit.catalog, one) for one in ended]
    if (begun := visit.open_attempt) is not None:
        done.append(Done(begun.module, begun.kind, now, None, passed=False))
    scored = [one for one in ended if one.score is not None]
    return Progress(
        places=tuple(place(module, done, now) for module in visit.catalog.modules.values()),
        duties=tuple(duty for duty in duties if duty.status in OPEN),
        weak=tuple(weak(marks)),
        strong=tuple(strong(marks)),
        weeks=frozenset(week_of(one.finished_at) for one in scored),
        week=week_of(now),
        completed=len(scored),
    )


def week_of(at: int) -> int:
    """The number of a moment's week, which begins on a Monday."""
    return (day_of(at, JAKARTA).toordinal() - 1) // 7


def _done(catalog: Catalog, ended: Ended) -> Done:
    module = catalog.modules.get(ended.module)
    until = None
    if ended.passed and module is not None:
        until = valid_until(ended.finished_at, module.valid_months, JAKARTA)
    return Done(
        ended.module, ended.kind, ended.finished_at, ended.score, ended.passed, valid_until=until
    )


def _marks(catalog: Catalog, answers: Sequence[Given]) -> list[Mark]:
    """The answers by the rule that decides their scenario now; what is no longer asked is left
    out, and so is what nobody answered because the time of an exam was over."""
    marks = []
    for given in answers:
        question = catalog.bank.questions.get(given.item.scenario)
        module = catalog.modules.get(given.module)
        if question is not None and not (module and _too_late(module, given)):
            marks.append(Mark(question.decided.rule, given.points, given.at))
    return marks


def _too_late(module: Module, given: Given) -> bool:
    exam = module.exam if given.kind == "ujian" else None
    return exam is not None and given.at >= given.started_at + exam.minutes * MINUTE
