"""The help of officers and viewers: every command that is theirs, and none that refuses them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.agencies.agency import Role
from bot.service.officers.invitations import invite
from tests.dialogues.stage import ServiceDoor, World

REGISTER = ("[Saya setuju]", "[Bahasa Indonesia]", "[PNS]", "[Unit saya]")
REFUSED = "mintalah"  # what every refusal has: whom to ask for more


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[ServiceDoor]:
    async with World.make(tmp_path).app() as app:
        yield ServiceDoor(app)


@pytest.mark.parametrize(
    ("role", "unit", "more"),
    [
        ("petugas", None, {"/undang", "/jejak", "/pegawai"}),
        ("petugas", "DINKES", {"/undang"}),
        ("pengamat", None, {"/jejak"}),
        ("pengamat", "DINKES", set[str]()),
    ],
)
async def test_only_what_an_office_allows_is_named(
    door: ServiceDoor, role: Role, unit: str | None, more: set[str]
) -> None:
    code = await invite(door.app.desk, "DEMO", role, 7, unit=unit)
    for line in (f"/start {code}", *REGISTER):
        await door.act("Ani", line)
    shown = (await door.act("Ani", "/bantuan")).text
    _, _, told = shown.partition("Petugas dan pengamat\n")
    named = {line.split()[0] for line in told.split("\n\n")[0].splitlines()}
    assert named == {"/rekap", "/ekspor", "/penugasan", *more}
    for command in ("/rekap", "/ekspor", "/penugasan", "/undang", "/jejak", "/pegawai"):
        answer = (await door.act("Ani", command)).text
        assert (REFUSED in answer) == (command not in named), command


async def test_the_operator_reads_what_the_operator_may(door: ServiceDoor) -> None:
    for line in ("/start demo", *REGISTER):
        await door.act("Operator", line)
    shown = (await door.act("Operator", "/bantuan")).text
    for command in ("/instansi", "/laporan", "/muat", "/rekap, /ekspor", "/pegawai KODE"):
        assert f"\n{command} – " in shown
