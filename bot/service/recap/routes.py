"""Who answers what is tapped on the screens of an agency's tally."""

from __future__ import annotations

from collections.abc import Sequence

from bot.service.buttons import Action
from bot.service.recap import actions, export, more, units
from bot.service.routing import Tapped, on

TAPS: Sequence[tuple[type[Action], Tapped]] = (
    on(actions.ByUnit, units.by_unit),
    on(actions.Chart, units.chart),
    on(actions.ByMonth, more.by_month),
    on(actions.WeakSpots, more.weak_spots),
    on(actions.NotYet, more.not_yet),
    on(actions.Export, export.export),
)
