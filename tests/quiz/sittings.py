"""An exam, and attempts at it."""

from __future__ import annotations

from bot.quiz.attempt import Answer, Attempt, Item, Kind
from bot.quiz.bank import Exam, Module, Question
from tests.quiz.cast import LOOK, PAY, act, ask, quota
from tests.rulebook.oracle import labels

CRITICAL = frozenset({"berat"})  # the severity of paying

NOON = 1_727_784_000_000  # 2024-10-01 19:00 in Jakarta

EXAM = Exam(20, (quota("umum", 2),), 75, 3, 60, CRITICAL)

MODULE = Module("dasar", labels("Dasar"), labels("x"), (quota("umum", 1),), 70, 12, EXAM)

SAY, OTHER = ask(facts=act(PAY)), ask(facts=act(LOOK))


def sat(*given_: tuple[Question, str, int], kind: Kind = "ujian", start: int = NOON) -> Attempt:
    """An attempt at these questions, with what was answered and its points."""
    items = tuple(Item(str(i), 1, ("boleh",)) for i, _ in enumerate(given_))
    answers = tuple(Answer(i, (said,), one, start + i) for i, (_, said, one) in enumerate(given_))
    return Attempt("a", 7, "DEMO", None, "dasar", kind, 1, "h", items, start, answers)


def by_id(*questions: Question) -> dict[str, Question]:
    return {str(i): question for i, question in enumerate(questions)}
