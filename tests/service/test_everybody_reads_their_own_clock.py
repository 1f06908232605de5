"""Learners and officers are told times in the zone of their agency or unit, with its name."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.agencies.agency import Agency, Unit
from bot.agencies.periods import DAY, Periods
from bot.app import App
from bot.quiz.exam import MINUTE
from bot.screens.incoming import Act, Command, Incoming, Sender
from bot.screens.screen import File, Screen
from bot.service import retention
from bot.service.buttons import Drop, ReadPledge, Report, encode
from bot.service.disputes import Queue
from bot.service.invitations import invite
from bot.service.notices import TELL
from bot.service.open_invitations import Invitations
from bot.service.recap_actions import Export
from bot.service.revoking import Card
from bot.service.roster_claims import TRIES
from bot.service.ruling import rule
from bot.store.notices import Notice
from tests.dialogues.stage import CAST, ServiceDoor, Shown, World
from tests.service.rosters import listed

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


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """2024-10-01, 19:00 in Jakarta, 20:00 in Bali, 21:00 in Maluku."""
    world = World.make(tmp_path)
    async with world.app() as app:
        await app.store.agencies.put([MALUKU, BALI])
        yield Scene(world, app, ServiceDoor(app))


async def left(scene: Scene, name: str) -> None:
    """The exam under way is given up."""
    open_now = (await scene.app.store.people.state(CAST[name])).attempt
    assert open_now is not None
    await scene.does(name, f"(forged {encode(Drop(open_now.id, 'ujian'))})")


@EVERYBODY
async def test_when_the_next_exam_may_begin(scene: Scene, name: str) -> None:
    await scene.registers(name, EXAM, "[Mulai ujian]")
    await left(scene, name)
    hour = {"Ani": "22", "Budi": "21", "Citra": "20"}[name]
    shown = await scene.does(name, "/ujian")
    assert f"dimulai pada 1 Okt 2024, {hour}.00 {ZONES[name]}." in shown.text


@EVERYBODY
async def test_the_day_is_over_when_the_screen_says_so(scene: Scene, name: str) -> None:
    await scene.registers(name)
    for _ in range(2):
        await scene.does(name, "/ujian", "[Mulai ujian]")
        await left(scene, name)
        scene.world.clock.now += 60 * MINUTE
    hour = {"Ani": "02", "Budi": "01", "Citra": "00"}[name]
    shown = await scene.does(name, "/ujian")
    assert f"2 Okt 2024, {hour}.00 {ZONES[name]}" in shown.text
    scene.at("2024-10-01 16:59:59")
    assert f"{hour}.00 {ZONES[name]}" in (await scene.does(name, "/ujian")).text
    scene.at("2024-10-01 17:00:00")
    assert "sisa 10 menit" in (await scene.does(name, "/ujian", "[Mulai ujian]")).text


@pytest.mark.parametrize(("name", "hour"), [("Ani", "02.00 WIT"), ("Budi", "01.00 WITA")])
async def test_the_rules_say_when_the_day_changes_where_that_is_not_midnight(
    scene: Scene, name: str, hour: str
) -> None:
    shown = await scene.registers(name, EXAM)
    assert f"berganti pada tengah malam WIB, yaitu pukul {hour} di tempat Anda." in shown.text
    assert "[⏱ Mulai ujian]" in str(shown)


async def test_the_rules_say_nothing_of_it_where_it_is_midnight(scene: Scene) -> None:
    assert "WIB" not in (await scene.registers("Citra", EXAM)).text


@EVERYBODY
async def test_under_way_and_over_an_exam_names_minutes_and_no_clock(
    scene: Scene, name: str
) -> None:
    shown = await scene.registers(name, EXAM, "[Mulai ujian]")
    assert "sisa 10 menit" in shown.text
    scene.world.clock.now += 10 * MINUTE
    over = await scene.does(name, "/start")
    assert "Waktu ujian habis" in over.text
    for words in (shown.text, over.text):
        assert not any(zone in words for zone in ("WIB", "WITA", "WIT"))
    again = await scene.does(name, EXAM)
    assert scene.there(name, scene.world.clock.now + 60 * MINUTE) in again.text


@EVERYBODY
async def test_a_deletion_and_its_seven_days(scene: Scene, name: str) -> None:
    await scene.registers(name)
    shown = await scene.does(name, "/hapus", "[Lanjutkan penghapusan]", "[Ya, hapus data saya]")
    due = scene.there(name, scene.world.clock.now + 7 * DAY)
    assert f"dihapus pada {due}, seperti yang Anda minta" in shown.text
    assert due in (await scene.does(name, "/menu")).text


async def test_whoever_has_no_agency_yet_is_told_in_wib(scene: Scene) -> None:
    await scene.does("Ani", "/start", "[Saya setuju]")
    shown = await scene.does("Ani", "/hapus", "[Lanjutkan penghapusan]", "[Ya, hapus data saya]")
    assert "8 Okt 2024, 19.00 WIB" in shown.text


@EVERYBODY
async def test_ones_own_data_on_the_screen_and_in_the_file(scene: Scene, name: str) -> None:
    await scene.registers(name)
    now = scene.there(name, scene.world.clock.now)
    assert f"Persetujuan: teks versi uji-1, {now}." in (await scene.does(name, "/dataku")).text
    html, json = await scene.files(name, Command("dataku"))
    page = html.body.decode()
    assert f"Ditulis pada {now}. Semua waktu dalam {ZONES[name]}." in page
    assert f"<td>{now.rpartition(' ')[0]}</td>" in page
    assert str(scene.world.clock.now) in json.body.decode()


@EVERYBODY
async def test_a_consent_that_is_taken_back(scene: Scene, name: str) -> None:
    await scene.registers(name)
    shown = await scene.does(name, "/tarik", "[Ya, tarik persetujuan]")
    assert f"({scene.there(name, scene.world.clock.now)})" in shown.text


async def test_a_unit_has_its_own_clock_and_the_rest_of_its_agency_another(scene: Scene) -> None:
    await scene.app.store.agencies.put(
        [Agency("DEMO", "Instansi Contoh", zone="WITA")],
        [
            Unit("DEMO", "DINKES", "Dinas Kesehatan", zone="WIT"),
            Unit("DEMO", "PKM", "Puskesmas", "DINKES"),
        ],
    )
    hapus = ("/hapus", "[Lanjutkan penghapusan]", "[Ya, hapus data saya]")
    for name, unit, told in (("Ani", "PKM", "21.00 WIT"), ("Budi", "DISDIK", "20.00 WITA")):
        await scene.does(name, "/start demo", *AGREE)
        assert await scene.app.store.people.register(CAST[name], unit, scene.world.clock.now)
        assert told in (await scene.does(name, *hapus)).text


@EVERYBODY
async def test_a_report_that_was_rejected_says_when_it_was_made(scene: Scene, name: str) -> None:
    await scene.registers(name, "[Modul uji]", "[A. Sanksi", "[Laporkan soal]", "[Ceritanya")
    made = scene.there(name, scene.world.clock.now)
    scene.world.clock.now += DAY
    attempt = (await scene.app.store.people.state(CAST[name])).attempt
    assert attempt is not None
    of = attempt.items[0].published
    assert await rule(scene.app.desk, of, 1, "rejected", "Tetap.", CAST["Operator"])
    shown = await scene.does(name, f"(forged {encode(Report(attempt.id, 0))})")
    assert f"pada {made}. Sesudah diperiksa" in shown.text


@EVERYBODY
async def test_the_announcement_that_somebody_will_be_erased(scene: Scene, name: str) -> None:
    await scene.registers(name)
    app = scene.app
    desk = replace(app.desk, periods=Periods(100, 400, 50, 60))
    scene.world.clock.now += 401 * DAY
    await retention.forget(desk)
    due = scene.world.clock.now + retention.GRACE_DAYS * DAY
    local = datetime.fromtimestamp(due / 1000 + HOURS[name] * 3600, UTC)
    told = await scene.tells(Notice(CAST[name], "n", retention.INACTIVE, str(due), "{}", due))
    assert f"{local:%Y, %H.%M} {ZONES[name]}" in told


@pytest.mark.parametrize(("name", "label"), [("Ani", " (WIB)"), ("Budi", " (WIB)"), ("Citra", "")])
async def test_a_certificate_has_the_days_of_its_paper_and_says_whose_they_are(
    scene: Scene, name: str, label: str
) -> None:
    """Issued at 23:30 in Jakarta, when the next day has begun in Bali and in Maluku."""
    scene.at("2024-10-01 16:30:00")
    await scene.registers(name, *PASSES)
    attempt = (await scene.app.store.people.state(CAST[name])).attempt
    assert attempt is not None
    pledge = f"(forged {encode(ReadPledge(attempt.id))})"
    shown = await scene.does(name, pledge, "Orang Contoh", "[Ya, tanda tangani]")
    assert f"Terbit: 1 Oktober 2024{label}\n" in shown.text
    assert f"Berlaku sampai 1 Oktober 2025{label}\n" in shown.text
    assert f"berlaku sampai 1 Okt 2025{label}\n" in (await scene.does(name, "/progres")).text
    [issued] = await scene.app.store.certificates.of(CAST[name])
    known = await scene.does("Operator", f"/verifikasi {issued.serial}")
    assert "Terbit: 1 Oktober 2024\nBerlaku sampai: 1 Oktober 2025\n" in known.text


async def test_may_i_goes_by_the_law_of_the_day_there(scene: Scene) -> None:
    scene.at("2024-10-01 16:30:00")
    ways = ("/cek", "[2]", "[1]", "[1]", "[2]")
    for name, day in (("Ani", "2024-10-02"), ("Budi", "2024-10-02"), ("Citra", "2024-10-01")):
        await scene.registers(name)
        assert f"berlaku pada {day}" in (await scene.does(name, *ways)).text
    assert "berlaku pada 2024-10-01" in (await scene.does("Operator", *ways)).text  # a stranger


@pytest.mark.parametrize(("name", "told"), [("Ani", "2 Okt 2024, 02.00 WIT"), ("Citra", "besok")])
async def test_after_too_many_tries_the_next_one_counts_when_it_was_said(
    scene: Scene, name: str, told: str
) -> None:
    await listed(scene.app, LIST, LEARNERS[name].upper())
    await scene.does(name, f"/start {LEARNERS[name]}", *AGREE)
    for _ in range(TRIES):
        await scene.does(name, NIP, "Orang Lain")
    assert told in (await scene.does(name, NIP, "Ani W")).text
    scene.at("2024-10-01 16:59:59")
    assert told in (await scene.does(name, "/start", NIP, "Ani W")).text
    scene.at("2024-10-01 17:00:00")
    assert "Cocok" in (await scene.does(name, "/start", NIP, "Ani W")).text


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
