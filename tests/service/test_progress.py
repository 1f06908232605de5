"""``/progres``: a person's own way so far, as text and as a picture, and nobody else's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from PIL import Image

from bot.agencies.campaign import Campaign
from bot.exports.progress_picture import Bar, Picture, draw
from bot.screens.incoming import Command, Incoming, Sender, Tap
from bot.service.buttons import Go, encode
from bot.service.officers.traces import trace
from bot.service.progress import week_of
from tests.dialogues.stage import NOON, ServiceDoor, World
from tests.service.takers import take

REGISTER = ("/start lain", "[Saya setuju]", "[Bahasa Indonesia]", "[PNS]")
ANI, BUDI = 7001, 7002
WEEK = 7
DAY = 86_400_000


@pytest.fixture
async def door(world: World) -> AsyncIterator[ServiceDoor]:
    async with world.app() as app:
        door = ServiceDoor(app)
        for name in ("Ani", "Budi"):
            for line in REGISTER:
                await door.act(name, line)
        yield door


async def shown(door: ServiceDoor, name: str = "Ani") -> str:
    return str(await door.act(name, "/progres"))


async def test_a_newcomer_is_shown_where_to_begin(door: ServiceDoor) -> None:
    told = await shown(door)
    assert "Belum ada latihan yang selesai" in told
    assert "[▶️ Latihan: Modul uji]" in told
    assert "gambar" not in told


async def test_a_pass_is_told_with_how_long_it_counts(door: ServiceDoor) -> None:
    await take(door.app, ANI, agency="LAIN")
    told = await shown(door)
    assert "✅ Modul uji: lulus dengan nilai terbaik 100, berlaku sampai 1 Okt 2025" in told
    assert "◻️ Modul resmi: belum dimulai" in told
    assert "[📝 Ujian: Modul resmi]" in told
    assert "minggu berturut-turut" not in told


async def test_nobody_sees_anothers_progress(door: ServiceDoor) -> None:
    await take(door.app, ANI, agency="LAIN")
    assert "Belum ada latihan yang selesai" in await shown(door, "Budi")


async def test_what_the_agency_wants_is_told_with_its_last_day_until_it_is_done(
    door: ServiceDoor, world: World
) -> None:
    wanted = Campaign(
        *("LAIN", "c1", "uji", NOON - DAY, NOON + 7 * DAY, NOON - DAY),
        months=12,
        late_days=7,
        renew_days=30,
        created_at=NOON,
    )
    line = trace(door.app.desk, "LAIN", 0, "campaign.create")
    assert await door.app.store.campaigns.create(wanted, line)
    told = await shown(door)
    assert "Tugas Anda\n• Modul uji: batas 8 Okt 2024" in told
    assert "[▶️ Latihan: Modul uji]" in told
    await take(door.app, ANI, agency="LAIN")
    world.clock.now += 60_000
    told = await shown(door)
    assert "Tugas Anda" not in told
    assert "[🎓 Sertifikat]" in told


async def test_what_is_under_way_has_begun(door: ServiceDoor) -> None:
    await take(door.app, ANI, agency="LAIN")
    for line in ("/kuis", "[Modul resmi]"):
        await door.act("Ani", line)
    assert "Modul resmi: sudah dimulai, belum selesai" in await shown(door)


async def test_an_old_pass_asks_to_be_renewed(door: ServiceDoor, world: World) -> None:
    await take(door.app, ANI, agency="LAIN")
    world.clock.now += 366 * DAY
    assert "⌛️ Modul uji: masa berlakunya habis pada 1 Okt 2025" in await shown(door)


async def test_wrong_answers_are_told_by_their_rules_and_right_ones_forgive_them(
    door: ServiceDoor,
) -> None:
    await take(door.app, ANI, agency="LAIN", right=False)
    told = await shown(door)
    assert "Modul uji: belum lulus, nilai terbaik 0" in told
    assert "🎯 Masih sering keliru\n• " in told
    for day in range(1, 4):
        await take(door.app, ANI, agency="LAIN", name=f"b{day}", day=day)
    told = await shown(door)
    assert "Masih sering keliru" not in told
    assert "💪 Sudah Anda kuasai\n• " in told


async def test_what_the_time_of_an_exam_cut_off_is_no_weakness(
    door: ServiceDoor, world: World
) -> None:
    await door.act("Ani", "/ujian")
    await door.act("Ani", "[⏱ Mulai ujian]")
    world.clock.now += 11 * 60_000
    await door.act("Ani", "/progres")
    told = await shown(door)
    assert "Modul resmi: belum lulus, nilai terbaik 0" in told
    assert "Masih sering keliru" not in told


async def test_an_exam_under_way_shows_no_rules(door: ServiceDoor) -> None:
    await take(door.app, ANI, agency="LAIN", right=False)
    await door.act("Ani", "/ujian")
    await door.act("Ani", "[⏱ Mulai ujian]")
    for told in (await shown(door), str(await door.act("Ani", "(forged g:progres_gambar)"))):
        assert "Selama ujian" in told
        assert "dibaca lagi" not in told


async def test_weeks_in_a_row_get_a_word(door: ServiceDoor, world: World) -> None:
    for number in range(3):
        await take(door.app, ANI, agency="LAIN", name=f"w{number}", day=number * WEEK)
    world.clock.now += 2 * WEEK * DAY
    assert "Anda berlatih 3 minggu berturut-turut." in await shown(door)
    world.clock.now += 2 * WEEK * DAY
    assert "berturut-turut" not in await shown(door)


def test_a_week_begins_on_a_monday_in_jakarta() -> None:
    monday = NOON - DAY - 19 * 3_600_000  # 2024-09-30 00:00 WIB
    assert week_of(monday) == week_of(NOON) == week_of(monday - 1) + 1


async def test_the_picture_follows_the_text(door: ServiceDoor) -> None:
    await take(door.app, ANI, agency="LAIN")
    sender = Sender(ANI, "Ani")
    text = await door.app.handle(Incoming(sender, Command("progres")))
    assert text.screen is not None
    assert text.screen.files == ()
    drawn = await door.app.handle(Incoming(sender, Tap(encode(Go("progres_gambar")))))
    assert drawn.screen is not None
    [file] = drawn.screen.files
    assert (file.name, file.kind) == ("kemajuan.png", "photo")
    assert drawn.screen.paragraphs == text.screen.paragraphs


def test_the_picture_reads_without_colours_and_on_a_phone() -> None:
    bars = [Bar("Modul " * 40, "lulus, 90", 90, 70), Bar("Kedua", "belum dimulai", None, 70)]
    weeks = [True, False] * 6
    image = Image.open(
        BytesIO(draw(Picture("Kemajuan", "garis = lulus", bars, "12 minggu", weeks)))
    )
    assert image.width == 720
    assert image.height < 2 * image.width
    grey = image.convert("L")
    full, mark, rest = (grey.getpixel((x, 236)) for x in (100, 490, 670))
    assert isinstance(full, int)
    assert isinstance(mark, int)
    assert isinstance(rest, int)
    assert mark < full - 40 < rest - 140, "filled, pass mark and empty part stand apart"


def test_nothing_that_draws_is_imported_before_it_is_used() -> None:
    code = "import sys, bot.app; sys.exit(any(m in sys.modules for m in ('PIL', 'matplotlib')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
