"""What an officer is just putting together, kept in the store from tap to tap.

A draft belongs to one person and one agency; a new one takes the place of the old. Buttons name
only what was tapped, so one of an older screen can at worst change a draft, never do anything: what
is done is what the last screen showed, by its stamp.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final, Literal, TypeAlias

from bot.agencies.ledger import canonical
from bot.service.campaigns.plan import Plan
from bot.service.desk import Visit
from bot.store.campaign_drafts import taken
from bot.store.database import Step

MODULE: Final = "m"
EVERYWHERE: Final = "a"
UNIT: Final = "u"
CHOSEN: Final = "c"
START: Final = "s"
DUE: Final = "d"
MONTHS: Final = "v"
FRESH: Final = "f"
"""The fields of a draft, as its buttons name them."""

Purpose: TypeAlias = Literal["create", "find", "person", "extend", "excuse"]


@dataclass(frozen=True, slots=True)
class Draft:
    """Days are ``2026-12-31``, empty while they are not chosen; ``placed``: the units are chosen,
    or none is meant to be. ``campaign`` is the one in which ``entry``, ``unit`` or everybody is
    given something. ``found`` are the entries of the last search."""

    do: Purpose
    module: str = ""
    units: tuple[str, ...] = ()
    placed: bool = False
    start: str = ""
    due: str = ""
    months: int = 0
    fresh: bool = False
    follows: str = ""
    campaign: str = ""
    unit: str = ""
    entry: str = ""
    found: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What is stored of it."""
        return canonical(dict(asdict(self), units=list(self.units), found=list(self.found)))

    @property
    def stamp(self) -> str:
        """Names what it says now."""
        return sha256(self.text.encode()).hexdigest()[:10]

    @property
    def complete(self) -> bool:
        """Whether it can be looked over and made."""
        return bool(self.module and self.placed and self.start and self.due)

    def plan(self) -> Plan:
        """The campaign that it is about; every field must be filled."""
        return Plan(
            self.module,
            date.fromisoformat(self.start),
            date.fromisoformat(self.due),
            self.units,
            self.months,
            self.fresh,
            self.follows or None,
        )


async def load(visit: Visit, agency: str, do: Purpose) -> Draft | None:
    """This person's draft for an agency, if it is one of this purpose."""
    body = await visit.desk.store.campaign_drafts.get(visit.person.id, agency)
    fields: Mapping[str, Any] = {} if body is None else json.loads(body)
    if fields.get("do") != do:
        return None
    return Draft(**{**fields, "units": tuple(fields["units"]), "found": tuple(fields["found"])})


async def save(visit: Visit, agency: str, draft: Draft) -> None:
    """Keep it in place of any other of this person for the agency."""
    drafts = visit.desk.store.campaign_drafts
    await drafts.put(visit.person.id, agency, draft.text, visit.desk.clock())


def using(visit: Visit, agency: str, draft: Draft) -> Step:
    """For the unit of work that does what it says, once."""
    return taken(visit.person.id, agency, draft.text)
