"""Learners are told times in the zone of their agency or unit, with its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.agencies.agency import Agency, Unit
from bot.agencies.periods import DAY, Periods
from bot.quiz.exam import MINUTE
from bot.screens.incoming import Command
from bot.service.buttons import Drop, ReadPledge, Report, encode
from bot.service.disputes.ruling import rule
from bot.service.rights import retention
from bot.service.roster.claims import TRIES
from bot.store.notices import Notice
from tests.dialogues.stage import CAST
from tests.service.clocks.stage import (
    AGREE,
    EVERYBODY,
    EXAM,
    HOURS,
    LEARNERS,
    LIST,
    NIP,
    PASSES,
    ZONES,
    Scene,
)
from tests.service.rosters import listed


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
    for name, day in (("Ani", "2 Okt"), ("Budi", "2 Okt"), ("Citra", "1 Okt")):
        await scene.registers(name)
        assert f"berlaku pada {day} 2024" in (await scene.does(name, *ways)).text
    assert "berlaku pada 1 Okt 2024" in (await scene.does("Operator", *ways)).text  # a stranger


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
    assert "✅ Terhubung" in (await scene.does(name, "/start", NIP, "Ani W")).text
