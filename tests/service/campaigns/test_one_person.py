"""Somebody is given time, excused and called back, with a reason."""

from __future__ import annotations

from bot.service.campaigns.actions import Because, ForUnit, Longer, Pick, Search
from bot.store.roster import Work
from tests.dialogues.stage import NOON, ServiceDoor
from tests.service.campaigns.stage import NOT_YOURS, agreed, of, tap, trail


async def test_somebody_is_found_by_name_given_time_excused_and_called_back(
    door: ServiceDoor,
) -> None:
    made = await agreed(door)
    await tap(door, "Ani", Search("DEMO", made.id))
    assert "tidak ditemukan" in str(await door.act("Ani", "%"))
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
    ):
        assert told in str(await door.act("Ani", typed))


async def test_buttons_of_another_search_name_nobody(door: ServiceDoor) -> None:
    made = await agreed(door)
    await tap(door, "Ani", Search("DEMO", made.id))
    await door.act("Ani", "siti")
    older = door._data("Ani", "Siti Aminah")
    await door.act("Ani", "joko")
    assert NOT_YOURS in str(await door.act("Ani", f"(forged {older})"))
    assert NOT_YOURS in await tap(door, "Ani", Pick("DEMO", "0123456789", 0))
    assert NOT_YOURS in await tap(door, "Ani", Longer("DEMO", "0123456789"))
    assert NOT_YOURS in await tap(door, "Ani", Because("DEMO", "0123456789", "cuti"))


async def test_who_left_the_roster_meanwhile_is_given_nothing(door: ServiceDoor) -> None:
    made = await agreed(door)
    await tap(door, "Ani", Search("DEMO", made.id))
    await door.act("Ani", "joko")
    await door.act("Ani", "[Joko Widi]")
    await door.act("Ani", "[Bebaskan]")
    gone = Work("DEMO", 1, (), (), ("e3",), NOON, "mutasi")
    assert await door.app.store.roster.rewrite(gone)
    assert NOT_YOURS in str(await door.act("Ani", "[Cuti]"))
    assert await door.app.store.campaigns.member(made, "e3", door.app.desk.clock()) is None
