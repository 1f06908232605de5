"""Officers are told times in the zone of their agency or unit, the operator in WIB."""

from __future__ import annotations

import pytest

from bot.agencies.agency import Unit
from bot.service.buttons import encode
from bot.service.disputes.queue import Queue
from bot.service.officers.invitations import invite
from bot.service.officers.open_invitations import Invitations
from bot.service.officers.revoking import Card
from bot.service.recap.actions import Export
from tests.dialogues.stage import CAST
from tests.service.clocks.stage import AGREE, EVERYBODY, LEARNERS, LIST, NIP, ZONES, Scene
from tests.service.rosters import listed


@pytest.mark.parametrize(
    ("agency", "hour", "zone"),
    [("MALUKU", "21", "WIT"), ("BALI", "20", "WITA"), ("LAIN", "19", "WIB")],
)
async def test_officers_read_the_clock_of_their_office(
    scene: Scene, agency: str, hour: str, zone: str
) -> None:
    code = await invite(scene.app.desk, agency, "petugas", 7)
    await scene.does("Ani", f"/start {code}", *AGREE)
    trail = await scene.does("Ani", "/jejak")
    assert f"({zone})" in trail.text
    assert f"1 Okt 2024, {hour}.00" in trail.text
    made = await scene.does("Ani", "/undang", "[Undang pengamat", "[1 hari]")
    tomorrow = f"berlaku sampai 2 Okt 2024, {hour}.00 {zone}"
    assert tomorrow in made.text
    waiting = await scene.does("Ani", f"(forged {encode(Invitations(agency, 0))})")
    assert tomorrow in waiting.text
    card = await scene.does("Ani", f"(forged {encode(Card(agency, str(CAST['Ani'])))})")
    assert f"Sejak 1 Okt 2024, {hour}.00 {zone}" in card.text


async def test_an_officer_of_a_unit_reads_the_clock_of_the_unit(scene: Scene) -> None:
    await scene.app.store.agencies.put([], [Unit("BALI", "TIMUR", "Cabang Timur", zone="WIT")])
    code = await invite(scene.app.desk, "BALI", "petugas", 7, unit="TIMUR")
    await scene.does("Ani", f"/start {code}", *AGREE, "[Cabang Timur]")
    made = await scene.does("Ani", "/undang", "[Undang pengamat", "[1 hari]")
    assert "2 Okt 2024, 21.00 WIT" in made.text


@EVERYBODY
async def test_the_staff_list_says_when_things_happened_by_the_agencys_clock(
    scene: Scene, name: str
) -> None:
    agency = LEARNERS[name].upper()
    await listed(scene.app, LIST, agency)
    await scene.registers(name, NIP, "Ani W")
    now = scene.there(name, scene.world.clock.now)
    code = await invite(scene.app.desk, agency, "petugas", 7)
    await scene.does("Operator", "/start demo", *AGREE, "[Dinas Kesehatan]", f"/start {code}")
    assert f"Diimpor {now}" in (await scene.does("Operator", f"/pegawai {agency}")).text
    found = await scene.does("Operator", "[Cari", "Ani", "[Ani W")
    assert f"Terhubung dengan sebuah akun sejak {now}." in found.text


@EVERYBODY
async def test_the_file_of_an_agency_is_named_by_its_day_and_that_of_all_says_which(
    scene: Scene, name: str
) -> None:
    scene.at("2024-10-01 16:30:00")
    await scene.does("Operator", "/start lain", *AGREE)
    agency, day = LEARNERS[name], {"WIB": 1}.get(ZONES[name], 2)
    sent = await scene.does("Operator", f"(forged {encode(Export(agency.upper(), 'csv'))})")
    assert f"netral-{agency}-2024-10-0{day}.csv" in sent.text
    everything = await scene.does("Operator", f"(forged {encode(Export('', 'csv'))})")
    assert "netral-nasional-2024-10-01-wib.csv" in everything.text


async def test_the_operators_queue_says_by_which_clock(scene: Scene) -> None:
    await scene.registers("Ani", "[Modul uji]", "[A. Sanksi", "[Laporkan soal]", "[Ceritanya")
    await scene.does("Operator", "/start maluku", *AGREE)
    queue = await scene.does("Operator", f"(forged {encode(Queue(0))})")
    assert "sejak 1 Okt 2024, 19.00 WIB" in queue.text
