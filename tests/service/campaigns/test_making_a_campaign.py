"""A campaign is made once, repeated for others, and changed by no old button."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from bot.agencies.agency import Unit
from bot.errors import CampaignError
from bot.service.campaigns.actions import Again, Card, Confirm, EndIt, Fill, ForUnit, New
from bot.service.campaigns.plan import Plan, planned
from bot.service.officers import agency_care
from tests.dialogues.stage import NOON, ServiceDoor
from tests.service.campaigns.stage import agreed, tap, trail


async def test_two_taps_on_the_last_button_make_one_campaign(door: ServiceDoor) -> None:
    await tap(door, "Ani", New("DEMO"))
    for line in ("[Modul uji]", "[seluruh instansi]", "[Besok]", "[Satu minggu]"):
        await door.act("Ani", line)
    button = door._data("Ani", "Buat penugasan")
    await asyncio.gather(*(door.act("Ani", f"(forged {button})") for _ in range(3)))
    assert len(await door.app.store.campaigns.of_agency("DEMO")) == 1
    assert [action for action, _ in await trail(door)] == ["campaign.create"]


async def test_the_button_of_an_older_look_makes_nothing(door: ServiceDoor) -> None:
    await tap(door, "Ani", New("DEMO"))
    for line in ("[Modul uji]", "[seluruh instansi]", "[Besok]", "[Satu minggu]"):
        await door.act("Ani", line)
    older = door._data("Ani", "Buat penugasan")
    await door.act("Ani", "[Wajibkan lulus lagi]")
    assert "sudah lama" in str(await door.act("Ani", f"(forged {older})"))
    assert await door.app.store.campaigns.of_agency("DEMO") == []
    assert "sudah lama" in await tap(door, "Ani", Confirm("DEMO", "0123456789"))


async def test_a_campaign_of_a_unit_that_was_closed_can_be_repeated_for_the_others(
    door: ServiceDoor,
) -> None:
    made = await agreed(door, "DINKES", "DISDIK")
    assert await door.app.store.units.close("DEMO", "DISDIK", NOON)
    assert "[✅ Buat" not in await tap(door, "Ani", Again("DEMO", made.id))
    assert "Dinas Pendidikan" not in str(await door.act("Ani", "[✏️ Unit]"))
    await tap(door, "Ani", Fill("DEMO", "c", ""))
    assert "Penugasan dibuat" in str(await door.act("Ani", "[✅ Buat penugasan]"))
    last, *_ = await door.app.store.campaigns.of_agency("DEMO")
    assert (last.units, last.follows) == (("DINKES",), made.id)


async def test_an_officer_of_a_unit_repeats_the_agencys_campaign_for_the_unit(
    door: ServiceDoor,
) -> None:
    made = await agreed(door)
    await tap(door, "Budi", Again("DEMO", made.id))
    assert "Penugasan dibuat" in str(await door.act("Budi", "[✅ Buat penugasan]"))
    last, *_ = await door.app.store.campaigns.of_agency("DEMO")
    assert last.units == ("DINKES",)


async def test_a_digit_that_is_no_number_is_an_old_button(door: ServiceDoor) -> None:
    await tap(door, "Ani", New("DEMO"))
    assert "Tombol itu sudah lama" in await tap(door, "Ani", Fill("DEMO", "v", "²"))


async def test_a_closed_campaign_is_changed_by_no_button_of_before(door: ServiceDoor) -> None:
    made = await agreed(door)
    await tap(door, "Ani", ForUnit("DEMO", made.id, ""))
    await door.act("Ani", "15-11-2024")
    await tap(door, "Ani", EndIt("DEMO", made.id, "cancelled"))
    assert "dibatalkan" in await tap(door, "Ani", Card("DEMO", made.id))
    reason = await door.act("Ani", "cuti")
    assert "15 Nov" not in str(reason)
    assert "sudah berakhir" in await tap(door, "Ani", EndIt("DEMO", made.id, "closed"))


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        (Plan("tiada", date(2024, 10, 1), date(2024, 10, 2)), "module"),
        (Plan("uji", date(2024, 9, 30), date(2024, 10, 2)), "past"),
        (Plan("uji", date(2030, 9, 30), date(2030, 10, 2)), "far"),
        (Plan("uji", date(2024, 10, 2), date(2024, 10, 1)), "order"),
        (Plan("uji", date(2024, 10, 2), date(2029, 10, 1)), "far"),
        (Plan("uji", date(2024, 10, 1), date(2024, 10, 2), ("TIADA",)), "unit"),
        (Plan("uji", date(2024, 10, 1), date(2024, 10, 2), ("LAMA",)), "unit"),
        (Plan("uji", date(2024, 10, 1), date(2024, 10, 2), months=121), "months"),
    ],
)
async def test_what_cannot_be_a_campaign_says_why(
    door: ServiceDoor, plan: Plan, reason: str
) -> None:
    desk = door.app.desk
    agency = await desk.store.agencies.get("DEMO")
    assert agency is not None
    await desk.store.agencies.put([], [Unit("DEMO", "LAMA", "Bagian Lama")])
    await agency_care.close(desk, "DEMO", "LAMA")
    with pytest.raises(CampaignError) as caught:
        await planned(desk, agency, plan)
    assert caught.value.reason == reason
