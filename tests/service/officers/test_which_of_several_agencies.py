"""Whoever has several agencies chooses among them by name: codes are not known by heart."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.service.officers.invitations import invite
from tests.dialogues.stage import ServiceDoor, World

REGISTER = ("[Saya setuju]", "[Bahasa Indonesia]", "[PNS]", "[Unit saya]")
BOTH = ["DEMO – Instansi Contoh", "LAIN – Badan Lain"]


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[ServiceDoor]:
    """Ani is an officer of both agencies."""
    async with World.make(tmp_path).app() as app:
        door = ServiceDoor(app)
        first, second = [await invite(app.desk, code, "petugas", 7) for code in ("DEMO", "LAIN")]
        for line in (f"/start {first}", *REGISTER, f"/start {second}"):
            await door.act("Ani", line)
        yield door


@pytest.mark.parametrize(
    "command", ["/rekap", "/ekspor", "/penugasan", "/pegawai", "/undang", "/jejak"]
)
async def test_every_choice_of_agencies_has_code_and_name(door: ServiceDoor, command: str) -> None:
    shown = await door.act("Ani", command)
    assert shown.labels[:2] == BOTH
    assert "Badan Lain" in (await door.act("Ani", "[LAIN – Badan Lain]")).text


async def test_the_ways_from_the_menu_and_from_reminders_have_the_name(door: ServiceDoor) -> None:
    menu, reminders = await door.act("Ani", "/menu"), await door.act("Ani", "/pengingat")
    for name in ("Instansi Contoh", "Badan Lain"):
        assert f"📊 Rekap {name}" in menu.labels
        assert f"🔔 Pengingat {name}" in reminders.labels


async def test_the_operator_chooses_among_all_agencies(door: ServiceDoor) -> None:
    for line in ("/start demo", *REGISTER):
        await door.act("Operator", line)
    assert (await door.act("Operator", "/rekap")).labels[:2] == BOTH
    assert "🏛 Semua instansi" in (await door.act("Operator", "/pegawai")).labels
    for line in ("[Semua instansi]", "[DEMO – Instansi Contoh]"):
        shown = await door.act("Operator", line)
    assert "👥 Daftar pegawai" in shown.labels
