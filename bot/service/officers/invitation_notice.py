"""The maker of an invitation is told who opened it: a link may have been forwarded."""

from __future__ import annotations

from bot.screens.screen import Button, Screen, say
from bot.service.buttons import encode
from bot.service.desk import Desk
from bot.service.officers import access, offices
from bot.service.officers.revoking import Card
from bot.store.notices import Notice


async def taken(desk: Desk, notice: Notice) -> Screen | None:
    """Who has which role now; nothing when it was taken back meanwhile, or is beyond the maker."""
    holder = await desk.store.offices.taken(notice.subject)
    if holder is None:
        return None
    office = holder.office
    scope = await access.scope_for(desk, notice.person, office.agency, manage=True)
    if scope is None or not scope.covers(office.unit):
        return None
    words = say(
        "invite.taken",
        name=offices.holder_name(holder),
        role=offices.role_name(office.role),
        agency=await desk.agency_name(office.agency),
        where=await offices.named(desk, office.agency, office.unit),
    )
    look = Button(say("invite.look"), encode(Card(office.agency, str(office.person))))
    return Screen((words,), ((look,),))
