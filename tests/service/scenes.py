"""People in a chat on a database that can be looked into."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app import App
from bot.service.rights.erasure import DAY
from bot.service.upkeep.audit import audit
from bot.store.migrate import shipped
from bot.store.snapshot import open_snapshot
from bot.store.store import Store
from bot.store.tables import tables
from tests.dialogues.stage import CAST, ServiceDoor, Shown, World
from tests.store.raw import execute

REGISTER = ("/start demo", "[Saya setuju]", "[Bahasa Indonesia]", "[PNS]", "[Dinas Kesehatan]")

PRACTICE = ("[Modul uji]", "[A. Sanksi", "[Lanjut]", "[Kirim]", "[Lanjut]", "[A. Boleh", "[Lanjut]")

HAPUS = ("/hapus", "[Lanjutkan penghapusan]", "[Ya, hapus data saya]")

ANI, BUDI, CITRA = CAST["Ani"], CAST["Budi"], CAST["Citra"]


@dataclass
class Scene:
    world: World
    app: App
    door: ServiceDoor

    @property
    def store(self) -> Store:
        return self.app.store

    async def does(self, name: str, *lines: str) -> Shown:
        for line in lines:
            self.world.clock.now += 1000
            shown = await self.door.act(name, line)
        return shown

    def later(self, days: int) -> None:
        self.world.clock.now += days * DAY

    async def faults(self) -> list[str]:
        async with open_snapshot(self.world.url) as snapshot:
            return [str(fault) async for fault in audit(snapshot)]


async def everywhere(store: Store) -> list[str]:
    """Every row of every table."""
    return [
        f"{table}: {tuple(row)}"
        for table in tables(shipped())
        if table != "contents"
        for row in await execute(store.database, f"SELECT * FROM {table}")
    ]
