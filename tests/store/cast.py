"""Who plays: Ani and Budi of the agency DEMO, and Citra of LAIN, who must see nothing of it."""

from __future__ import annotations

from dataclasses import replace

from bot.agencies.agency import Agency, Role, Unit
from bot.agencies.offices import Invitation
from bot.agencies.people import Person
from bot.quiz.attempt import Answer, Attempt, Item
from bot.store.store import Store
from bot.store.trail import Deed, Trace

DEMO = Agency("DEMO", "Dinas Demo")
LAIN = Agency("LAIN", "Dinas Lain")
UMUM = Unit("DEMO", "UMUM", "Bagian Umum")
KEUANGAN = Unit("DEMO", "KEU", "Keuangan", parent="UMUM")
SATU = Unit("LAIN", "SATU", "Bidang Satu")

ANI = Person(1001, "Ani", "v1", 10, "id", "pns", "DEMO", "UMUM", 20)
BUDI = Person(1002, "Budi", "v1", 10, "id", "pppk", "DEMO", "KEU", 20)
CITRA = Person(9_000_000_003, "Citra", "v1", 10, "en", "pns", "LAIN", "SATU", 20)

ITEMS = (
    Item("suka-unggahan", 1, ("c", "a", "b")),
    Item("foto-jari", 2, ("a", "b")),
    Item("saudara-calon", 1, ("b", "a", "d", "c")),
)


async def settle(store: Store) -> None:
    """Put the cast into an empty store, all registered."""
    await store.agencies.put([DEMO, LAIN], [UMUM, KEUANGAN, SATU])
    for person in (ANI, BUDI, CITRA):
        await store.people.add(person)


def attempt(
    person: Person = ANI, name: str = "a1", *, module: str = "dasar", started_at: int = 100
) -> Attempt:
    """An attempt at three items, with nothing answered yet."""
    assert person.agency is not None
    return Attempt(
        id=name,
        person=person.id,
        agency=person.agency,
        unit=person.unit,
        module=module,
        kind="latihan",
        seed=7,
        content="c0ffee",
        items=ITEMS,
        started_at=started_at,
    )


def answer(step: int, chosen: str = "a", *, at: int = 200) -> Answer:
    """An answer worth 100 points for "a" and none for anything else."""
    return Answer(step, (chosen,), 100 if chosen == "a" else 0, at + step)


async def begin(store: Store, person: Person = ANI, answered: int = 0) -> Attempt:
    """Start ``a1`` and answer its first steps."""
    begun = attempt(person)
    assert await store.attempts.start(begun)
    given = tuple(answer(step) for step in range(answered))
    for each in given:
        assert await store.attempts.answer(begun.id, person.id, each)
    return replace(begun, answers=given)


async def complete(
    store: Store, begun: Attempt, score: int = 100, *, passed: bool = True, at: int = 300
) -> None:
    """Start an attempt, answer everything, and close it."""
    assert await store.attempts.start(begun)
    last = len(begun.items) - 1
    for step in range(last):
        assert await store.attempts.answer(begun.id, begun.person, answer(step))
    assert await store.attempts.answer_and_finish(
        begun.id, begun.person, answer(last), score, passed, at
    )


def offer(
    code_hash: str = "h1",
    agency: str = "DEMO",
    role: Role = "petugas",
    unit: str | None = None,
    *,
    by: int = 1,
) -> Invitation:
    """An invitation of the operator, valid from 500 until before 1000."""
    return Invitation(code_hash, agency, role, unit, 1000, by, 500)


def trace(id_: str, agency: str = "DEMO", action: Deed = "export") -> Trace:
    """A line of an agency's trail."""
    return Trace(agency, 500, id_, 1, action, "{}")
