"""People who take the test module, straight into the store: many are needed for statistics."""

from __future__ import annotations

from collections.abc import Sequence

from bot.agencies.people import Person
from bot.app import App
from bot.quiz.attempt import Answer, Attempt, Item, Kind
from bot.quiz.bank import Question
from bot.quiz.drawing import draw
from bot.quiz.marking import points, score
from bot.service.questions import question_of
from tests.dialogues.stage import NOON

SECONDS = 12


async def take(
    app: App,
    person: int,
    *,
    right: bool = True,
    agency: str = "DEMO",
    name: str = "a1",
    day: int = 0,
    kind: Kind = "latihan",
) -> Attempt:
    """A finished attempt at the test module: all right, or all wrong; 12 s for each answer."""
    catalog = app.desk.library.current
    module = catalog.modules["uji"]
    begun = NOON + day * 86_400_000
    someone = Person(person, f"Orang {person}", "uji-1", 1, "id", "pns", agency, None, 2)
    await app.store.people.add(someone)
    items = draw(catalog.bank, module, person, [])
    attempt = Attempt(
        name, person, agency, None, module.id, kind, person, catalog.hash, items, begun
    )
    assert await app.store.attempts.start(attempt)
    given = [
        _answer(question_of(catalog, item), item, step, begun, right)
        for step, item in enumerate(items)
    ]
    for answer in given[:-1]:
        assert await app.store.attempts.answer(name, person, answer)
    total = score(given)
    passed = total >= module.pass_mark
    assert await app.store.attempts.answer_and_finish(
        name, person, given[-1], total, passed, given[-1].at
    )
    return attempt


def _answer(question: Question, item: Item, step: int, begun: int, right: bool) -> Answer:
    chosen: Sequence[str] = question.right
    if not right:
        wrong = [key for key in item.order if key not in question.right]
        chosen = wrong if question.several else wrong[-1:]
    at = begun + 1000 * SECONDS * (step + 1)
    return Answer(step, tuple(chosen), points(question, chosen), at)
