"""Pools for tests of question health: attempts made of marks, without a store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.quiz.attempt import Answer
from bot.quiz.attempt import Kind as Practised
from bot.quiz.bank import Question
from bot.quiz.health import Health, by_scenario
from bot.quiz.keys import question
from bot.quiz.marking import points
from bot.quiz.statistics import Pool, Taken, Track
from tests.quiz.cast import BOOK, JOIN, LIKE, LOOK, PAY, POLICY, act, scenario

START, SECOND = 1_000_000, 1000


def named(id_: str, topic: str = "umum", what: str = LOOK, twin: str | None = None) -> Question:
    """A question about a verdict; its rule has the name of the act."""
    return question(BOOK, POLICY, scenario(id_=id_, topic=topic, facts=act(what), twin=twin))


LOOKING, LIKING, JOINING = (
    named("lihat-1"),
    named("suka-1", what=LIKE),
    named("gabung-1", what=JOIN),
)
CHOOSING = question(
    BOOK, POLICY, scenario(act(LOOK), act(LIKE), act(PAY), id_="pilih-1", kind="pilih")
)
MARKING = question(
    BOOK, POLICY, scenario(act(LOOK), act(JOIN), act(PAY), id_="tandai-1", kind="tandai")
)


def taken(
    *said: tuple[Question, Sequence[str]],
    seconds: Sequence[int] = (),
    module: str = "dasar",
    kind: Practised = "latihan",
    repeats: int = 0,
) -> Taken:
    """An attempt in which this was said; each answer took 10 s, or what ``seconds`` says."""
    at, answers = START, []
    for step, (asked, chosen) in enumerate(said):
        at += SECOND * (seconds[step] if seconds else 10)
        answers.append(Answer(step, tuple(chosen), points(asked, chosen), at))
    scenarios = tuple(asked.id for asked, _ in said)
    return Taken(Track(module, kind), "c0ffee", scenarios, START, tuple(answers), repeats)


def pool_of(attempts: Iterable[Taken], known: Iterable[Question]) -> Pool:
    """The pool of these attempts, all of a content that has the known questions."""
    pool, questions = Pool(), list(known)
    for each in attempts:
        pool.add(each, pool.tallies(each.track, questions))
    return pool


RIGHT, WRONG = ["boleh"], ["dilarang"]
LIKED, SHUNNED = ["hindari"], ["boleh"]


def both(first: int, second: int, neither: int = 0) -> list[Taken]:
    """So many had only the first of two right, only the second, and neither."""
    return [
        *[taken((LOOKING, RIGHT), (LIKING, SHUNNED))] * first,
        *[taken((LOOKING, WRONG), (LIKING, LIKED))] * second,
        *[taken((LOOKING, WRONG), (LIKING, SHUNNED))] * neither,
    ]


def row(pool: Pool, scenario: str) -> Health:
    [found] = [h for h in by_scenario(pool) if h.subject and h.subject.scenario == scenario]
    return found
