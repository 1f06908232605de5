"""Two officers of one agency and one of another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.service.officers.invitations import invite
from bot.store.roster import Work
from tests.dialogues.stage import NOON, ServiceDoor, World
from tests.service.campaigns.stage import DAY, REGISTER, ROSTER


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[ServiceDoor]:
    """Ani for the whole agency, Budi for one unit, Citra of another agency, and a roster."""
    async with World.make(tmp_path).app() as app:
        door = ServiceDoor(app)
        for name, unit in (("Ani", None), ("Budi", "DINKES")):
            code = await invite(app.desk, "DEMO", "petugas", 7, unit=unit)
            for line in (f"/start {code}", *REGISTER, "[Unit saya]"):
                await door.act(name, line)
        code = await invite(app.desk, "LAIN", "petugas", 7)
        for line in (f"/start {code}", *REGISTER):
            await door.act("Citra", line)
        work = Work("DEMO", 0, ROSTER, (), (), NOON - DAY, "")
        assert await app.store.roster.rewrite(work)
        yield door
