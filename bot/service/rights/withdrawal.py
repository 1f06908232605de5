"""Taking one's consent back: from then on nothing of a person is worked with, at once."""

from __future__ import annotations

from dataclasses import replace

from bot.screens.screen import Button, Rows, Screen, say
from bot.service import menu
from bot.service.buttons import Action, Go, ReadIn, action, encode
from bot.service.dates import told
from bot.service.desk import Visit
from bot.service.rights import erasure


@action("wd")
class Withdraw(Action):
    """Take my consent back; ``asked`` is when that was put, in seconds since 1970 UTC."""

    asked: str


async def withdrawal(visit: Visit) -> Screen:
    """What it means, and the button that does it."""
    if visit.person.withdrawn_at is not None:
        return await withdrawn(visit)
    asked = str(visit.desk.clock() // 1000)
    yes = Button(say("withdraw.yes"), encode(Withdraw(asked)))
    return Screen(
        (say("withdraw.title"), say("withdraw.means")), ((yes,), erase_button(), menu.back())
    )


async def withdraw(visit: Visit, action: Withdraw) -> Screen:
    """It is taken back."""
    at = visit.desk.clock()
    if not erasure.fresh(action.asked, at):
        return await withdrawal(visit)
    await visit.desk.store.rights.withdraw(visit.person.id, at)
    return await withdrawn(visit.now(replace(visit.person, withdrawn_at=at)))


async def withdrawn(visit: Visit) -> Screen:
    """Nothing is worked with, and what can be done about that."""
    again = Button(say("withdraw.read_again"), encode(ReadIn(visit.language, "")))
    at = told(visit.person.withdrawn_at or 0, await visit.zone())
    return Screen((say("withdraw.done", at=at),), ((again,), *rights()))


def rights() -> Rows:
    """What everybody may do with their own data, whatever they have agreed to."""
    return ((Button(say("rights.own_data"), encode(Go("dataku"))),), erase_button())


def erase_button() -> tuple[Button, ...]:
    """The row that leads to the deletion."""
    return (Button(say("rights.erase"), encode(Go("hapus"))),)
