"""What becomes of units: renamed, merged, closed. Nothing is ever deleted."""

from __future__ import annotations

from bot.store.database import Args, Database, Step


class Units:
    """Each change is one unit of work with the ``also`` of its caller, such as the trail's line.

    A change makes reports on a roster stale that were made before it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def rename_agency(self, agency: str, name: str, *also: Step) -> bool:
        """False when there is no such agency, or it has that name."""
        change = Step("agency_rename", {"agency": agency, "name": name}, needed=True)
        return await self._done(change, *also)

    async def rename(self, agency: str, code: str, name: str, *also: Step) -> bool:
        """False when there is no such unit, or it has that name."""
        args: Args = {"agency": agency, "code": code, "name": name}
        return await self._done(Step("unit_rename", args, needed=True), _touch(agency), *also)

    async def close(self, agency: str, code: str, at: int, *also: Step) -> bool:
        """False when there is no such unit, or it was closed before."""
        args: Args = {"agency": agency, "code": code, "at": at}
        return await self._done(Step("unit_close", args, needed=True), _touch(agency), *also)

    async def merge(
        self, agency: str, code: str, into: str, at: int, *also: Step, below: bool = False
    ) -> bool:
        """Close a unit and take its people, its entries and what hangs below it to another one.

        ``below``: the other hangs below the unit itself, so it takes the unit's place first.
        False when one of the two is not there or was closed before.
        """
        args: Args = {"agency": agency, "code": code, "into": into, "at": at}
        return await self._done(
            *((Step("unit_rise", args),) if below else ()),
            Step("unit_merge", args, needed=True),
            Step("units_hang", args),
            Step("unit_roster_goes", args),
            Step("unit_people_hold", args),
            Step("tally_unit_goes", args),
            Step("unit_people_go", args),
            _touch(agency),
            *also,
        )

    async def _done(self, *steps: Step) -> bool:
        """Whether the needed step had its row; without it no step has any."""
        return any(await self._database.write(*steps))


def _touch(agency: str) -> Step:
    return Step("roster_touch", {"agency": agency})
