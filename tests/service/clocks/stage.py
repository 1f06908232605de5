"""Three learners in three zones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bot.agencies.agency import Agency
from bot.app import App
from bot.screens.incoming import Act, Incoming, Sender
from bot.screens.screen import File, Screen
from bot.service.notices.kinds import TELL
from bot.store.notices import Notice
from tests.dialogues.stage import CAST, ServiceDoor, Shown, World

AGREE = ("[Saya setuju]", "[Bahasa Indonesia]", "[PNS]")

EXAM = "[Ujian: Modul resmi]"

MALUKU, BALI = (
    Agency("MALUKU", "Kabupaten di Maluku", zone="WIT"),
    Agency("BALI", "Kota di Bali", zone="WITA"),
)

PASSES = (
    "[Modul uji]", "[Hukuman disiplin]", "[Lanjut]", "[⬜️ A]", "[⬜️ C]", "[Kirim]", "[Lanjut]",
    "[Boleh]", "[Lanjut]", "[A]",
)  # fmt: skip

LEARNERS = {"Ani": "maluku", "Budi": "bali", "Citra": "lain"}
"""Who is told in WIT, who in WITA, and who in WIB, as their agency has no zone."""

NIP = "198001012005012001"

LIST = f"NIP;Nama\n{NIP};Ani W\n".encode()

HOURS = {"Ani": 9, "Budi": 8, "Citra": 7}

ZONES = {"Ani": "WIT", "Budi": "WITA", "Citra": "WIB"}

EVERYBODY = pytest.mark.parametrize("name", LEARNERS)


@dataclass
class Scene:
    world: World
    app: App
    door: ServiceDoor

    async def does(self, name: str, *lines: str) -> Shown:
        for line in lines:
            shown = await self.door.act(name, line)
        return shown

    async def registers(self, name: str, *more: str) -> Shown:
        return await self.does(name, f"/start {LEARNERS[name]}", *AGREE, *more)

    async def files(self, name: str, act: Act) -> tuple[File, ...]:
        reply = await self.app.handle(Incoming(Sender(CAST[name], name), act))
        assert reply.screen is not None
        return reply.screen.files

    async def tells(self, notice: Notice) -> str:
        screen = await TELL[notice.kind](self.app.desk, notice)
        assert isinstance(screen, Screen)
        return self.app.wording.message(screen, "id").html

    def at(self, moment: str) -> None:
        """Sets the clock to a moment of UTC."""
        when = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        self.world.clock.now = round(when.timestamp() * 1000)

    def there(self, name: str, at: int) -> str:
        """A moment as the clock on the wall of somebody has it: all of them are in October."""
        local = datetime.fromtimestamp(at / 1000 + HOURS[name] * 3600, UTC)
        return f"{local.day} Okt 2024, {local:%H.%M} {ZONES[name]}"
