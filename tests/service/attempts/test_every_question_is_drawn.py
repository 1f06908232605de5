"""Every question of the bank, and every answer to it, makes a message that Telegram accepts."""

from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest

from bot.catalog.catalog import Catalog
from bot.catalog.load import load
from bot.quiz.attempt import Answer, Attempt, Item
from bot.quiz.bank import Question
from bot.quiz.marking import points
from bot.screens.screen import Screen
from bot.screens.wording import Wording, plain
from bot.service.attempts.questions import ask, feedback
from bot.service.buttons import LIMIT, decode
from tests.cli.run import ROOT

CONTENT = ROOT / "content"
LONGEST = 4096  # UTF-16 units that Telegram takes


@cache
def product() -> Catalog:
    return load(CONTENT)


def attempt(question: Question) -> Attempt:
    catalog = product()
    item = Item(question.id, question.scenario.version, tuple(c.key for c in question.choices))
    module = next(iter(catalog.modules))
    return Attempt(
        "x" * 11, 1, "DEMO", None, module, "latihan", 1, catalog.hash, (item,), started_at=0
    )


def check(screen: Screen, question: Question) -> None:
    for language in ("id", "en"):
        message = Wording(product().texts).message(screen, language)
        length = len(plain(message.html).encode("utf-16-le")) // 2
        assert length <= LONGEST, (question.id, language, length)
        for row in message.rows:
            for label in row:
                assert label.text.strip(), question.id
                assert len(label.data.encode()) <= LIMIT
                assert decode(label.data) is not None


def possible(question: Question) -> list[tuple[str, ...]]:
    keys = [choice.key for choice in question.choices]
    if not question.several:
        return [(key,) for key in keys]
    return [some for size in range(len(keys) + 1) for some in combinations(keys, size)]


@pytest.mark.parametrize("topic", [path.stem for path in (CONTENT / "scenarios").glob("*.yaml")])
def test_the_question_and_the_feedback_of_every_answer(topic: str) -> None:
    catalog = product()
    for question in catalog.bank.questions.values():
        if question.scenario.topic == topic:
            begun = attempt(question)
            check(ask(catalog, begun), question)
            for chosen in possible(question):
                answer = Answer(0, chosen, points(question, chosen), 0)
                check(feedback(catalog, replace(begun, answers=(answer,)), answer), question)
