"""Taking roles: only within the own scope, only the one that was asked about, never by accident."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.agencies.agency import Role
from bot.service.buttons import Action, encode
from bot.service.officers.invitations import invite
from bot.service.officers.inviting import InviteIn, InviteTo, Make
from bot.service.officers.offices import Team
from bot.service.officers.open_invitations import Invitations, Withdraw
from bot.service.officers.revoking import Card, Holders, Revoke
from bot.service.paging import SIZE, page
from tests.dialogues.stage import CAST, ServiceDoor, World

REGISTER = ("[Saya setuju]", "[Bahasa Indonesia]", "[PNS]", "[Unit saya]")
ANI, BUDI, CITRA, _ = (str(id_) for id_ in CAST.values())
NOT_YOURS = "hanya untuk petugas instansi"


async def appoint(
    door: ServiceDoor, name: str, unit: str | None = None, role: Role = "petugas"
) -> None:
    code = await invite(door.app.desk, "DEMO", role, 7, unit=unit)
    await door.act(name, f"/start {code}")
    for line in REGISTER:
        await door.act(name, line)


async def tap(door: ServiceDoor, name: str, action: Action) -> str:
    return str(await door.act(name, f"(forged {encode(action)})"))


async def since(door: ServiceDoor, person: str) -> str:
    held = await door.app.store.offices.holders("DEMO")
    return next(str(one.granted_at) for one in held if str(one.office.person) == person)


async def roles(door: ServiceDoor) -> set[str]:
    return {str(one.office.person) for one in await door.app.store.offices.holders("DEMO")}


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[ServiceDoor]:
    """Ani for the whole agency, Budi for one unit, Citra looks at another."""
    async with World.make(tmp_path).app() as app:
        door = ServiceDoor(app)
        await appoint(door, "Ani")
        await appoint(door, "Budi", "DINKES")
        await appoint(door, "Citra", "DISDIK", "pengamat")
        yield door


async def test_an_officer_of_a_unit_takes_nothing_beyond_it(door: ServiceDoor) -> None:
    for person in (ANI, CITRA, "1", ""):
        for action in (Card("DEMO", person), Revoke("DEMO", person)):
            assert NOT_YOURS in await tap(door, "Budi", action)
        forged = Revoke("DEMO", person, await since(door, ANI))
        assert NOT_YOURS in await tap(door, "Budi", forged)
    assert await roles(door) == {ANI, BUDI, CITRA}


async def test_a_viewer_manages_nothing(door: ServiceDoor) -> None:
    for action in (
        Team("DEMO"),
        Holders("DEMO", 0),
        Card("DEMO", CITRA),
        Revoke("DEMO", CITRA, await since(door, CITRA)),
        Invitations("DEMO", 0),
        InviteIn("DEMO", "v", "DISDIK", 0),
        InviteTo("DEMO", "v", "DISDIK"),
        Make("DEMO", "v", "DISDIK", 7, "kode"),
    ):
        assert NOT_YOURS in await tap(door, "Citra", action)
    assert await roles(door) == {ANI, BUDI, CITRA}
    assert await door.app.store.offices.invitations("DEMO", door.app.desk.clock()) == []


async def test_a_confirmation_of_before_takes_no_newer_role(door: ServiceDoor) -> None:
    old = Revoke("DEMO", BUDI, str(int(await since(door, BUDI)) - 1))
    assert "Tombol itu sudah lama" in await tap(door, "Ani", old)
    assert BUDI in await roles(door)


async def test_two_who_take_one_role_at_once_take_it_once(door: ServiceDoor) -> None:
    sure = Revoke("DEMO", CITRA, await since(door, CITRA))
    shown = await asyncio.gather(tap(door, "Ani", sure), tap(door, "Ani", sure))
    assert sum("sudah dicabut" in one for one in shown) == 1
    lines = await door.app.store.trail.page("DEMO", 50)
    assert [line.action for line in lines].count("office.revoke") == 1


async def test_the_last_officer_leaves_only_when_sure(door: ServiceDoor) -> None:
    asked = await tap(door, "Ani", Revoke("DEMO", ANI))
    assert "Tidak ada petugas lain untuk seluruh instansi" in asked
    assert ANI in await roles(door)
    assert "sudah dicabut" in await tap(door, "Ani", Revoke("DEMO", ANI, await since(door, ANI)))
    assert ANI not in await roles(door)
    assert NOT_YOURS in str(await door.act("Ani", "/undang"))


async def test_an_invitation_beyond_the_own_unit_cannot_be_withdrawn(door: ServiceDoor) -> None:
    await invite(door.app.desk, "DEMO", "petugas", 7)
    [one] = await door.app.store.offices.invitations("DEMO", door.app.desk.clock())
    assert "Undangan ditarik" not in await tap(door, "Budi", Withdraw("DEMO", one.handle))
    assert await door.app.store.offices.invitations("DEMO", door.app.desk.clock()) == [one]
    assert "Undangan ditarik" in await tap(door, "Ani", Withdraw("DEMO", one.handle))


@pytest.mark.parametrize(
    "action",
    [
        InviteIn("DEMO", "x", "DINKES", 0),
        InviteTo("DEMO", "p", "TIADA"),
        Make("DEMO", "p", "TIADA", 7, "kode"),
        Make("DEMO", "p", "DINKES", 9999, "kode"),
        Make("DEMO", "o", "DINKES", 7, "kode"),
        Make("LAIN", "p", "", 7, "kode"),
    ],
)
async def test_forged_invitations_are_not_made(door: ServiceDoor, action: Action) -> None:
    assert NOT_YOURS in await tap(door, "Ani", action)
    for agency in ("DEMO", "LAIN"):
        assert await door.app.store.offices.invitations(agency, door.app.desk.clock()) == []


async def test_anothers_code_is_not_shown_to_who_taps_it(door: ServiceDoor) -> None:
    await tap(door, "Ani", Make("DEMO", "p", "DINKES", 7, "kode"))
    assert "/start" not in await tap(door, "Budi", Make("DEMO", "p", "DINKES", 7, "kode"))


@pytest.mark.parametrize(
    ("things", "number", "shown"), [(0, 0, 0), (8, 0, 8), (9, 1, 1), (9, 7, 1)]
)
def test_a_page_that_is_not_there_is_the_last(things: int, number: int, shown: int) -> None:
    found = page(range(things), number)
    assert len(found.numbered) == shown
    assert [n for n, _ in found.numbered] == [thing + 1 for _, thing in found.numbered]
    assert len(found.turns(str)) == (things > SIZE)


async def test_whoever_serves_two_agencies_chooses_one_by_its_name(door: ServiceDoor) -> None:
    await door.act("Ani", f"/start {await invite(door.app.desk, 'LAIN', 'petugas', 7)}")
    for command in ("/undang", "/jejak"):
        shown = str(await door.act("Ani", command))
        assert "[DEMO – Instansi Contoh] [LAIN – Badan Lain]" in shown
        assert "Badan Lain" in str(await door.act("Ani", "[LAIN – Badan Lain]"))
