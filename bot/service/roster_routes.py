"""Who answers what about rosters and units: lines of the tables of :mod:`bot.service.routes`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.service import (
    registration,
    roster_claims,
    roster_offer,
    roster_people,
    roster_screens,
)
from bot.service.buttons import Action
from bot.service.roster_claims import ClaimLink
from bot.service.roster_office import Roster
from bot.service.routing import Asked, Ordered, Received, Tapped, Typed, on
from bot.service.unit_choice import UnitsBelow

TAPS: Final[tuple[tuple[type[Action], Tapped], ...]] = (
    on(UnitsBelow, registration.units_below),
    on(ClaimLink, roster_claims.link_taken),
    on(Roster, roster_screens.of_agency),
    on(roster_screens.RosterExample, roster_screens.example),
    on(roster_screens.RosterConfirm, roster_screens.confirm),
    on(roster_screens.RosterDrop, roster_screens.drop),
    on(roster_people.FindEntry, roster_people.find),
    on(roster_people.ShowEntry, roster_people.show),
    on(roster_people.ReleaseEntry, roster_people.release),
    on(roster_people.GiveLinks, roster_people.give_links),
)

PLACES: Final[Mapping[str, Asked]] = {
    "units": registration.units,
    "claim": roster_claims.offer,
    "roster": roster_screens.home,
}

COMMANDS: Final[Mapping[str, Ordered]] = {"pegawai": roster_screens.ordered}

LINKS: Final[Mapping[str, Ordered]] = {roster_claims.LINK: roster_claims.link_opened}

TYPED: Final[Mapping[str, Typed]] = {
    roster_offer.NIP: roster_claims.nip_typed,
    roster_claims.NAME: roster_claims.name_typed,
    roster_people.EXPECTS: roster_people.name_typed,
}

RECEIVED: Final[Mapping[str, Received]] = {
    "": roster_screens.received,
    roster_screens.KIND: roster_screens.received,
}

EARLY_TAPS: Final[frozenset[type[Action]]] = frozenset({UnitsBelow, ClaimLink})

EARLY_PLACES: Final[frozenset[str]] = frozenset({"units", "claim"})
