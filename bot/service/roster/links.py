"""Personal links: one for each entry that nobody has claimed yet, the same until it is used."""

from __future__ import annotations

from typing import NamedTuple

from bot.seal.hashes import link_code
from bot.service.desk import Desk
from bot.service.officers.invitations import code_hash
from bot.service.officers.traces import trace
from bot.service.roster.claims import LINK
from bot.service.roster.key import roster_key
from bot.store.trail import COMMAND_LINE, trail_step


class Link(NamedTuple):
    """Who it is for, and the start parameter."""

    name: str
    last_four: str
    unit: str | None
    start: str


async def links(desk: Desk, agency: str, by: int = COMMAND_LINE) -> list[Link]:
    """A link for each entry that can be claimed, by name, with a line in the trail. Only hashes of
    them are stored."""
    key = await roster_key(desk)
    open_ = await desk.store.roster.rounds(agency)
    found = [
        Link(one.name, one.last_four, one.unit, LINK + link_code(key, agency, one.entry, round_))
        for one, round_ in open_
    ]
    hashes = [
        (one.entry, code_hash(link.start)) for (one, _), link in zip(open_, found, strict=True)
    ]
    line = trace(desk, agency, by, "roster.links", links=len(found))
    await desk.store.roster.link(agency, hashes, trail_step(line))
    return found
