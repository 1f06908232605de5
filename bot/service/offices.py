"""What the screens about offices share: how roles, their units and their holders are called."""

from __future__ import annotations

from bot.screens.screen import Phrase, say
from bot.service.desk import Visit


async def where(visit: Visit, agency: str, unit: str | None) -> Phrase:
    """``seluruh instansi``, or the unit and all below it."""
    if unit is None:
        return say("office.whole")
    found = await visit.desk.store.agencies.unit(agency, unit)
    return say("office.unit", unit=found.name if found else unit)
