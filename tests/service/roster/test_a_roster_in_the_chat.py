"""A file that an officer sends: reported, confirmed once, by those alone who may."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.agencies.agency import Role
from bot.agencies.people import Person
from bot.app import App
from bot.errors import FetchError
from bot.screens.incoming import Document, Incoming, Sender, Text
from bot.screens.screen import Reply
from bot.service.buttons import encode
from bot.service.roster.office import Roster
from bot.service.roster.people import (
    AskRelease,
    FindEntry,
    GiveLinks,
    ReleaseEntry,
    ShowEntry,
)
from bot.service.roster.screens import RosterConfirm, RosterExample
from tests.dialogues.stage import Clock, World
from tests.imports.workbooks import workbook
from tests.service.rosters import ALL, ANI, BUDI, button, listed, send, shown, table, tap
from tests.store.raw import execute

OFFICER, OTHER, OF_UNIT, VIEWER, LEARNER, OF_TWO, THIEF = 11, 12, 13, 14, 15, 16, 17


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    async with World.make(tmp_path).app() as app:
        for person in (OFFICER, OTHER, OF_UNIT, VIEWER, LEARNER, OF_TWO, THIEF):
            named = Person(person, "Petugas", "uji-1", 1, "id", "pns", "LAIN", None, 2)
            await app.store.people.add(named)
        await office(app, OFFICER, "DEMO", "petugas")
        await office(app, OTHER, "DEMO", "petugas")
        await office(app, OF_UNIT, "DEMO", "petugas", "DINKES")
        await office(app, VIEWER, "DEMO", "pengamat")
        await office(app, OF_TWO, "DEMO", "petugas")
        await office(app, OF_TWO, "LAIN", "petugas")
        yield app


async def office(app: App, person: int, agency: str, role: Role, unit: str | None = None) -> None:
    said = "NULL" if unit is None else f"'{unit}'"
    await execute(
        app.store.database,
        "INSERT INTO offices (person, agency, unit, role, granted_at)"
        f" VALUES ({person}, '{agency}', {said}, '{role}', 1)",
    )


async def entries(app: App, agency: str = "DEMO") -> list[str]:
    return sorted(entry.name for entry in await app.store.roster.all(agency))


async def test_a_file_is_reported_and_imported_after_the_confirmation(app: App) -> None:
    reply = await send(app, OFFICER, ALL)
    assert "baru: 3" in shown(app, reply)
    assert await entries(app) == []
    done = await tap(app, OFFICER, button(app, reply, "Impor"))
    assert "Sudah diimpor" in shown(app, done)
    assert await entries(app) == ["Ani Wulandari", "Budi Prasetyo", "Citra K"]


async def test_a_workbook_is_as_good(app: App) -> None:
    raw = workbook([["NIP", "Nama", "Unit"], [ANI, "Ani", "DINKES"], [1.98e17, "Budi", None]])
    text = shown(app, await send(app, OFFICER, raw, "daftar.xlsx"))
    assert "Baris 3: NIP dirusak Excel" in text


async def test_a_second_tap_on_the_confirmation_does_nothing_more(app: App) -> None:
    data = button(app, await send(app, OFFICER, ALL), "Impor")
    await tap(app, OFFICER, data)
    again = shown(app, await tap(app, OFFICER, data))
    assert "tidak berlaku lagi" in again
    assert "Pegawai di daftar: <b>3</b>" in again


async def test_of_two_officers_at_once_the_second_sees_a_new_report(app: App) -> None:
    mine = button(app, await send(app, OFFICER, ALL), "Impor")
    theirs = button(app, await send(app, OTHER, table(f"{ANI};Ani Wulandari;DISDIK")), "Impor")
    await tap(app, OFFICER, mine)
    reply = await tap(app, OTHER, theirs)
    text = shown(app, reply)
    assert "berubah sejak laporan tadi" in text
    assert "tidak ada lagi: 2" in text
    assert "Lebih dari separuh" in text
    assert len(await entries(app)) == 3
    await tap(app, OTHER, button(app, reply, "Impor"))
    assert (await app.store.roster.ended("DEMO")) == 2


async def test_nobody_confirms_what_another_sent(app: App) -> None:
    data = button(app, await send(app, OFFICER, ALL), "Impor")
    assert "tidak berlaku lagi" in shown(app, await tap(app, OTHER, data))
    assert await entries(app) == []


async def test_who_lost_the_office_in_between_imports_nothing(app: App) -> None:
    data = button(app, await send(app, OFFICER, ALL), "Impor")
    await execute(app.store.database, f"DELETE FROM offices WHERE person = {OFFICER}")
    assert "hanya diurus petugas" in shown(app, await tap(app, OFFICER, data))
    assert await entries(app) == []


async def test_a_report_is_good_for_a_day(app: App) -> None:
    data = button(app, await send(app, OFFICER, ALL), "Impor")
    assert isinstance(app.desk.clock, Clock)
    app.desk.clock.now += 86_400_000
    assert "tidak berlaku lagi" in shown(app, await tap(app, OFFICER, data))
    assert await entries(app) == []


async def test_a_report_that_is_given_up_is_forgotten(app: App) -> None:
    reply = await send(app, OFFICER, ALL)
    confirm = button(app, reply, "✅ Impor")
    assert "Tidak jadi" in shown(app, await tap(app, OFFICER, button(app, reply, "Jangan")))
    await tap(app, OFFICER, confirm)
    assert await entries(app) == []


async def test_many_wrong_rows_come_as_a_file_with_all_of_them(app: App) -> None:
    rows = [f"1,98E+17;Orang {n};DINKES" for n in range(25)]
    reply = await send(app, OFFICER, table(*rows))
    assert "dan 15 lagi" in shown(app, reply)
    assert reply.screen is not None
    [file] = reply.screen.files
    found = list(load_workbook(io.BytesIO(file.body)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert [row[0] for row in found] == ["Baris", *range(2, 27)]
    assert "NIP dirusak Excel" in str(found[1][1])


@pytest.mark.parametrize("person", [OF_UNIT, VIEWER, LEARNER])
async def test_whoever_manages_no_whole_agency_imports_nothing(app: App, person: int) -> None:
    reply = await send(app, person, ALL)
    assert "Laporan berkas" not in shown(app, reply)
    for data in (encode(Roster("DEMO")), encode(RosterExample("DEMO"))):
        said = shown(app, await tap(app, person, data))
        assert said == shown(app, await tap(app, person, data.replace("DEMO", "GAIB")))
        assert "hanya diurus petugas" in said
    assert await entries(app) == []


async def test_who_manages_two_agencies_says_first_which(app: App) -> None:
    assert "instansi mana" in shown(app, await send(app, OF_TWO, ALL))
    await tap(app, OF_TWO, encode(Roster("LAIN")))
    reply = await send(app, OF_TWO, table(f"{BUDI};Budi;"))
    await tap(app, OF_TWO, button(app, reply, "Impor"))
    assert (await entries(app), await entries(app, "LAIN")) == ([], ["Budi"])


@pytest.mark.parametrize(
    "raw", [b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04 rusak", b"\xd0\xcf\x11\xe0"]
)
async def test_a_file_that_is_no_table_is_told_so(app: App, raw: bytes) -> None:
    assert "tidak bisa dibaca" in shown(app, await send(app, OFFICER, raw, "foto <b>.png"))


async def test_a_file_that_is_too_large_or_lost_is_told_so(app: App) -> None:
    async def lost() -> bytes:
        raise FetchError("gone")

    for size, told in ((1, "tidak berhasil diunduh"), (21 << 20, "paling besar 20 MB")):
        act = Document("daftar.csv", size, lost)
        reply = await app.handle(Incoming(Sender(OFFICER, "P"), act))
        assert told in shown(app, reply)
        assert ("Perbaiki berkasnya" in shown(app, reply)) == (size > 1)


async def test_the_example_file_can_be_sent_as_it_is(app: App) -> None:
    reply = await tap(app, OFFICER, encode(RosterExample("DEMO")))
    assert reply.screen is not None
    text = shown(app, await send(app, OFFICER, reply.screen.files[0].body))
    assert "baru: 2" in text
    assert "baris salah: 0" in text


async def test_the_same_file_again_has_nothing_to_do(app: App) -> None:
    await listed(app)
    told = shown(app, await send(app, OFFICER, ALL))
    assert "sudah persis" in told
    assert "Perbaiki berkasnya" not in told


async def test_a_unit_that_closed_in_between_stops_the_import(app: App) -> None:
    data = button(app, await send(app, OFFICER, ALL), "Impor")
    await app.store.units.close("DEMO", "DINKES", app.desk.clock())
    assert "sudah ditutup" in shown(app, await tap(app, OFFICER, data))
    assert await entries(app) == []


async def test_a_forged_confirmation_finds_nothing(app: App) -> None:
    assert "tidak berlaku" in shown(app, await tap(app, OFFICER, encode(RosterConfirm("x"))))


async def claimed(app: App) -> ShowEntry:
    """Somebody has claimed Ani's entry, wrongly."""
    await listed(app)
    [entry] = await app.store.roster.named("DEMO", "wulan", 5)
    assert await app.store.roster.claim("DEMO", entry.entry, THIEF, 5)
    return ShowEntry("DEMO", entry.entry)


async def types(app: App, person: int, text: str) -> Reply:
    return await app.handle(Incoming(Sender(person, "Petugas"), Text(text)))


async def test_an_entry_that_the_wrong_person_claimed_is_found_and_freed(app: App) -> None:
    await claimed(app)
    home = await tap(app, OFFICER, encode(Roster("DEMO")))
    await tap(app, OFFICER, button(app, home, "Cari pegawai"))
    assert "Tidak ada pegawai bernama" in shown(app, await types(app, OFFICER, "Zzz"))
    card = await tap(app, OFFICER, button(app, await types(app, OFFICER, "WULAN"), "Ani"))
    assert "Terhubung dengan sebuah akun" in shown(app, card)
    asked = await tap(app, OFFICER, button(app, card, "Lepaskan"))
    assert "Lepaskan <b>Ani Wulandari</b> dari akunnya?" in shown(app, asked)
    assert len(await app.store.roster.of_person(THIEF)) == 1
    left = await tap(app, OFFICER, button(app, asked, "Tidak jadi"))
    assert "Terhubung dengan sebuah akun" in shown(app, left)
    freed = await tap(app, OFFICER, button(app, asked, "Ya, lepaskan"))
    assert "Belum terhubung" in shown(app, freed)
    assert await app.store.roster.of_person(THIEF) == []
    assert (await app.store.trail.page("DEMO", 1))[0].action == "roster.release"
    for old in (button(app, card, "Lepaskan"), button(app, asked, "Ya, lepaskan")):
        assert "Tombol itu" in shown(app, await tap(app, OFFICER, old))


async def test_links_come_as_a_file_for_those_who_are_not_matched(app: App) -> None:
    await claimed(app)
    reply = await tap(app, OFFICER, encode(GiveLinks("DEMO")))
    assert reply.screen is not None
    [file] = reply.screen.files
    rows = list(load_workbook(io.BytesIO(file.body)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert [row[0] for row in rows] == ["Nama", "Budi Prasetyo", "Citra K"]
    assert str(rows[1][3]).startswith("/start rst_")


@pytest.mark.parametrize("person", [OF_UNIT, VIEWER, LEARNER])
async def test_nobody_else_sees_or_frees_an_entry(app: App, person: int) -> None:
    entry = (await claimed(app)).entry
    for action in (FindEntry, GiveLinks):
        assert "hanya diurus" in shown(app, await tap(app, person, encode(action("DEMO"))))
    for kind in (ShowEntry, AskRelease, ReleaseEntry):
        told = shown(app, await tap(app, person, encode(kind("DEMO", entry))))
        assert told == shown(app, await tap(app, person, encode(kind("DEMO", "gaib"))))
        assert "Wulandari" not in told
    await app.store.people.expect(person, "rostername:DEMO")
    assert "Wulandari" not in shown(app, await types(app, person, "Ani"))
    assert len(await app.store.roster.of_person(THIEF)) == 1


async def test_an_entry_of_another_agency_is_none_of_this_one(app: App) -> None:
    entry = (await claimed(app)).entry
    told = shown(app, await tap(app, OF_TWO, encode(ShowEntry("LAIN", entry))))
    assert "Wulandari" not in told


async def test_the_operator_sends_one_for_any_agency(app: App) -> None:
    operator = next(iter(app.desk.admins))
    await app.store.people.add(Person(operator, "Op", "uji-1", 1, "id", "pns", "LAIN", None, 2))
    await tap(app, operator, encode(Roster("DEMO")))
    reply = await send(app, operator, ALL)
    await tap(app, operator, button(app, reply, "Impor"))
    assert len(await entries(app)) == 3
