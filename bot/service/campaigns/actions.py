"""What is tapped on an officer's screens of campaigns.

``campaign`` is its id; ``stamp`` names the draft that the button's screen showed.
"""

from __future__ import annotations

from bot.service.buttons import Action, action


@action("na")
class Listed(Action):
    """A page (from 0) of the campaigns of an agency."""

    agency: str
    page: int


@action("nb")
class Card(Action):
    """A campaign."""

    agency: str
    campaign: str


@action("nu")
class ByUnit(Action):
    """A page (from 0) of a campaign's numbers by unit."""

    agency: str
    campaign: str
    page: int


@action("nc")
class New(Action):
    """Begin a new campaign of an agency."""

    agency: str


@action("nf")
class Fill(Action):
    """Put a value into the draft; ``field`` is a letter, see :mod:`bot.service.campaigns.draft`."""

    agency: str
    field: str
    value: str


@action("ne")
class Edit(Action):
    """Ask again for something of the draft, at a page (from 0) of its choices."""

    agency: str
    field: str
    page: int


@action("nk")
class Confirm(Action):
    """Make the campaign of the draft."""

    agency: str
    stamp: str


@action("nx")
class Extend(Action):
    """Give more time; to whom is asked next."""

    agency: str
    campaign: str


@action("nl")
class UnitsFor(Action):
    """A page (from 0) of the units that may be given more time."""

    agency: str
    campaign: str
    page: int


@action("ny")
class ForUnit(Action):
    """More time for a unit and all below it; empty: for everybody."""

    agency: str
    campaign: str
    unit: str


@action("nt")
class Until(Action):
    """The new last day, as ``2026-12-31``."""

    agency: str
    stamp: str
    day: str


@action("ns")
class Search(Action):
    """Look for one person of a campaign."""

    agency: str
    campaign: str


@action("np")
class Pick(Action):
    """The person at a place (from 0) of the search."""

    agency: str
    stamp: str
    place: int


@action("ng")
class Longer(Action):
    """More time for the person of the draft."""

    agency: str
    stamp: str


@action("nv")
class Excuse(Action):
    """The person of the draft need not take part; why is asked next."""

    agency: str
    stamp: str


@action("nr")
class Recall(Action):
    """The person of the draft has to take part after all."""

    agency: str
    stamp: str


@action("nw")
class Because(Action):
    """The reason, by its name; then it is done."""

    agency: str
    stamp: str
    reason: str


@action("nd")
class AskEnd(Action):
    """How a campaign may be ended."""

    agency: str
    campaign: str


@action("nz")
class EndIt(Action):
    """End a campaign: ``closed`` or ``cancelled``."""

    agency: str
    campaign: str
    how: str


@action("no")
class Again(Action):
    """Put together a campaign that renews what was passed in this one."""

    agency: str
    campaign: str
