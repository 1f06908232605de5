"""What the operator does with agencies and units leaves a trail and keeps the past."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.agencies.agency import Agency, Unit
from bot.app import App
from bot.errors import ListingError
from bot.service.officers import agency_care
from tests.dialogues.stage import World

DEMO = Agency("DEMO", "Instansi Contoh")
DINKES = Unit("DEMO", "DINKES", "Dinas Kesehatan")
GIZI = Unit("DEMO", "GIZI", "Seksi Gizi", "DINKES")


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    async with World.make(tmp_path).app() as app:
        await app.store.agencies.put([], [GIZI])
        yield app


async def trail(app: App, agency: str = "DEMO") -> list[tuple[str, dict[str, object]]]:
    return [(t.action, json.loads(t.detail)) for t in await app.store.trail.page(agency, 20)]


async def test_an_import_leaves_a_line_for_each_agency(app: App) -> None:
    done, closed = await agency_care.import_listing(app.desk, [DEMO], [DINKES, GIZI])
    assert (done.units.unchanged, closed) == (2, [])
    assert await trail(app) == [("agencies.import", {"units": 2})]
    assert await trail(app, "LAIN") == []


async def test_each_change_leaves_its_line(app: App) -> None:
    desk = app.desk
    assert await agency_care.rename(desk, "DEMO", "GIZI", " Bidang  Gizi ") == "Seksi Gizi"
    assert await agency_care.rename(desk, "DEMO", "", "Instansi Baru", by=7) == DEMO.name
    await agency_care.merge(desk, "DEMO", "GIZI", "DISDIK")
    await agency_care.close(desk, "DEMO", "DINKES")
    assert sorted(action for action, _ in await trail(app)) == [
        "unit.close",
        "unit.merge",
        "unit.rename",
        "unit.rename",
    ]
    assert ("unit.rename", {"unit": "GIZI", "from": "Seksi Gizi", "to": "Bidang Gizi"}) in (
        await trail(app)
    )


async def test_a_unit_may_go_into_one_below_it(app: App) -> None:
    await agency_care.merge(app.desk, "DEMO", "DINKES", "GIZI")
    units = {unit.code: unit.parent for unit in await app.store.agencies.units("DEMO")}
    assert units == {"DINKES": "GIZI", "DISDIK": None, "GIZI": None}


@pytest.mark.parametrize(
    ("unit", "into", "told"),
    [
        ("DINKES", "GAIB", "agency DEMO has no unit GAIB"),
        ("GAIB", "DINKES", "agency DEMO has no unit GAIB"),
        ("DINKES", "DINKES", "into itself"),
        ("DINKES", "DISDIK", "unit DISDIK is closed"),
    ],
)
async def test_what_cannot_be_merged_is_told_and_nothing_is_done(
    app: App, unit: str, into: str, told: str
) -> None:
    await agency_care.close(app.desk, "DEMO", "DISDIK")
    with pytest.raises(ListingError, match=told):
        await agency_care.merge(app.desk, "DEMO", unit, into)
    assert len(await trail(app)) == 1


async def test_what_cannot_be_closed_or_renamed_is_told(app: App) -> None:
    with pytest.raises(ListingError, match="open units below it"):
        await agency_care.close(app.desk, "DEMO", "DINKES")
    with pytest.raises(ListingError, match="there is no agency GAIB"):
        await agency_care.close(app.desk, "GAIB", "DINKES")
    with pytest.raises(ListingError, match="a name has 1 to 120 letters"):
        await agency_care.rename(app.desk, "DEMO", "", " ")
    with pytest.raises(ListingError, match="has no unit GAIB"):
        await agency_care.rename(app.desk, "DEMO", "GAIB", "X")


async def test_no_list_hangs_a_unit_below_a_closed_one(app: App) -> None:
    await agency_care.close(app.desk, "DEMO", "DISDIK")
    under = replace(GIZI, parent="DISDIK")
    with pytest.raises(ListingError, match="unit GIZI of DEMO: its parent DISDIK is closed"):
        await agency_care.import_listing(app.desk, [DEMO], [under])
    closed = Unit("DEMO", "DISDIK", "Nama Lain")
    done, kept = await agency_care.import_listing(app.desk, [DEMO], [closed])
    assert (done.units.changed, kept) == (0, ["DEMO/DISDIK"])
