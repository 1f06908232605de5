"""What became of an agency's reminders, added up for whoever may see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from bot.agencies.reminding import Moment
from bot.screens.screen import Phrase, say
from bot.service.officers.access import Scope
from bot.store.reminders import Delivery, State

Sums: TypeAlias = Mapping[tuple[str, Moment], Counter[State]]
"""How many became what, by campaign and moment."""

TOLD: Final[tuple[State, ...]] = ("sent", "blocked", "failed", "uncertain", "waiting")
"""What an officer is told of. The dropped ones were not needed any more."""


def sums(deliveries: Iterable[Delivery], scope: Scope) -> Sums:
    """Those of people in that scope; what a sender has in hand still waits."""
    found: dict[tuple[str, Moment], Counter[State]] = {}
    for one in deliveries:
        if scope.covers(one.unit):
            state: State = "waiting" if one.state == "claimed" else one.state
            found.setdefault((one.campaign, one.moment), Counter())[state] += one.n
    return found


def total(of: Sums, campaign: str) -> Counter[State]:
    """All moments of one campaign together."""
    return sum((states for (one, _), states in of.items() if one == campaign), Counter())


def told(key: str, states: Counter[State], **more: Phrase) -> Phrase:
    """The numbers in a text."""
    return say(key, **{state: states[state] for state in TOLD}, **more)
