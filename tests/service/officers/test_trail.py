"""What an agency reads of what was done in its name: in words, page by page, and no other's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast, get_args

import pytest

from bot.app import App
from bot.catalog.parts import LANGUAGES
from bot.service.buttons import encode
from bot.service.officers.invitations import invite
from bot.service.officers.trail import ReadTrail
from bot.store.trail import Deed, Trace
from tests.dialogues.stage import ServiceDoor, World

REGISTER = ("[Saya setuju]", "[Bahasa Indonesia]", "[PNS]", "[Unit saya]")


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[ServiceDoor]:
    async with World.make(tmp_path).app() as app:
        door = ServiceDoor(app)
        await door.act("Ani", f"/start {await invite(app.desk, 'DEMO', 'pengamat', 7)}")
        for line in REGISTER:
            await door.act("Ani", line)
        yield door


async def did(app: App, action: str, detail: str, number: int = 1) -> None:
    at = app.desk.clock() + number
    await app.store.trail.add(Trace("DEMO", at, f"x{number}", 7001, cast(Deed, action), detail))


async def test_pages_follow_each_other_and_lead_back(door: ServiceDoor) -> None:
    for number in range(25):
        await did(door.app, "roster.test", "{}", number)
    seen = (await door.act("Ani", "/jejak")).text.count("roster.test")
    for expected in (20, 25):
        seen += (await door.act("Ani", "[▶️ Lebih lama]")).text.count("roster.test")
        assert seen == expected
    assert (await door.act("Ani", "[🔄 Terbaru]")).text.count("roster.test") == 10


async def test_what_has_no_words_is_told_by_its_name(door: ServiceDoor) -> None:
    await did(door.app, "baru.sekali", '{"n":1}')
    await did(door.app, "office.grant", "{}", 2)
    await did(door.app, "office.invite", "[]", 3)
    shown = (await door.act("Ani", "/jejak")).text
    for action in ("baru.sekali", "office.grant", "office.invite"):
        assert f"Ani: {action}" in shown


async def test_codes_are_told_by_their_names(door: ServiceDoor) -> None:
    await did(door.app, "office.grant", '{"role":"petugas","unit":"DINKES"}')
    await did(door.app, "office.lost", '{"role":"pengamat","unit":"HILANG"}', 2)
    shown = (await door.act("Ani", "/jejak")).text
    assert "Ani: menjadi petugas untuk Dinas Kesehatan dan unit di bawahnya" in shown
    assert "Ani: kehilangan peran pengamat untuk HILANG dan unit di bawahnya" in shown


async def test_an_export_is_told_by_what_it_held(door: ServiceDoor) -> None:
    await did(door.app, "export", '{"form":"xlsx","unit":"","views":"summary, units"}')
    shown = (await door.act("Ani", "/jejak")).text
    assert "Ani: mengekspor Ringkasan, Unit (xlsx)" in shown


@pytest.mark.parametrize(("at", "id_"), [("x", ""), ("9" * 20, ""), ("-1", ""), ("", "'")])
async def test_forged_places_show_the_newest(door: ServiceDoor, at: str, id_: str) -> None:
    shown = await door.act("Ani", f"(forged {encode(ReadTrail('DEMO', at, id_))})")
    assert "membuat undangan" in shown.text


async def test_a_certificate_is_told_by_its_printed_number(door: ServiceDoor) -> None:
    await did(door.app, "certificate.revoke", '{"reason":"salah","serial":"ABCDEFGH2345"}')
    await did(door.app, "certificate.reissue", '{"by":"ZZZZEFGH2345","serial":"ABCDEFGH2345"}', 2)
    shown = (await door.act("Ani", "/jejak")).text
    assert "Ani: mencabut sertifikat ABCD-EFGH-2345, alasan: salah" in shown
    assert "Ani: mengganti sertifikat ABCD-EFGH-2345 dengan ZZZZ-EFGH-2345" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_deed_has_words_in_every_language(door: ServiceDoor, language: str) -> None:
    """mypy lets nothing else be written into a trail."""
    texts = door.app.desk.library.current.texts[language]
    assert [deed for deed in get_args(Deed) if f"trail.did.{deed}" not in texts] == []
    told = {key.removeprefix("trail.did.") for key in texts if key.startswith("trail.did.")}
    assert told == set(get_args(Deed))
