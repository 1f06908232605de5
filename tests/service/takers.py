"""People who take the test module, straight into the store: many are needed for statistics."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.agencies.people import Person
from bot.app import App
from bot.quiz.attempt import Answer, Attempt, Item, Kind
from bot.quiz.bank import Question
from bot.quiz.drawing import draw
from bot.quiz.exam import paper, passes
from bot.quiz.marking import points, score
from bot.service.attempts.questions import question_of
from tests.dialogues.stage import NOON

SECONDS = 12


async def take(
    app: App,
    person: int,
    *,
    right: bool = True,
    wrong: Collection[int] = (),
    agency: str = "DEMO",
    name: str = "a1",
    day: int = 0,
    kind: Kind = "latihan",
    module: str = "uji",
) -> Attempt:
    """A finished attempt at the test module: all right but for the ``wrong`` steps, or all wrong;
    12 s for each answer."""
    attempt = await begin(app, person, agency, name, day, kind, module)
    return await finish(app, attempt, right, wrong)


async def begin(
    app: App,
    person: int,
    agency: str = "DEMO",
    name: str = "a1",
    day: int = 0,
    kind: Kind = "latihan",
    module: str = "uji",
) -> Attempt:
    """An attempt of somebody registered, which is open."""
    catalog = app.desk.library.current
    asked = catalog.modules[module]
    begun = NOON + day * 86_400_000
    someone = Person(person, f"Orang {person}", "uji-1", 1, "id", "pns", agency, None, 2)
    await app.store.people.add(someone)
    items = draw(
        catalog.bank, paper(asked) if asked.exam and kind == "ujian" else asked, person, []
    )
    attempt = Attempt(name, person, agency, None, module, kind, person, catalog.hash, items, begun)
    assert await app.store.attempts.start(attempt)
    return attempt


async def finish(
    app: App,
    attempt: Attempt,
    right: bool = True,
    wrong: Collection[int] = (),
    chosen: Mapping[int, str] = MappingProxyType({}),
) -> Attempt:
    """All its answers, and the result that follows; ``chosen`` are the choices at some steps."""
    catalog = app.desk.library.current
    given = [
        _answer(
            question_of(catalog, item), item, step, attempt.started_at, right and step not in wrong
        )
        for step, item in enumerate(attempt.items)
    ]
    for step, key in chosen.items():
        question = question_of(catalog, attempt.items[step])
        given[step] = replace(given[step], chosen=(key,), points=points(question, (key,)))
    for answer in given[:-1]:
        assert await app.store.attempts.answer(attempt.id, attempt.person, answer)
    done = replace(attempt, answers=tuple(given))
    total = score(given)
    passed = passes(catalog.modules[attempt.module], done, catalog.bank.questions)
    at = given[-1].at
    assert await app.store.attempts.answer_and_finish(
        attempt.id, attempt.person, given[-1], total, passed, at
    )
    return replace(done, finished_at=at, score=total, passed=passed)


def _answer(question: Question, item: Item, step: int, begun: int, right: bool) -> Answer:
    chosen: Sequence[str] = question.right
    if not right:
        wrong = [key for key in item.order if key not in question.right]
        chosen = wrong if question.several else wrong[-1:]
    at = begun + 1000 * SECONDS * (step + 1)
    return Answer(step, tuple(chosen), points(question, chosen), at)
