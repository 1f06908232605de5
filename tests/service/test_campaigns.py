"""Officers manage campaigns within their scope, and by no button of another screen."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.agencies.agency import Unit
from bot.agencies.campaign import Campaign
from bot.agencies.roster import Line
from bot.errors import CampaignError
from bot.service import agency_care, campaign_actions, campaign_care, erasing
from bot.service.buttons import ACTIONS, Action, encode
from bot.service.campaign_actions import (
    Again,
    Because,
    Card,
    Confirm,
    EndIt,
    Extend,
    Fill,
    ForUnit,
    Listed,
    Longer,
    New,
    Pick,
    Search,
    UnitsFor,
)
from bot.service.campaign_plan import Plan, again, planned, today
from bot.service.days import typed_day
from bot.service.invitations import invite
from bot.store.campaign_rows import Member
from bot.store.roster import Work
from tests.dialogues.stage import NOON, ServiceDoor, World
from tests.service.takers import take

REGISTER = ("[Saya setuju]", "[Bahasa Indonesia]", "[PNS]")
NOT_YOURS = "Penugasan diatur oleh petugas instansi"
DAY = 86_400_000
ROSTER = (
    Line("e1", "0001", "Siti Aminah", "DINKES"),
    Line("e2", "0002", "Siti Rahma", "DISDIK"),
    Line("e3", "0003", "Joko Widi", "DISDIK"),
)


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[ServiceDoor]:
    """Ani for the whole agency, Budi for one unit, Citra of another agency, and a roster."""
    async with World.make(tmp_path).app() as app:
        door = ServiceDoor(app)
        for name, unit in (("Ani", None), ("Budi", "DINKES")):
            code = await invite(app.desk, "DEMO", "petugas", 7, unit=unit)
            for line in (f"/start {code}", *REGISTER, "[Unit saya]"):
                await door.act(name, line)
        code = await invite(app.desk, "LAIN", "petugas", 7)
        for line in (f"/start {code}", *REGISTER):
            await door.act("Citra", line)
        work = Work("DEMO", 0, ROSTER, (), (), NOON - DAY, "")
        assert await app.store.roster.rewrite(work)
        yield door


async def agreed(door: ServiceDoor, *units: str, start: str = "1-10-2024") -> Campaign:
    desk = door.app.desk
    agency = await desk.store.agencies.get("DEMO")
    first, last = (typed_day(desk.library.current, day) for day in (start, "31-10-2024"))
    assert agency is not None
    assert first is not None
    assert last is not None
    return await campaign_care.create(desk, agency, Plan("uji", first, last, units))


async def tap(door: ServiceDoor, name: str, action: Action) -> str:
    return str(await door.act(name, f"(forged {encode(action)})"))


async def of(door: ServiceDoor, campaign: Campaign, entry: str) -> Member:
    found = await door.app.store.campaigns.member(campaign, entry, door.app.desk.clock())
    assert found is not None
    return found


async def trail(door: ServiceDoor) -> list[tuple[str, dict[str, Any]]]:
    lines = await door.app.store.trail.page("DEMO", 50)
    return [(t.action, json.loads(t.detail)) for t in lines if t.action.startswith("campaign.")]


async def everything(door: ServiceDoor) -> list[object]:
    """All that a campaign says and whom it gave what."""
    store = door.app.store.campaigns
    now = door.app.desk.clock()
    found: list[object] = []
    for campaign in await store.of_agency("DEMO"):
        pages = [member async for page in store.members(campaign, now) for member in page]
        found += [campaign, await store.reach(campaign), pages]
    return [*found, await trail(door)]


async def test_an_officer_of_a_unit_sees_and_changes_no_more_than_the_unit(
    door: ServiceDoor,
) -> None:
    made = await agreed(door)
    seen = await tap(door, "Budi", Card("DEMO", made.id))
    assert "Di daftar pegawai: 1" in seen
    assert "Tutup" not in seen
    for action in (
        EndIt("DEMO", made.id, "closed"),
        ForUnit("DEMO", made.id, ""),
        ForUnit("DEMO", made.id, "DISDIK"),
    ):
        assert NOT_YOURS in await tap(door, "Budi", action)
    assert "Semua" not in await tap(door, "Budi", Extend("DEMO", made.id))
    assert "Dinas Pendidikan" not in await tap(door, "Budi", UnitsFor("DEMO", made.id, 0))
    await tap(door, "Budi", Search("DEMO", made.id))
    assert "Siti Rahma" not in str(await door.act("Budi", "siti"))
    await tap(door, "Budi", ForUnit("DEMO", made.id, "DINKES"))
    await door.act("Budi", "15-11-2024")
    assert "15 Nov 2024" in str(await door.act("Budi", "[Gangguan jaringan]"))
    assert "Dinas Kesehatan: sampai 15 Nov 2024" in await tap(door, "Ani", Card("DEMO", made.id))


async def test_an_officer_of_a_unit_makes_campaigns_for_that_unit_only(door: ServiceDoor) -> None:
    await tap(door, "Budi", New("DEMO"))
    screen = await door.act("Budi", "[Modul uji]")
    assert "[👥 Dinas Kesehatan]" in str(screen)
    assert "Dinas Pendidikan" not in str(screen)
    assert "sudah lama" in await tap(door, "Budi", Fill("DEMO", "u", "DISDIK"))
    for line in ("[👥 Dinas Kesehatan]", "[Besok]", "[Satu minggu]", "[Buat penugasan]"):
        await door.act("Budi", line)
    [made] = await door.app.store.campaigns.of_agency("DEMO")
    assert made.units == ("DINKES",)
    assert "Tutup" in await tap(door, "Budi", Card("DEMO", made.id))


async def test_a_campaign_of_another_unit_does_not_exist_for_them(door: ServiceDoor) -> None:
    made = await agreed(door, "DISDIK")
    assert NOT_YOURS in await tap(door, "Budi", Card("DEMO", made.id))
    assert "Belum ada" in await tap(door, "Budi", Listed("DEMO", 0))


def _filled(kind: type[Any], agency: str, campaign: str) -> Action:
    """An action of this kind that names this campaign, and plausible values elsewhere."""
    known: dict[str, str | int] = {"agency": agency, "campaign": campaign, "how": "closed"}
    known |= {"field": "u", "value": "DINKES", "unit": "DINKES", "reason": "cuti"}
    known |= {"day": "2024-12-01", "stamp": "0123456789", "page": 0, "place": 0}
    action: Action = kind(**{field.name: known[field.name] for field in fields(kind)})
    return action


OURS = [kind for kind in ACTIONS.values() if kind.__module__ == campaign_actions.__name__]


async def test_strangers_change_nothing_and_learn_nothing(door: ServiceDoor) -> None:
    made = await agreed(door)
    before = await everything(door)
    for kind in OURS:
        told = await tap(door, "Citra", _filled(kind, "DEMO", made.id))
        assert told == await tap(door, "Citra", _filled(kind, "TAKADA", "ptakada")), kind
        assert NOT_YOURS in told, kind
    assert await everything(door) == before


async def test_a_viewer_only_looks(door: ServiceDoor) -> None:
    made = await agreed(door)
    code = await invite(door.app.desk, "DEMO", "pengamat", 7)
    await door.act("Citra", f"/start {code}")
    before = await everything(door)
    for kind in OURS:
        told = await tap(door, "Citra", _filled(kind, "DEMO", made.id))
        looks = kind in (Card, Listed, campaign_actions.ByUnit)
        assert (NOT_YOURS not in told) == looks, kind
        for change in ("Penugasan baru", "Perpanjang", "Satu orang", "Tutup", "Salin"):
            assert change not in told, kind
    assert await everything(door) == before


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


async def test_somebody_is_found_by_name_given_time_excused_and_called_back(
    door: ServiceDoor,
) -> None:
    made = await agreed(door)
    await tap(door, "Ani", Search("DEMO", made.id))
    assert "tidak ditemukan" in str(await door.act("Ani", "%"))
    assert "Joko" not in str(await door.act("Ani", "SITI"))
    shown = await door.act("Ani", "[Siti Rahma]")
    assert "Batas: 31 Okt 2024" in str(shown)
    await door.act("Ani", "[Perpanjang]")
    await door.act("Ani", "[+7 hari: 7 Nov 2024]")
    assert "Siti Rahma: 7 Nov 2024" in str(await door.act("Ani", "[Tugas luar]"))
    await tap(door, "Ani", Search("DEMO", made.id))
    await door.act("Ani", "rahma siti")
    await door.act("Ani", "[Siti Rahma]")
    await door.act("Ani", "[Bebaskan]")
    assert "dibebaskan" in str(await door.act("Ani", "menjaga orang tua"))
    assert (await of(door, made, "e2")).status == "excused"
    await tap(door, "Ani", Search("DEMO", made.id))
    await door.act("Ani", "rahma")
    shown = await door.act("Ani", "[Siti Rahma]")
    assert "Dibebaskan: menjaga orang tua" in str(shown)
    assert "Diperpanjang: Tugas luar" in str(shown)
    await door.act("Ani", "[Wajibkan lagi]")
    assert (await of(door, made, "e2")).status == "not_started"
    lines = await trail(door)
    assert [action for action, _ in lines] == [
        "campaign.recall",
        "campaign.excuse",
        "campaign.extend_person",
        "campaign.create",
    ]
    assert "orang tua" not in str(lines)
    assert "Rahma" not in str(lines)


async def test_a_reason_must_have_letters_and_not_too_many(door: ServiceDoor) -> None:
    made = await agreed(door)
    await tap(door, "Ani", ForUnit("DEMO", made.id, ""))
    await door.act("Ani", "15-11-2024")
    for wrong in ("   ", "x" * 201):
        assert "1 sampai 200" in str(await door.act("Ani", wrong))
    assert "15 Nov 2024" in str(await door.act("Ani", "x" * 200))


async def test_a_day_that_is_over_extends_nothing(door: ServiceDoor) -> None:
    made = await agreed(door)
    await tap(door, "Ani", ForUnit("DEMO", made.id, ""))
    for typed, told in (
        ("30-9-2024", "sudah lewat"),
        ("31-12-2030", "terlalu jauh"),
        ("31-13-2024", "bukan tanggal"),
    ):
        assert told in str(await door.act("Ani", typed))


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


async def test_buttons_of_another_search_name_nobody(door: ServiceDoor) -> None:
    made = await agreed(door)
    await tap(door, "Ani", Search("DEMO", made.id))
    await door.act("Ani", "siti")
    older = door._data("Ani", "Siti Aminah")
    await door.act("Ani", "joko")
    assert NOT_YOURS in str(await door.act("Ani", f"(forged {older})"))
    assert NOT_YOURS in await tap(door, "Ani", Pick("DEMO", "0123456789", 0))
    assert NOT_YOURS in await tap(door, "Ani", Longer("DEMO", "0123456789"))
    assert NOT_YOURS in await tap(door, "Ani", Because("DEMO", "0123456789", "cuti"))


async def test_who_left_the_roster_meanwhile_is_given_nothing(door: ServiceDoor) -> None:
    made = await agreed(door)
    await tap(door, "Ani", Search("DEMO", made.id))
    await door.act("Ani", "joko")
    await door.act("Ani", "[Joko Widi]")
    await door.act("Ani", "[Bebaskan]")
    gone = Work("DEMO", 1, (), (), ("e3",), NOON, "mutasi")
    assert await door.app.store.roster.rewrite(gone)
    assert NOT_YOURS in str(await door.act("Ani", "[Cuti]"))
    assert await door.app.store.campaigns.member(made, "e3", door.app.desk.clock()) is None


async def test_a_closed_campaign_is_changed_by_no_button_of_before(door: ServiceDoor) -> None:
    made = await agreed(door)
    await tap(door, "Ani", ForUnit("DEMO", made.id, ""))
    await door.act("Ani", "15-11-2024")
    await tap(door, "Ani", EndIt("DEMO", made.id, "cancelled"))
    assert "dibatalkan" in await tap(door, "Ani", Card("DEMO", made.id))
    reason = await door.act("Ani", "cuti")
    assert "15 Nov" not in str(reason)
    assert "sudah berakhir" in await tap(door, "Ani", EndIt("DEMO", made.id, "closed"))


async def test_people_of_a_merged_unit_keep_their_campaign_and_the_others_get_a_full_period(
    door: ServiceDoor,
) -> None:
    made = await agreed(door, "DINKES")
    before = (await of(door, made, "e1")).due_at
    door.app.desk.clock.now = before - DAY  # type: ignore[attr-defined]
    await agency_care.merge(door.app.desk, "DEMO", "DINKES", "DISDIK")
    found = await door.app.store.campaigns.get("DEMO", made.id)
    assert found is not None
    assert found.units == ("DINKES", "DISDIK")
    for entry in ("e1", "e2", "e3"):
        member = await of(door, found, entry)
        assert (member.unit, member.due_at) == ("DISDIK", before + 30 * DAY)


async def test_what_a_merged_unit_was_granted_goes_with_it(door: ServiceDoor) -> None:
    made = await agreed(door)
    agency = await door.app.store.agencies.get("DEMO")
    day = typed_day(door.app.desk.library.current, "20-11-2024")
    assert agency is not None
    assert day is not None
    await campaign_care.extend(door.app.desk, agency, made, "DINKES", day, "jaringan")
    longer = (await of(door, made, "e1")).due_at
    await agency_care.merge(door.app.desk, "DEMO", "DINKES", "DISDIK")
    assert (await of(door, made, "e1")).due_at == longer
    assert (await of(door, made, "e2")).due_at == longer


async def test_whose_data_were_erased_counts_no_more(door: ServiceDoor) -> None:
    made = await agreed(door)
    await take(door.app, 50)
    door.app.desk.clock.now = NOON + DAY  # type: ignore[attr-defined]
    assert "selesai: 1" in await tap(door, "Ani", Card("DEMO", made.id))
    assert await door.app.store.rights.plan_erasure(50, NOON + DAY)
    await erasing.carry_out(door.app.desk)
    assert (await door.app.store.people.state(50)).person is None
    assert "selesai" not in await tap(door, "Ani", Card("DEMO", made.id))


async def test_earlier_passes_count_when_they_are_valid_on_the_last_day(door: ServiceDoor) -> None:
    desk = door.app.desk
    agency = await desk.store.agencies.get("DEMO")
    assert agency is not None
    first = today(desk, agency)
    plan = Plan("uji", first, first.replace(day=31), months=6)
    campaign = await planned(desk, agency, plan)
    assert campaign.counts_from == NOON - 12 * 3_600_000 - 7 * 3_600_000 - 153 * DAY
    fresh = await planned(desk, agency, Plan("uji", first, first.replace(day=31), fresh=True))
    assert fresh.counts_from == fresh.starts_at
    assert fresh.months == 12
    start, due = again(campaign)
    assert (start.isoformat(), due.isoformat()) == ("2025-03-02", "2025-03-31")


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
