"""Officers manage campaigns within their scope, and by no button of another screen."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from bot.service.buttons import ACTIONS, Action
from bot.service.campaigns import actions as campaign_actions
from bot.service.campaigns.actions import (
    Card,
    EndIt,
    Extend,
    Fill,
    ForUnit,
    Listed,
    New,
    Search,
    UnitsFor,
)
from bot.service.officers.invitations import invite
from tests.dialogues.stage import ServiceDoor
from tests.service.campaigns.stage import NOT_YOURS, agreed, everything, tap


async def test_an_officer_of_a_unit_sees_and_changes_no_more_than_the_unit(
    door: ServiceDoor,
) -> None:
    made = await agreed(door)
    seen = await tap(door, "Budi", Card("DEMO", made.id))
    assert "Di daftar pegawai: 1" in seen
    assert "Tutup" not in seen
    for action in (EndIt("DEMO", made.id, "closed"), ForUnit("DEMO", made.id, "")):
        assert NOT_YOURS in await tap(door, "Budi", action)
    other = await tap(door, "Budi", ForUnit("DEMO", made.id, "DISDIK"))
    assert "Unit yang mana?" in other
    assert "Dinas Pendidikan" not in other
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
