"""What people of an agency misjudge is counted once each, and told when five are together."""

from __future__ import annotations

from bot.app import App
from bot.service.upkeep.pooling import pool
from bot.store.weak import Told
from tests.service.takers import take
from tests.store.raw import execute


async def told(app: App, agency: str = "DEMO") -> list[Told]:
    await pool(app.desk)
    return [one for one in await app.store.weak.told(agency) if one.rule == "netral"]


async def test_four_people_are_not_told_of_and_the_fifth_brings_all(app: App) -> None:
    for person in range(1, 5):
        await take(app, person, right=person > 2)
    assert await told(app) == []
    await take(app, 5)
    assert await told(app) == [Told("uji", "netral", False, None, 5, 2)]
    await take(app, 6, right=False)
    assert await told(app) == [Told("uji", "netral", False, None, 5, 2)]
    assert await told(app, "LAIN") == []


async def test_only_the_first_completion_of_a_person_counts(app: App) -> None:
    for person in range(1, 6):
        await take(app, person, right=False)
    assert await told(app) == [Told("uji", "netral", False, None, 5, 5)]
    for person in range(1, 6):
        await take(app, person, name="a2", day=1)
    assert await told(app) == [Told("uji", "netral", False, None, 5, 5)]


async def test_a_crash_in_the_middle_counts_nobody_twice(app: App) -> None:
    for person in range(1, 6):
        await take(app, person, right=False)
    [first, *_] = await app.store.weak.waiting(9)
    assert await app.store.weak.pool(first, {"netral": True}, 1)
    assert not await app.store.weak.pool(first, {"netral": True}, 1)
    assert await told(app) == [Told("uji", "netral", False, None, 5, 5)]


async def test_who_waits_in_a_unit_for_a_week_goes_to_the_pot_once(app: App) -> None:
    for person in range(1, 6):
        await take(app, person, right=False)
    units = "UPDATE attempts SET unit = CASE WHEN person < 4 THEN 'KEU' ELSE 'UMUM' END"
    await execute(app.store.database, units)
    assert await told(app) == []
    await execute(app.store.database, "UPDATE weak_cells SET since = 0")
    assert await told(app) == []  # now they are in the pot
    assert await told(app) == [Told("uji", "netral", True, None, 5, 5)]
    assert await told(app) == [Told("uji", "netral", True, None, 5, 5)]
