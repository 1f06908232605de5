"""The officer of one agency sees nothing of the other, whatever they send."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.service.buttons import Recap, encode
from bot.service.officers.invitations import invite
from tests.dialogues.stage import ServiceDoor, World

REGISTER = ("[Saya setuju]", "[Bahasa Indonesia]", "[PNS]")


@pytest.fixture
async def officer_of_demo(tmp_path: Path) -> AsyncIterator[ServiceDoor]:
    world = World.make(tmp_path)
    async with world.app() as app:
        door = ServiceDoor(app)
        for name, agency in (("Ani", "demo"), ("Budi", "lain")):
            await door.act(name, f"/start {agency}")
            for line in REGISTER:
                await door.act(name, line)
            if agency == "demo":
                await door.act(name, "[Unit saya]")
            await door.act(name, "[Modul uji]")
        code = await invite(app.desk, "DEMO", "petugas", 7)
        await door.act("Citra", f"/start {code}")
        for line in (*REGISTER, "[Unit saya]"):
            await door.act("Citra", line)
        yield door


async def test_the_officer_sees_the_own_agency(officer_of_demo: ServiceDoor) -> None:
    shown = await officer_of_demo.act("Citra", "/rekap")
    assert "Rekap Instansi Contoh" in shown.text
    assert "Terdaftar: 2 orang" in shown.text
    assert "sedang mengerjakan 1 · selesai 0 (0%) · lulus 0" in shown.text


@pytest.mark.parametrize("agency", ["LAIN", "lain", "", "%", "DEMO ", "TAKADA"])
async def test_forged_data_open_no_other_agency(officer_of_demo: ServiceDoor, agency: str) -> None:
    told = await officer_of_demo.act("Citra", f"(forged {encode(Recap(agency))})")
    nothing = await officer_of_demo.act("Citra", f"(forged {encode(Recap('TIDAK-ADA'))})")
    assert str(told) == str(nothing)
    assert "Badan Lain" not in told.text


@pytest.mark.parametrize("name", ["Ani", "Budi"])
async def test_a_learner_sees_no_tally_at_all(officer_of_demo: ServiceDoor, name: str) -> None:
    for line in (
        "/rekap",
        f"(forged {encode(Recap('DEMO'))})",
        f"(forged {encode(Recap('LAIN'))})",
    ):
        shown = await officer_of_demo.act(name, line)
        assert "Rekap hanya untuk petugas" in shown.text
        assert "Terdaftar" not in shown.text


async def test_a_forwarded_invitation_makes_no_second_officer(tmp_path: Path) -> None:
    world = World.make(tmp_path)
    async with world.app() as app:
        door = ServiceDoor(app)
        code = await invite(app.desk, "DEMO", "petugas", 7)
        for name in ("Ani", "Budi"):
            await door.act(name, f"/start {code}")
            shown = await door.act(name, "[Saya setuju]")
        assert "Undangan ini tidak berlaku" in shown.text


async def test_an_invitation_expires(tmp_path: Path) -> None:
    world = World.make(tmp_path)
    async with world.app() as app:
        door = ServiceDoor(app)
        code = await invite(app.desk, "DEMO", "petugas", 7)
        world.clock.now += 7 * 86_400_000 + 1
        await door.act("Ani", f"/start {code}")
        assert "Undangan ini tidak berlaku" in (await door.act("Ani", "[Saya setuju]")).text


async def test_the_operator_sees_all_and_others_cannot_reload(officer_of_demo: ServiceDoor) -> None:
    await officer_of_demo.act("Operator", "/start")
    for line in (*REGISTER, "demo", "[Instansi Contoh]", "[Unit saya]"):
        await officer_of_demo.act("Operator", line)
    assert "LAIN: 1 · 1 · 0 · 0" in (await officer_of_demo.act("Operator", "/rekap")).text
    assert "Isi dimuat ulang" in (await officer_of_demo.act("Operator", "/muat")).text
    assert "Perintah itu tidak dikenal" in (await officer_of_demo.act("Citra", "/muat")).text
