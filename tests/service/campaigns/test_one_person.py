"""Somebody is given time, excused and called back, with a reason."""

from __future__ import annotations

from bot.service.campaigns.actions import Because, ForUnit, Longer, New, Pick, Search
from bot.service.campaigns.draft import Draft
from bot.store.roster import Work
from tests.dialogues.stage import CAST, NOON, ServiceDoor
from tests.service.campaigns.stage import agreed, of, tap, trail

OLD = "Tombol itu sudah lama"


async def test_somebody_is_found_by_name_given_time_excused_and_called_back(
    door: ServiceDoor,
) -> None:
    made = await agreed(door)
    await tap(door, "Ani", Search("DEMO", made.id))
    assert "tidak ada di antara pegawai" in str(await door.act("Ani", "%"))
    assert "Joko" not in str(await door.act("Ani", "SITI"))
    shown = await door.act("Ani", "[Siti Rahma]")
    assert "Batas: 31 Okt 2024" in str(shown)
    await door.act("Ani", "[Perpanjang]")
    await door.act("Ani", "[+7 hari: 7 Nov 2024]")
    assert "Siti Rahma: 7 Nov 2024" in str(await door.act("Ani", "[Tugas luar]"))
    await tap(door, "Ani", Search("DEMO", made.id))
    await door.act("Ani", "rahma siti")
    await door.act("Ani", "[Siti Rahma]")
    await door.act("Ani", "[Bebaskan]")
    assert "dibebaskan" in str(await door.act("Ani", "menjaga orang tua"))
    assert (await of(door, made, "e2")).status == "excused"
    await tap(door, "Ani", Search("DEMO", made.id))
    await door.act("Ani", "rahma")
    shown = await door.act("Ani", "[Siti Rahma]")
    assert "Dibebaskan: menjaga orang tua" in str(shown)
    assert "Diperpanjang: Tugas luar" in str(shown)
    await door.act("Ani", "[Wajibkan lagi]")
    assert (await of(door, made, "e2")).status == "not_started"
    lines = await trail(door)
    assert [action for action, _ in lines] == [
        "campaign.recall",
        "campaign.excuse",
        "campaign.extend_person",
        "campaign.create",
    ]
    assert "orang tua" not in str(lines)
    assert "Rahma" not in str(lines)


async def test_a_reason_must_have_letters_and_not_too_many(door: ServiceDoor) -> None:
    made = await agreed(door)
    await tap(door, "Ani", ForUnit("DEMO", made.id, ""))
    await door.act("Ani", "15-11-2024")
    for wrong in ("   ", "x" * 201):
        assert "1 sampai 200" in str(await door.act("Ani", wrong))
    assert "15 Nov 2024" in str(await door.act("Ani", "x" * 200))


async def test_a_day_that_is_over_extends_nothing(door: ServiceDoor) -> None:
    made = await agreed(door)
    await tap(door, "Ani", ForUnit("DEMO", made.id, ""))
    for typed, told in (
        ("30-9-2024", "sudah lewat"),
        ("31-12-2030", "terlalu jauh"),
        ("31-13-2024", "bukan tanggal"),
        ("30-10-2024", "lebih awal daripada batas penugasan"),
    ):
        assert told in str(await door.act("Ani", typed))


async def test_an_extension_is_taken_back_to_the_last_day_and_told_as_it_counts(
    door: ServiceDoor,
) -> None:
    made = await agreed(door)
    for unit, day, told in (
        ("DISDIK", "15-11-2024", "Dinas Pendidikan: 15 Nov 2024"),
        ("", "7-11-2024", "semua: 7 Nov 2024"),
        ("DISDIK", "1-11-2024", "Dinas Pendidikan: 7 Nov 2024"),
        ("", "31-10-2024", "semua: 31 Okt 2024"),
    ):
        await tap(door, "Ani", ForUnit("DEMO", made.id, unit))
        await door.act("Ani", day)
        assert told in str(await door.act("Ani", "[Cuti]"))


async def test_a_second_tap_tells_an_officer_that_the_button_is_old(door: ServiceDoor) -> None:
    made = await agreed(door)
    await tap(door, "Ani", Search("DEMO", made.id))
    await door.act("Ani", "siti")
    for steps in (("Siti Rahma", "Perpanjang", "+7 hari", "Cuti"), ("Bebaskan", "Sakit")):
        button = door._data("Ani", steps[0])
        for step in steps[1:]:
            await door.act("Ani", f"(forged {button})")
            following = door._data("Ani", step)
            told = str(await door.act("Ani", f"(forged {button})"))
            assert OLD in told, step
            assert "Penugasan baru" in told, step
            button = following
        await tap(door, "Ani", Search("DEMO", made.id))
        await door.act("Ani", "siti")
        await door.act("Ani", "[Siti Rahma]")


async def test_what_is_typed_without_a_draft_shows_an_officer_the_campaigns(
    door: ServiceDoor,
) -> None:
    made = await agreed(door)
    await tap(door, "Ani", New("DEMO"))
    for line in ("[Modul uji]", "[seluruh instansi]"):
        await door.act("Ani", line)
    other = Draft("extend", campaign=made.id)
    await door.app.store.campaign_drafts.put(CAST["Ani"], "DEMO", other.text, NOON)
    assert "Layar itu sudah lama" in str(await door.act("Ani", "2-10-2024"))


async def test_buttons_of_another_search_name_nobody(door: ServiceDoor) -> None:
    made = await agreed(door)
    await tap(door, "Ani", Search("DEMO", made.id))
    await door.act("Ani", "siti")
    older = door._data("Ani", "Siti Aminah")
    await door.act("Ani", "joko")
    assert OLD in str(await door.act("Ani", f"(forged {older})"))
    assert OLD in await tap(door, "Ani", Pick("DEMO", "0123456789", 0))
    assert OLD in await tap(door, "Ani", Longer("DEMO", "0123456789"))
    assert OLD in await tap(door, "Ani", Because("DEMO", "0123456789", "cuti"))


async def test_who_left_the_roster_meanwhile_is_given_nothing(door: ServiceDoor) -> None:
    made = await agreed(door)
    await tap(door, "Ani", Search("DEMO", made.id))
    await door.act("Ani", "joko")
    await door.act("Ani", "[Joko Widi]")
    await door.act("Ani", "[Bebaskan]")
    gone = Work("DEMO", 1, (), (), ("e3",), NOON, "mutasi")
    assert await door.app.store.roster.rewrite(gone)
    assert OLD in str(await door.act("Ani", "[Cuti]"))
    assert await door.app.store.campaigns.member(made, "e3", door.app.desk.clock()) is None
