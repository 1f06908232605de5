"""``/hapus``: a deletion in two steps, and seven days to change one's mind."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.screens.screen import Button, Phrase, Screen, say
from bot.service import menu, registration
from bot.service.buttons import Action, Go, action, encode
from bot.service.dates import told
from bot.service.desk import Visit

DAYS: Final = 7
DAY: Final = 86_400_000  # ms
_FRESH: Final = 3600  # seconds in which the last question must be answered: no old button erases


@action("eq")
class Sure(Action):
    """Go on to the last question before a deletion."""


@action("ey")
class Erase(Action):
    """Delete my data; ``asked`` is when the last question was put, in seconds since 1970 UTC."""

    asked: str


@action("en")
class Keep(Action):
    """Do not delete my data after all."""


async def erasure(visit: Visit, *before: Phrase) -> Screen:
    """The first step: what goes, what stays, and why."""
    if visit.person.erase_at is not None:
        return await pending(visit)
    go_on = Button(say("erase.go_on"), encode(Sure()))
    return Screen(
        (
            *before,
            say("erase.title"),
            say("erase.goes"),
            say("erase.stays"),
            say("erase.days", n=DAYS),
        ),
        ((go_on,), (Button(say("erase.take_along"), encode(Go("dataku"))),), menu.back()),
    )


async def sure(visit: Visit, _action: Sure) -> Screen:
    """The second step: the last question."""
    asked = str(visit.desk.clock() // 1000)
    yes = Button(say("erase.yes"), encode(Erase(asked)))
    return Screen((say("erase.sure", n=DAYS),), ((yes,), menu.back()))


async def erase(visit: Visit, action: Erase) -> Screen:
    """The deletion is planned; from now on nothing of this person is worked with."""
    now, person = visit.desk.clock(), visit.person
    if not fresh(action.asked, now):
        return await erasure(visit, say("odd.old_button"))
    due = now + DAYS * DAY
    if not await visit.desk.store.rights.plan_erasure(person.id, due):
        # Planned before, on another device: what is stored decides.
        state = await visit.desk.store.people.state(person.id)
        return await pending(replace(visit, person=state.person or person))
    return await pending(visit.now(replace(person, erase_at=due, erase_why="holder")))


async def keep(visit: Visit, _action: Keep) -> Screen:
    """The deletion is called off; says so, or that it is too late."""
    store, person = visit.desk.store, visit.person
    called_off = await store.rights.cancel_erasure(person.id, visit.desk.clock())
    if not called_off and (await store.people.state(person.id)).person is None:
        return Screen((say("erase.done"),), ((Button(say("consent.begin"), encode(Go("menu"))),),))
    stays = visit.now(replace(person, erase_at=None, erase_why=None))
    return await registration.step(
        stays, say("erase.cancelled" if called_off else "odd.old_button")
    )


async def pending(visit: Visit) -> Screen:
    """A deletion waits for its day; it can be called off until then."""
    why = visit.person.erase_why or "holder"
    at = told(visit.person.erase_at or 0, await visit.zone())
    return Screen(
        (say(f"erase.pending.{why}", at=at), say("erase.meanwhile")),
        (
            keep_button(),
            (Button(say("erase.take_along"), encode(Go("dataku"))),),
        ),
    )


def keep_button() -> tuple[Button, ...]:
    """The row that calls a deletion off."""
    return (Button(say("erase.keep"), encode(Keep())),)


def fresh(asked: str, now: int) -> bool:
    """Whether a question that was put at ``asked`` (seconds) is not too old at ``now`` (ms)."""
    if not (asked.isascii() and asked.isdigit() and len(asked) < 12):
        return False
    return 0 <= now // 1000 - int(asked) <= _FRESH
