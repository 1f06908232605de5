"""Lines of the audit trail, as use cases write them."""

from __future__ import annotations

from bot.agencies.ledger import Json, canonical
from bot.service.desk import Desk
from bot.store.trail import Deed, Trace


def trace(desk: Desk, agency: str, actor: int, action: Deed, **detail: Json) -> Trace:
    """A line that says what was done just now; ``detail`` names nobody."""
    return Trace(agency, desk.clock(), desk.token(), actor, action, canonical(detail))
