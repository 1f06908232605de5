"""Leases: what one worker at a time may do, of however many there are."""

from __future__ import annotations

from bot.store.database import Database, Step


class Leases:
    """Times are ms since 1970 UTC. Workers' clocks may differ by less than a lease lasts.

    A lease that was taken while somebody's clock was far ahead keeps nobody out: it ends later than
    any that is taken now could.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, name: str, holder: str, at: int, until: int) -> bool:
        """Hold a lease until then, anew or longer. False while somebody else holds it at ``at``."""
        [rows] = await self._database.write(
            Step("lease_take", {"name": name, "holder": holder, "at": at, "until": until})
        )
        return bool(rows)
