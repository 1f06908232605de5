"""People who were trained on a real content, a small one, so that every attempt can be replayed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

from bot.agencies.agency import Agency, Unit
from bot.agencies.people import Person
from bot.catalog.catalog import Catalog
from bot.catalog.files import pack, unpack
from bot.catalog.load import load_files
from bot.quiz.attempt import Answer, Attempt, Item
from bot.quiz.drawing import draw
from bot.quiz.marking import points, score
from bot.store.store import Store
from tests.catalog.small_content import PLEDGE

FIRST_RELEASE = Path(__file__).parent / "schema" / "first_release.sql"
EXAM = b"""title: {id: Modul resmi, en: Official module}
about: {id: Ujian., en: An exam.}
pass_mark: 70
valid_months: 12
blueprint:
  - {topic: menilai, count: 2}
exam:
  minutes: 10
  questions:
    - {topic: menilai, count: 1}
    - {topic: memilih, count: 1}
    - {topic: menandai, count: 1}
    - {topic: akibat, count: 1}
  pass_mark: 75
  per_day: 2
  cool_down_minutes: 60
  critical: [disiplin_berat]
"""
AGENCIES = (Agency("DEMO", "Dinas Demo"), Agency("LAIN", "Badan Lain"))
UNITS = (
    Unit("DEMO", "UMUM", "Bagian Umum"),
    Unit("DEMO", "KEU", "Keuangan", parent="UMUM"),
    Unit("LAIN", "SATU", "Bidang Satu"),
)
_HOMES = (("DEMO", "UMUM"), ("DEMO", "KEU"), ("DEMO", None), ("LAIN", "SATU"), ("LAIN", None))


@cache
def catalog() -> Catalog:
    """The content of the first release's database, and a module with an exam."""
    found = re.search(r"X'([0-9a-f]+)'", FIRST_RELEASE.read_text(encoding="utf-8"))
    assert found is not None
    added = {"modules/resmi.yaml": EXAM, "pledge.yaml": PLEDGE.encode()}
    return load_files({**unpack(bytes.fromhex(found[1])), **added})


def person(number: int) -> Person:
    """Somebody of some agency and unit, which follow from the number."""
    agency, unit = _HOMES[number % len(_HOMES)]
    return Person(number, f"Orang {number}", "v1", 10, "id", "pns", agency, unit, 20)


def drawn(who: Person, name: str, seed: int, *, at: int = 100) -> Attempt:
    """An attempt at the module, with nothing answered yet."""
    items = draw(catalog().bank, catalog().module("uji"), seed, [])
    agency = who.agency or "DEMO"
    return Attempt(
        name, who.id, agency, who.unit, "uji", "latihan", seed, catalog().hash, items, at
    )


def answered(attempt: Attempt, count: int) -> Attempt:
    """The same with its first answers given, some right and some wrong, as its seed has it."""
    dice = Random(attempt.seed)
    answers = [_answer(step, item, dice) for step, item in enumerate(attempt.items[:count])]
    return replace(attempt, answers=tuple(answers))


def ended(attempt: Attempt) -> Attempt:
    """The same with every answer, and its score."""
    whole = answered(attempt, len(attempt.items))
    total = score(whole.answers)
    passed = total >= catalog().module("uji").pass_mark
    return replace(whole, finished_at=attempt.started_at + 90, score=total, passed=passed)


async def settle(store: Store) -> None:
    """The agencies, the units and the content."""
    await store.agencies.put(AGENCIES, UNITS)
    await store.contents.put(catalog().hash, pack(catalog().files), 1)


async def keep(store: Store, attempt: Attempt) -> None:
    """Store an attempt as the bot does, answer by answer."""
    assert await store.attempts.start(replace(attempt, answers=()))
    *before, last = attempt.answers or (None,)
    for answer in before:
        assert answer is not None
        assert await store.attempts.answer(attempt.id, attempt.person, answer)
    if attempt.score is not None and last is not None:
        assert attempt.passed is not None
        assert attempt.finished_at is not None
        assert await store.attempts.answer_and_finish(
            attempt.id, attempt.person, last, attempt.score, attempt.passed, attempt.finished_at
        )
    elif last is not None:
        assert await store.attempts.answer(attempt.id, attempt.person, last)


async def train(store: Store, numbers: range) -> None:
    """People with a finished attempt; every fourth also has one that is open, half answered."""
    for number in numbers:
        who = person(number)
        await store.people.add(who)
        for attempt in attempts(who):
            await keep(store, attempt)


def attempts(who: Person) -> Iterator[Attempt]:
    """What a person took."""
    yield ended(drawn(who, f"a{who.id}", who.id))
    if who.id % 4 == 0:
        yield answered(drawn(who, f"b{who.id}", who.id + 1, at=900), 2)


def _answer(step: int, item: Item, dice: Random) -> Answer:
    question = catalog().bank.questions[item.scenario]
    count = dice.randrange(len(item.order) + 1) if question.several else 1
    chosen = tuple(dice.sample(item.order, count))
    return Answer(step, chosen, points(question, chosen), 110 + step)
