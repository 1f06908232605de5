"""How often the database is asked: twice for an answer, three times for the last one."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.service.buttons import Abandon, Drop, encode
from tests.dialogues.stage import ServiceDoor, World

REGISTER = ("/start lain", "[Saya setuju]", "[Bahasa Indonesia]", "[PNS]")


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[ServiceDoor]:
    async with World.make(tmp_path).app() as app:
        door = ServiceDoor(app)
        for line in REGISTER:
            await door.act("Ani", line)
        await door.act("Ani", "[Modul uji]")
        yield door


async def asked(door: ServiceDoor, line: str) -> int:
    before = door.app.round_trips()
    await door.act("Ani", line)
    return door.app.round_trips() - before


async def test_an_answer_asks_twice_and_going_on_asks_once(door: ServiceDoor) -> None:
    assert await asked(door, "[A. Sanksi") == 2
    assert await asked(door, "[Lanjut]") == 1


async def test_marking_asks_once_and_stores_nothing(door: ServiceDoor) -> None:
    await door.act("Ani", "[A. Sanksi")
    await door.act("Ani", "[Lanjut]")
    assert await asked(door, "[⬜️ A]") == 1
    assert await asked(door, "[Kirim]") == 2


async def test_the_last_answer_and_its_result_stay_within_three(door: ServiceDoor) -> None:
    await door.act("Ani", "[A. Sanksi")
    await door.act("Ani", "[Lanjut]")
    await door.act("Ani", "[Kirim]")
    await door.act("Ani", "[Lanjut]")
    await door.act("Ani", "[A. Boleh")
    await door.act("Ani", "[Lanjut]")
    assert await asked(door, "[A]") <= 3
    assert await asked(door, "[Lihat hasil]") == 2  # and what the agency still wants


async def test_an_answer_that_brings_the_twin_asks_twice_too(door: ServiceDoor) -> None:
    await door.act("Ani", f"(forged {encode(Abandon('t1', 'ujian'))})")
    assert await asked(door, "[Dilarang]") == 2
    assert await asked(door, "[Lanjut]") == 1


async def test_an_exam_asks_twice_for_an_answer_and_no_more_at_its_end(door: ServiceDoor) -> None:
    await door.act("Ani", f"(forged {encode(Drop('t1', 'ujian'))})")
    assert await asked(door, "[Mulai ujian]") == 4  # what is withdrawn is not drawn
    assert await asked(door, "[A. Sanksi") == 2
    assert await asked(door, "[Kirim]") == 2
    assert await asked(door, "[Boleh]") == 2
    assert await asked(door, "[A]") == 3
    assert await asked(door, "[Tinjau jawaban]") == 1
    assert await asked(door, "[Berikutnya]") == 1
