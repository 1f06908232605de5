"""Who answers what is tapped on the screens of an agency's tally."""

from __future__ import annotations

from collections.abc import Sequence

from bot.service import export, recap_more, recap_units
from bot.service import recap_actions as assigned
from bot.service.buttons import Action
from bot.service.routing import Tapped, on

TAPS: Sequence[tuple[type[Action], Tapped]] = (
    on(assigned.ByUnit, recap_units.by_unit),
    on(assigned.Chart, recap_units.chart),
    on(assigned.ByMonth, recap_more.by_month),
    on(assigned.WeakSpots, recap_more.weak_spots),
    on(assigned.NotYet, recap_more.not_yet),
    on(assigned.Export, export.export),
)
