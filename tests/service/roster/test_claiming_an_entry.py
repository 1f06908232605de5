"""Who somebody is on a roster: told by NIP and name or by a link, and to nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import App
from bot.service.buttons import encode
from bot.service.roster.claims import TRIES, ClaimLink
from bot.service.roster.links import links
from tests.dialogues.stage import CAST, Clock, ServiceDoor, World
from tests.service.rosters import ANI, BUDI, listed, table
from tests.store.raw import execute

START = ("/start demo", "[Saya setuju]", "[Bahasa Indonesia]", "[PNS]")
UNKNOWN = "198001012005012999"


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[ServiceDoor]:
    async with World.make(tmp_path).app() as app:
        await listed(app)
        yield ServiceDoor(app)


async def says(door: ServiceDoor, name: str, *lines: str) -> str:
    for line in lines:
        shown = await door.act(name, line)
    return str(shown)


async def person(app: App, name: str) -> tuple[object, ...]:
    found = (await app.store.people.state(CAST[name])).person
    assert found is not None
    return found.name, found.agency, found.unit, found.registered_at is not None


async def test_an_unknown_nip_and_a_wrong_name_are_answered_alike(door: ServiceDoor) -> None:
    await says(door, "Ani", *START)
    unknown = await says(door, "Ani", UNKNOWN), await says(door, "Ani", "Ani Wulandari")
    wrong = await says(door, "Ani", ANI), await says(door, "Ani", "Tono Suprapto")
    assert unknown == wrong
    assert "tidak cocok" in wrong[1]


async def test_whose_nip_was_corrected_in_the_list_claims_the_new_entry(door: ServiceDoor) -> None:
    await says(door, "Ani", *START, ANI, "Ani Wulandari")
    corrected = "198001012005012099"
    await listed(door.app, table(f"{corrected};Ani Wulandari;DISDIK"))
    assert "✅ Terhubung" in await says(door, "Ani", "(forged g:claim)", corrected, "Ani Wulandari")
    assert await person(door.app, "Ani") == ("Ani Wulandari", "DEMO", "DISDIK", True)
    [mine] = await door.app.store.roster.of_person(CAST["Ani"])
    assert (mine.last_four, mine.ended_at) == ("2099", None)


async def test_an_ended_entry_is_answered_like_an_unknown_one(door: ServiceDoor) -> None:
    await listed(door.app, table(f"{BUDI};Budi Prasetyo;DISDIK"))
    await says(door, "Ani", *START)
    assert "tidak cocok" in await says(door, "Ani", ANI, "Ani Wulandari")


async def test_after_some_tries_a_day_not_even_the_right_answer_counts(door: ServiceDoor) -> None:
    await says(door, "Ani", *START)
    for _ in range(TRIES):
        assert "tidak cocok" in await says(door, "Ani", UNKNOWN, "Ani Wulandari")
    told = await says(door, "Ani", ANI, "Ani Wulandari")
    assert f"Sudah {TRIES} kali" in told
    assert "[➡️ Saya tidak ada di daftar]" in told
    assert isinstance(door.app.desk.clock, Clock)
    door.app.desk.clock.now += 86_400_000
    assert "✅ Terhubung" in await says(door, "Ani", "/start", ANI, "Ani Wulandari")


async def test_a_nip_that_cannot_be_one_is_no_try(door: ServiceDoor) -> None:
    await says(door, "Ani", *START)
    for _ in range(TRIES + 1):
        assert "18 angka" in await says(door, "Ani", "123")
    assert "✅ Terhubung" in await says(door, "Ani", ANI, "Ani Wulandari")


@pytest.mark.parametrize(
    "typed", ["1,98E+17", "198001012005011000", "198013012005011001", "198001012005013001"]
)
async def test_its_owner_is_not_told_the_faults_of_a_spreadsheet(
    door: ServiceDoor, typed: str
) -> None:
    await says(door, "Ani", *START)
    told = await says(door, "Ani", typed)
    assert "Nomor itu tidak mungkin benar" in told
    assert "Excel" not in told
    assert "ke-1" not in told


async def test_neither_a_nip_nor_a_name_that_was_typed_is_kept(door: ServiceDoor) -> None:
    await says(door, "Ani", *START, ANI)
    rows = await execute(door.app.store.database, "SELECT expects FROM people")
    assert rows[0]["expects"].startswith("nipname:")
    assert ANI not in rows[0]["expects"]
    await says(door, "Ani", "Rahasia Sekali")
    rows = await execute(door.app.store.database, "SELECT * FROM people")
    assert "Rahasia" not in str([tuple(row) for row in rows])


async def test_a_link_makes_whoever_opens_it_the_one_that_it_is_for(door: ServiceDoor) -> None:
    mine, *_ = await links(door.app.desk, "DEMO")
    asked = await says(door, "Ani", f"/start {mine.start}", "[Saya setuju]")
    assert "Apakah ini Anda?\nAni Wulandari\nInstansi Contoh" in asked
    await says(door, "Ani", "[Ya, ini saya]", "[Bahasa Indonesia]")
    done = await says(door, "Ani", "[PNS]")
    assert "Pendaftaran selesai" in done
    assert await person(door.app, "Ani") == ("Ani Wulandari", "DEMO", "DINKES", True)


async def test_a_link_is_used_up_by_the_first(door: ServiceDoor) -> None:
    mine, *_ = await links(door.app.desk, "DEMO")
    await says(door, "Ani", f"/start {mine.start}", "[Saya setuju]", "[Ya, ini saya]")
    told = await says(door, "Budi", f"/start {mine.start}", "[Saya setuju]")
    assert "tidak berlaku" in told
    code = encode(ClaimLink(mine.start))
    assert "tidak berlaku" in await says(door, "Budi", f"(forged {code})")
    assert await person(door.app, "Budi") == ("Budi", None, None, False)


async def test_who_is_not_the_one_says_so_and_nothing_happens(door: ServiceDoor) -> None:
    mine, *_ = await links(door.app.desk, "DEMO")
    await says(door, "Ani", *START, "[Saya tidak ada di daftar]", "[Dinas Pendidikan]")
    assert "Menu utama" in await says(door, "Ani", f"/start {mine.start}", "[Bukan saya]")
    assert await person(door.app, "Ani") == ("Ani", "DEMO", "DISDIK", True)
    assert await door.app.store.roster.of_person(CAST["Ani"]) == []


async def test_links_stay_the_same_until_they_are_used(door: ServiceDoor) -> None:
    first = await links(door.app.desk, "DEMO")
    assert await links(door.app.desk, "DEMO") == first
    assert [link.last_four for link in first] == ["2001", "1002", "2003"]
    await says(door, "Ani", f"/start {first[0].start}", "[Saya setuju]", "[Ya, ini saya]")
    assert await links(door.app.desk, "DEMO") == first[1:]
    [entry] = await door.app.store.roster.of_person(CAST["Ani"])
    await door.app.store.roster.release("DEMO", entry.entry)
    again = await links(door.app.desk, "DEMO")
    assert again[1:] == first[1:]
    assert again[0].start != first[0].start


async def test_a_link_takes_somebody_registered_elsewhere_here(door: ServiceDoor) -> None:
    await says(door, "Ani", "/start lain", *START[1:])
    assert await person(door.app, "Ani") == ("Ani", "LAIN", None, True)
    mine, *_ = await links(door.app.desk, "DEMO")
    await says(door, "Ani", f"/start {mine.start}", "[Ya, ini saya]")
    assert await person(door.app, "Ani") == ("Ani Wulandari", "DEMO", "DINKES", True)


async def test_one_person_is_no_second_entry(door: ServiceDoor) -> None:
    mine, other, _ = await links(door.app.desk, "DEMO")
    await says(door, "Ani", f"/start {mine.start}", "[Saya setuju]", "[Ya, ini saya]")
    assert "sudah terhubung" in await says(door, "Ani", f"/start {other.start}", "[Ya, ini saya]")
    assert len(await door.app.store.roster.of_person(CAST["Ani"])) == 1


async def test_an_agency_without_a_roster_asks_for_no_nip(door: ServiceDoor) -> None:
    told = await says(door, "Ani", "/start lain", *START[1:])
    assert "NIP" not in told
    assert "Pendaftaran selesai" in told


async def test_whoever_claimed_comes_back_to_the_agency_without_being_asked(
    door: ServiceDoor,
) -> None:
    await says(door, "Ani", *START, ANI, "Ani Wulandari")
    await says(door, "Ani", "/start lain", "[Ya, pindah]")
    told = await says(door, "Ani", "/start demo", "[Ya, pindah]")
    assert "Pendaftaran selesai" in told
    assert await person(door.app, "Ani") == ("Ani Wulandari", "DEMO", "DINKES", True)
