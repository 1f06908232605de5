"""The rules of an exam: its time, what is critical, when it is passed, when the next one may be.

Times are ms since 1970 UTC. The deadline follows from the stored start and the settings of the
content that the attempt was drawn from, so that nothing can move it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from bot.errors import QuizError
from bot.quiz.attempt import Answer, Attempt, Version
from bot.quiz.bank import Exam, Module, Question
from bot.quiz.marking import counted, score
from bot.rulebook.rulebook import Decided

MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Sitting:
    """An exam that somebody began, however it ended; ``finished_at`` is None while it is open."""

    started_at: int
    finished_at: int | None


def paper(module: Module) -> Module:
    """The module as its exam asks it. Raises QuizError when it has none."""
    if module.exam is None:
        raise QuizError(f"module {module.id} has no exam")
    return replace(module, blueprint=module.exam.blueprint, pass_mark=module.exam.pass_mark)


def deadline(exam: Exam, attempt: Attempt) -> int:
    """The first moment at which nothing can be answered any more."""
    return attempt.started_at + exam.minutes * MINUTE


def minutes_left(exam: Exam, attempt: Attempt, now: int) -> int:
    """Minutes until the deadline, rounded up; 0 from then on."""
    return max(0, -((now - deadline(exam, attempt)) // MINUTE))


def blanks(exam: Exam, attempt: Attempt) -> tuple[Answer, ...]:
    """What is stored when the time is over, for each step without an answer: nothing chosen."""
    at = deadline(exam, attempt)
    return tuple(Answer(step, (), 0, at) for step in range(attempt.next_step, len(attempt.items)))


def is_blank(module: Module, attempt: Attempt, answer: Answer) -> bool:
    """Whether an answer only says that the time was over."""
    exam = module.exam
    return exam is not None and attempt.kind == "ujian" and answer.at >= deadline(exam, attempt)


def critical_act(
    question: Question, chosen: Collection[str], critical: Collection[str]
) -> Decided | None:
    """The critical act that was chosen, called allowed, or left unmarked among the forbidden."""
    if question.scenario.kind == "nilai":
        acts = [question.decided] if "boleh" in chosen else []
    elif question.scenario.kind == "akibat":
        acts = []
    else:
        acts = [
            choice.decided
            for choice in question.choices
            if choice.decided is not None and (choice.key in chosen) != question.several
        ]
    return next((act for act in acts if act.severity in critical), None)


def critical_steps(
    module: Module,
    attempt: Attempt,
    questions: Mapping[str, Question],
    withdrawn: Collection[Version] = (),
) -> Iterator[tuple[int, Decided]]:
    """The steps that fail an exam by themselves, each with the act that does. A question that is
    ``withdrawn`` fails nobody."""
    if module.exam is None or attempt.kind != "ujian":
        return
    for answer in attempt.answers:
        item = attempt.items[answer.step]
        if item.published in withdrawn:
            continue
        question = questions[item.scenario]
        act = critical_act(question, answer.chosen, module.exam.critical)
        if act is not None and not is_blank(module, attempt, answer):
            yield answer.step, act


def passes(
    module: Module,
    attempt: Attempt,
    questions: Mapping[str, Question],
    withdrawn: Collection[Version] = (),
) -> bool:
    """Whether an attempt with all its answers is a pass. Where there is an exam, practice never
    is; an exam is one when it reaches its mark and no answer was critical."""
    total = score(counted(attempt, withdrawn))
    if module.exam is None:
        return total >= module.pass_mark
    if attempt.kind != "ujian" or total < module.exam.pass_mark:
        return False
    return next(critical_steps(module, attempt, questions, withdrawn), None) is None


def day_begins(at: int, zone: tzinfo) -> int:
    """The midnight with which the day of that moment began in that zone."""
    midnight = _local(at, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return round(midnight.timestamp() * 1000)


def next_chance(exam: Exam, sittings: Sequence[Sitting], now: int, zone: tzinfo) -> int:
    """When the next exam may begin: ``now``, or later. ``sittings`` are at least the last
    ``per_day`` ones; whatever was begun counts, given up or not."""
    ends = [one.finished_at or one.started_at for one in sittings]
    at = max([now, *(end + exam.cool_down_minutes * MINUTE for end in ends)])
    today = day_begins(at, zone)
    if sum(one.started_at >= today for one in sittings) < exam.per_day:
        return at
    tomorrow = (_local(today, zone) + timedelta(days=1)).timestamp()
    return round(tomorrow * 1000)


def _local(at: int, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(at / 1000, zone)
