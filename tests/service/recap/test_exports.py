"""Exports: what an agency may have as a file, streamed, on the trail, and nobody's answers."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.agencies.agency import Agency
from bot.agencies.roster import Line
from bot.app import App
from bot.service.campaigns.care import create
from bot.service.campaigns.plan import Plan
from bot.service.officers.access import Scope
from bot.service.recap.export import write_agency, write_national
from bot.service.recap.export_sheets import VIEWS, View
from bot.service.recap.numbers import standings
from bot.service.upkeep.pooling import pool
from bot.store.roster import Work
from tests.dialogues.stage import Clock, World
from tests.service.takers import take

DAY = datetime(2024, 10, 1)  # noqa: DTZ001 - as the file has it
WHOLE = Scope("DEMO", None, manages=True)


@pytest.fixture
async def app(tmp_path: Path, url: str) -> AsyncIterator[App]:
    async with World.make(tmp_path, url).app() as app:
        lines = [
            Line("e1", "1111", "=HYPERLINK(1)", "DINKES"),
            Line("e2", "2222", "Rina", "DISDIK"),
            Line("e3", "3333", "Tono", None),
        ]
        await app.store.roster.rewrite(Work("DEMO", 0, lines, [], [], 40, "missing"))
        for person in range(1, 7):
            await take(app, person, right=person > 2)
        await app.store.roster.claim("DEMO", "e2", 1, 70)
        await pool(app.desk)
        yield app


async def book(app: App, scope: Scope = WHOLE) -> Workbook:
    file = io.BytesIO()
    assert await write_agency(app.desk, scope, 7, "id", "xlsx", VIEWS, file)
    return load_workbook(file)


def rows(found: Workbook, tab: str) -> list[list[object]]:
    return [list(row) for row in found[tab].iter_rows(values_only=True)]


async def test_there_is_a_sheet_for_each_view(app: App) -> None:
    found = await book(app)
    assert found.sheetnames == [
        "Ringkasan",
        "Unit",
        "Per bulan",
        "Pegawai",
        "Penugasan",
        "Titik lemah",
    ]
    for tab in found:
        assert tab.freeze_panes == "A2"
        assert tab.auto_filter.ref is not None


async def test_the_summary_and_the_months_count_people(app: App) -> None:
    found = await book(app)
    assert rows(found, "Ringkasan")[1] == ["Modul uji", 3, 6, 0, 6, 4, 2]
    assert rows(found, "Per bulan")[1] == [DAY, "semua modul", 6, 6, 4]


async def test_the_people_are_those_of_the_roster_with_dates_and_no_formula(app: App) -> None:
    found = await book(app)
    heading, *people = rows(found, "Pegawai")
    assert heading[:5] == ["Nama", "NIP (4 akhir)", "Kode unit", "Unit", "Terdaftar pada"]
    assert [row[0] for row in people] == ["=HYPERLINK(1)", "Rina", "Tono"]
    assert {found["Pegawai"][f"A{n}"].data_type for n in range(2, 5)} == {"s"}
    rina = dict(zip(heading, people[1], strict=True))
    assert rina["Modul uji"] == "selesai"
    assert rina["Modul uji: selesai"] == DAY
    assert rina["Modul uji: lulus"] is None
    assert people[2][4:] == [None, *["belum terhubung", None, None] * ((len(heading) - 5) // 3)]


async def test_weak_spots_are_told_by_groups(app: App) -> None:
    told = rows(await book(app), "Titik lemah")[1:]
    assert told
    assert all(row[1] == 6 and row[2] == 2 for row in told)


async def test_every_export_is_on_the_trail_with_what_it_held(app: App) -> None:
    await book(app)
    [line] = await app.store.trail.page("DEMO", 9)
    assert (line.actor, line.action) == (7, "export")
    assert "people" in line.detail
    assert "Rina" not in line.detail


async def test_who_looks_after_a_unit_has_only_that_unit(app: App) -> None:
    found = await book(app, Scope("DEMO", "DISDIK", units=frozenset({"DISDIK"})))
    assert [row[0] for row in rows(found, "Pegawai")[1:]] == ["Rina"]
    assert {row[1] for row in rows(found, "Unit")[1:]} == {"DISDIK"}
    assert rows(found, "Per bulan")[1:] == []
    assert rows(found, "Titik lemah")[1:] == []
    assert rows(found, "Ringkasan")[1] == [None, 1, 1, 0, 0, 0, 0]


async def test_csv_opens_in_excel_and_holds_one_view(app: App) -> None:
    file = io.BytesIO()
    views: tuple[View, ...] = ("people",)
    await write_agency(app.desk, WHOLE, 0, "id", "csv", views, file)
    assert file.getvalue().startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in read] == ["Nama", "'=HYPERLINK(1)", "Rina", "Tono"]
    assert "2024-10-01" in read[2]


async def test_an_unknown_agency_gives_nothing(app: App) -> None:
    assert not await write_agency(
        app.desk, Scope("TIADA", None), 0, "id", "xlsx", VIEWS, io.BytesIO()
    )


async def test_more_people_than_a_page_all_come_once(app: App) -> None:
    lines = [Line(f"x{n:04}", "0000", f"Orang {n % 7}", None) for n in range(1203)]
    await app.store.roster.rewrite(Work("DEMO", 1, lines, [], [], 41, "missing"))
    assert len(rows(await book(app), "Pegawai")) == 1 + 3 + 1203


async def test_provinces_are_ready_for_a_map(app: App) -> None:
    await app.store.agencies.put([Agency("DEMO", "Instansi Contoh", headcount=12)])
    file = io.BytesIO()
    await write_national(app.desk, 9, "id", "xlsx", file)
    found = load_workbook(file)
    assert found.sheetnames == ["Instansi", "Provinsi"]
    first, second = rows(found, "Instansi")[1:]
    assert first[:3] == [1, "DEMO", "Instansi Contoh"]
    assert first[5:] == [12, 6, 6, 6, 4, 0.5]
    assert second[:2] == [2, "LAIN"]
    assert rows(found, "Provinsi")[-1][:4] == [None, None, None, 2]
    assert [line.action for line in await app.store.trail.page("LAIN", 9)] == ["export"]


async def test_a_screen_counts_no_more_campaigns_than_it_shows(app: App) -> None:
    agency = Agency("DEMO", "Instansi Contoh")
    today = date(2024, 10, 1)
    for units in ((), ("DISDIK",), (), ("DINKES",)):
        await create(app.desk, agency, Plan("uji", today, today, units))
        assert isinstance(app.desk.clock, Clock)
        app.desk.clock.now += 1
    every = await standings(app.desk, WHOLE)
    asked = app.store.database.round_trips
    assert await standings(app.desk, WHOLE, 1) == every[:1]
    assert app.store.database.round_trips - asked < 5
    mine = Scope("DEMO", "DISDIK", manages=True, units=frozenset({"DISDIK"}))
    found = [one.campaign.units for one in await standings(app.desk, mine)]
    assert found == [(), ("DISDIK",), ()]
