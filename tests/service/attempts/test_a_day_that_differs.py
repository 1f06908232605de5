"""Two questions that differ by their day alone: the day is told in words."""

from __future__ import annotations

from pathlib import Path
from random import Random

from bot.quiz.attempt import Answer, Attempt
from bot.quiz.drawing import item_of
from bot.screens.wording import Wording
from bot.service.attempts.questions import feedback
from tests.dialogues.stage import loaded

CONTENT = Path(__file__).parents[3] / "content"


def test_the_day_is_told_as_people_say_it() -> None:
    catalog = loaded(CONTENT)
    names = ("dukungan-2019-rapat-di-aula", "dukungan-2022-kumpul-perantau")
    items = tuple(item_of(catalog.bank.questions[name], Random(1)) for name in names)
    module = next(iter(catalog.modules))
    answers = tuple(Answer(step, item.order[:1], 0, 1) for step, item in enumerate(items))
    begun = Attempt("a1", 1, "DEMO", None, module, "latihan", 1, catalog.hash, items, 0, answers)
    shown = Wording(catalog.texts).message(feedback(catalog, begun, answers[1]), "id").html
    assert "• Hari kejadian: 20 Feb 2019 → <b>15 Jan 2022</b>" in shown
