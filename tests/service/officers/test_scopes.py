"""What an office covers: an agency, or a unit and everything below it; and whether it manages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.agencies.agency import Unit
from bot.agencies.people import Person
from bot.app import App
from bot.screens.incoming import Sender
from bot.service.desk import Visit
from bot.service.officers.access import Scope, scope_of, scopes
from bot.service.officers.invitations import invite, redeem
from tests.dialogues.stage import AGENCIES, CAST, World

ANI, BUDI, _, OPERATOR = CAST.values()
DEEP = (
    Unit("DEMO", "P2P", "Pencegahan", "DINKES"),
    Unit("DEMO", "SURV", "Surveilans", "P2P"),
    Unit("LAIN", "DINKES", "Dinas yang Lain"),
    Unit("LAIN", "JAUH", "Jauh", "DINKES"),
)


@pytest.fixture
async def app(tmp_path: Path, url: str) -> AsyncIterator[App]:
    async with World.make(tmp_path, url).app() as app:
        await app.store.agencies.put(AGENCIES, DEEP)
        yield app


def visit(app: App, person: int) -> Visit:
    someone = Person(person, "Orang", "uji-1", 1, "id", "pns", "DEMO", None, 2)
    return Visit(app.desk, Sender(person, "Orang"), someone, None, app.desk.library.current)


async def test_a_unit_is_covered_with_all_below_it_and_nothing_else(app: App) -> None:
    await redeem(visit(app, ANI), await invite(app.desk, "DEMO", "petugas", 7, unit="DINKES"))
    scope = await scope_of(visit(app, ANI), "DEMO", manage=True)
    assert scope == Scope("DEMO", "DINKES", True, frozenset({"DINKES", "P2P", "SURV"}))
    assert [unit for unit in ("DINKES", "SURV", "DISDIK", "JAUH", None) if scope.covers(unit)] == [
        "DINKES",
        "SURV",
    ]
    assert await scopes(visit(app, ANI)) == [scope]
    assert await scope_of(visit(app, ANI), "LAIN") is None


async def test_a_whole_agency_covers_those_without_a_unit_too(app: App) -> None:
    await redeem(visit(app, ANI), await invite(app.desk, "DEMO", "pengamat", 7))
    scope = await scope_of(visit(app, ANI), "DEMO")
    assert scope == Scope("DEMO")
    assert scope.covers(None)
    assert scope.covers("SURV")


async def test_a_viewer_manages_nothing(app: App) -> None:
    await redeem(visit(app, ANI), await invite(app.desk, "DEMO", "pengamat", 7, unit="P2P"))
    assert await scope_of(visit(app, ANI), "DEMO", manage=True) is None
    assert await scope_of(visit(app, ANI), "DEMO") is not None


async def test_a_unit_that_moves_takes_its_officer_along_no_further(app: App) -> None:
    await redeem(visit(app, ANI), await invite(app.desk, "DEMO", "petugas", 7, unit="P2P"))
    await app.store.agencies.put(AGENCIES, [Unit("DEMO", "SURV", "Surveilans", "DISDIK")])
    scope = await scope_of(visit(app, ANI), "DEMO")
    assert scope is not None
    assert scope.units == frozenset({"P2P"})


async def test_an_operator_has_every_agency_and_a_stranger_none(app: App) -> None:
    for code, found in (("DEMO", Scope("DEMO", manages=True)), ("TIADA", None)):
        assert await scope_of(visit(app, OPERATOR), code, manage=True) == found
        assert await scope_of(visit(app, BUDI), code) is None
    assert await scopes(visit(app, OPERATOR)) == []
