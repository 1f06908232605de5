"""Who answers what about rosters and units: lines of the tables of :mod:`bot.service.routes`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.service import registration
from bot.service.buttons import Action
from bot.service.roster import claims, offer, people, screens
from bot.service.roster.claims import ClaimLink
from bot.service.roster.office import Roster
from bot.service.routing import Asked, Ordered, Received, Tapped, Typed, on
from bot.service.unit_choice import UnitsBelow

TAPS: Final[tuple[tuple[type[Action], Tapped], ...]] = (
    on(UnitsBelow, registration.units_below),
    on(ClaimLink, claims.link_taken),
    on(Roster, screens.of_agency),
    on(screens.RosterExample, screens.example),
    on(screens.RosterConfirm, screens.confirm),
    on(screens.RosterDrop, screens.drop),
    on(people.FindEntry, people.find),
    on(people.ShowEntry, people.show),
    on(people.AskRelease, people.ask_release),
    on(people.ReleaseEntry, people.release),
    on(people.GiveLinks, people.give_links),
)

PLACES: Final[Mapping[str, Asked]] = {
    "units": registration.units,
    "claim": claims.offer,
    "roster": screens.home,
}

COMMANDS: Final[Mapping[str, Ordered]] = {"pegawai": screens.ordered}

LINKS: Final[Mapping[str, Ordered]] = {claims.LINK: claims.link_opened}

TYPED: Final[Mapping[str, Typed]] = {
    offer.NIP: claims.nip_typed,
    claims.NAME: claims.name_typed,
    people.EXPECTS: people.name_typed,
}

RECEIVED: Final[Mapping[str, Received]] = {
    "": screens.received,
    screens.KIND: screens.received,
}

EARLY_TAPS: Final[frozenset[type[Action]]] = frozenset({UnitsBelow, ClaimLink})

EARLY_PLACES: Final[frozenset[str]] = frozenset({"units", "claim"})
