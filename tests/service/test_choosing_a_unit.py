"""One of hundreds of units is found with a thumb: down the tree, page by page, or by typing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.agencies.agency import Unit
from bot.service.buttons import encode
from bot.service.unit_choice import LISTED, UnitsBelow
from tests.dialogues.stage import CAST, ServiceDoor, World

BRANCHES = 20


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[ServiceDoor]:
    units = [Unit("LAIN", f"D{n:02}", f"Dinas {n:02}") for n in range(BRANCHES)]
    units += [
        Unit("LAIN", f"D{n:02}-{m:02}", f"Seksi {m:02}", f"D{n:02}")
        for n in range(BRANCHES)
        for m in range(15)
    ]
    units.append(Unit("LAIN", "DALAM", "Subseksi Dalam", "D01-03"))
    async with World.make(tmp_path).app() as app:
        await app.store.agencies.put([], units)
        door = ServiceDoor(app)
        for line in ("/start lain", "[Saya setuju]", "[Bahasa Indonesia]", "[PNS]"):
            shown = await door.act("Ani", line)
        assert "ketik sebagian namanya" in shown.text
        yield door


async def unit_of(door: ServiceDoor) -> str | None:
    person = (await door.app.store.people.state(CAST["Ani"])).person
    assert person is not None
    assert person.registered_at is not None
    return person.unit


async def labels(door: ServiceDoor, line: str) -> list[str]:
    return (await door.act("Ani", line)).labels


async def test_a_unit_at_any_depth_is_reached_by_buttons(door: ServiceDoor) -> None:
    await door.act("Ani", "[Dinas 01 ›]")
    shown = await door.act("Ani", "[Seksi 03 ›]")
    assert "Dinas 01 › Seksi 03" in shown.text
    assert "✅ Seksi 03 (unit ini)" in shown.labels
    await door.act("Ani", "[Subseksi Dalam]")
    assert await unit_of(door) == "DALAM"


async def test_a_unit_with_others_below_may_be_chosen_itself(door: ServiceDoor) -> None:
    await door.act("Ani", "[Dinas 01 ›]")
    await door.act("Ani", "[Dinas 01 (unit ini)]")
    assert await unit_of(door) == "D01"


async def test_pages_show_every_unit_once(door: ServiceDoor) -> None:
    seen = await labels(door, "/start")
    for _ in range(BRANCHES // LISTED):
        seen += await labels(door, "[Berikutnya]")
    assert sorted(label for label in seen if label.endswith("›")) == [
        f"Dinas {n:02} ›" for n in range(BRANCHES)
    ]
    assert "▶️ Berikutnya" not in await labels(door, "[Sebelumnya]") or BRANCHES > 2 * LISTED


async def test_the_way_up_leads_back(door: ServiceDoor) -> None:
    top = await labels(door, "/start")
    await door.act("Ani", "[Dinas 01 ›]")
    await door.act("Ani", "[Seksi 03 ›]")
    assert "Seksi 03 ›" in await labels(door, "[Ke atas]")
    assert await labels(door, "[Ke atas]") == top


async def test_of_two_units_with_one_name_each_says_where_it_is(door: ServiceDoor) -> None:
    found = await labels(door, "seksi 03")
    assert "Seksi 03 (Dinas 00)" in found
    await door.act("Ani", "[Seksi 03 (Dinas 00)]")
    assert await unit_of(door) == "D00-03"


@pytest.mark.parametrize(
    "action", [UnitsBelow("GAIB", 0), UnitsBelow("", 99), UnitsBelow("D01", 9)]
)
async def test_a_forged_place_in_the_tree_shows_a_place_that_there_is(
    door: ServiceDoor, action: UnitsBelow
) -> None:
    shown = await door.act("Ani", f"(forged {encode(action)})")
    assert any("Dinas" in label or "Seksi" in label for label in shown.labels)


async def test_a_closed_unit_is_neither_shown_nor_taken(door: ServiceDoor) -> None:
    await door.act("Ani", "[Dinas 01 ›]")
    await door.app.store.units.close("LAIN", "D01-00", 5)
    shown = await door.act("Ani", "[Seksi 00]")
    assert "Dinas 00 ›" in shown.labels
    assert "Seksi 00" not in await labels(door, "[Dinas 01 ›]")


async def test_registered_people_choose_no_unit_anew(door: ServiceDoor) -> None:
    await door.act("Ani", "[Unit saya tidak ada di daftar]")
    await door.act("Ani", f"(forged {encode(UnitsBelow('', 0))})")
    await door.act("Ani", "(forged u:D01)")
    assert await unit_of(door) is None
