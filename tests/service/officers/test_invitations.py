"""A role never widens by a link that was forwarded, kept or shared."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.agencies.agency import Office, Role
from bot.agencies.people import Person
from bot.app import App
from bot.errors import ListingError
from bot.screens.incoming import Sender
from bot.service.desk import Visit
from bot.service.officers.invitation_notice import taken
from bot.service.officers.invitations import DAY, invite, redeem
from tests.dialogues.stage import CAST, World

ANI, BUDI, CITRA, OPERATOR = CAST.values()


@pytest.fixture
async def app(tmp_path: Path, url: str) -> AsyncIterator[App]:
    async with World.make(tmp_path, url).app() as app:
        for person, agency in ((ANI, "DEMO"), (BUDI, "DEMO"), (CITRA, "LAIN"), (OPERATOR, "LAIN")):
            await app.store.people.add(
                Person(person, "Orang", "uji-1", 1, "id", "pns", agency, None, 2)
            )
        yield app


async def opens(app: App, person: int, code: str) -> Office | str:
    found = (await app.store.people.state(person)).person
    assert found is not None
    return await redeem(
        Visit(app.desk, Sender(person, "Orang"), found, None, app.desk.library.current), code
    )


async def officer(app: App, person: int, unit: str | None = None, role: Role = "petugas") -> Office:
    office = await opens(app, person, await invite(app.desk, "DEMO", role, 7, unit=unit))
    assert isinstance(office, Office)
    return office


async def test_an_officer_invites_within_the_own_agency(app: App) -> None:
    await officer(app, ANI)
    code = await invite(app.desk, "DEMO", "petugas", 7, by=ANI, unit="DINKES")
    assert await opens(app, BUDI, code) == Office(BUDI, "DEMO", "petugas", "DINKES")


async def test_its_own_maker_gains_nothing_and_it_stays_valid(app: App) -> None:
    await officer(app, ANI, "DINKES")
    code = await invite(app.desk, "DEMO", "pengamat", 7, by=ANI, unit="DINKES")
    assert await opens(app, ANI, code) == "own"
    assert isinstance(await opens(app, BUDI, code), Office)


async def test_a_learner_of_another_agency_gains_nothing_by_a_forwarded_link(app: App) -> None:
    await officer(app, ANI)
    code = await invite(app.desk, "DEMO", "petugas", 7, by=ANI)
    assert await opens(app, CITRA, code) == "elsewhere"
    assert await app.store.offices.of(CITRA) == []
    assert isinstance(await opens(app, BUDI, code), Office)


async def test_only_the_operator_invites_from_one_agency_to_another(app: App) -> None:
    code = await invite(app.desk, "DEMO", "pengamat", 7, by=OPERATOR)
    assert await opens(app, OPERATOR, code) == "own"
    assert await opens(app, CITRA, code) == Office(CITRA, "DEMO", "pengamat")


async def test_an_operator_needs_no_invitation(app: App) -> None:
    code = await invite(app.desk, "DEMO", "petugas", 7)
    assert await opens(app, OPERATOR, code) == "operator"
    assert await app.store.offices.of(OPERATOR) == []


async def news(app: App) -> list[tuple[int, str]]:
    """What waits to be told, and to whom, in words."""
    told = []
    for waiting in await app.store.outbox.due(app.desk.clock(), 10):
        screen = await taken(app.desk, waiting.notice)
        words = "" if screen is None else app.wording.plain(screen.paragraphs[0], "id")
        told.append((waiting.notice.person, words))
    return told


async def test_its_maker_is_told_who_opened_it_and_the_command_line_is_not(app: App) -> None:
    office = await officer(app, ANI)
    assert await news(app) == []
    code = await invite(app.desk, "DEMO", "pengamat", 7, by=ANI, unit="DINKES")
    await opens(app, BUDI, code)
    [(maker, words)] = await news(app)
    assert maker == ANI
    assert (
        "Orang membuka undangan Anda dan kini menjadi pengamat Instansi Contoh (Dinas Kesehatan"
        in words
    )
    await app.store.offices.revoke(office, app.desk.clock())
    assert await news(app) == [(ANI, "")], "who lost the office is not told any more"


async def test_nobody_is_told_of_a_role_that_was_taken_back(app: App) -> None:
    await officer(app, ANI)
    office = await opens(app, BUDI, await invite(app.desk, "DEMO", "pengamat", 7, by=ANI))
    assert isinstance(office, Office)
    await app.store.offices.revoke(office, app.desk.clock())
    assert await news(app) == [(ANI, "")]


async def test_it_opens_once(app: App) -> None:
    code = await invite(app.desk, "DEMO", "petugas", 7)
    assert isinstance(await opens(app, ANI, code), Office)
    assert await opens(app, ANI, code) == "bad"
    assert await opens(app, BUDI, code) == "bad"


async def test_of_two_at_the_same_time_one_gets_it(app: App) -> None:
    code = await invite(app.desk, "DEMO", "petugas", 7)
    got = await asyncio.gather(*(opens(app, person, code) for person in (ANI, BUDI)))
    assert sorted(isinstance(one, Office) for one in got) == [False, True]


async def test_it_expires(tmp_path: Path) -> None:
    world = World.make(tmp_path)
    async with world.app() as app:
        await app.store.people.add(Person(ANI, "Orang", "uji-1", 1, "id", "pns", "DEMO", None, 2))
        code = await invite(app.desk, "DEMO", "petugas", 3)
        world.clock.now += 3 * DAY
        assert await opens(app, ANI, code) == "bad"


async def test_it_dies_with_its_makers_office(app: App) -> None:
    office = await officer(app, ANI)
    code = await invite(app.desk, "DEMO", "petugas", 7, by=ANI)
    assert await app.store.offices.revoke(office, app.desk.clock())
    assert await opens(app, BUDI, code) == "bad"
    await officer(app, ANI)
    assert await opens(app, BUDI, code) == "bad", "it does not come to life again"


async def test_nobody_gives_what_they_do_not_have(app: App) -> None:
    await officer(app, ANI, "DINKES")
    for made in (
        await invite(app.desk, "DEMO", "petugas", 7, by=ANI),
        await invite(app.desk, "DEMO", "petugas", 7, by=ANI, unit="DISDIK"),
        await invite(app.desk, "LAIN", "petugas", 7, by=ANI),
        await invite(app.desk, "DEMO", "petugas", 7, by=CITRA),
    ):
        assert await opens(app, BUDI, made) == "bad"
    await officer(app, CITRA, None, "pengamat")
    assert await opens(app, BUDI, await invite(app.desk, "DEMO", "pengamat", 7, by=CITRA)) == "bad"


async def test_what_gives_no_more_is_not_used_up(app: App) -> None:
    held = await officer(app, ANI, "DINKES")
    for role, unit in (("pengamat", None), ("petugas", "DISDIK"), ("petugas", "DINKES")):
        code = await invite(app.desk, "DEMO", role, 7, unit=unit)  # type: ignore[arg-type]
        assert await opens(app, ANI, code) == "nothing"
        assert isinstance(await opens(app, BUDI, code), Office)
        [office] = await app.store.offices.of(BUDI)
        await app.store.offices.revoke(office, app.desk.clock())
    assert await app.store.offices.of(ANI) == [held]
    assert (await officer(app, ANI)).unit is None


async def test_an_invitation_needs_an_agency_and_a_unit_that_there_are(app: App) -> None:
    with pytest.raises(ListingError, match="no agency TIADA"):
        await invite(app.desk, "TIADA", "petugas", 7)
    with pytest.raises(ListingError, match="no unit TIADA in LAIN"):
        await invite(app.desk, "LAIN", "petugas", 7, unit="TIADA")


async def test_invitations_and_grants_are_in_the_agencys_trail(app: App) -> None:
    await officer(app, ANI, "DINKES")
    told = [
        (line.actor, line.action, line.detail) for line in await app.store.trail.page("DEMO", 9)
    ]
    assert sorted(told) == [
        (0, "office.invite", '{"days":7,"role":"petugas","unit":"DINKES"}'),
        (ANI, "office.grant", '{"role":"petugas","unit":"DINKES"}'),
    ]
    assert await app.store.trail.page("LAIN", 9) == []
