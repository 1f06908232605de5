"""An import changes what differs and nothing else, whole or not at all."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.app import App
from bot.errors import SealError
from bot.seal.hashes import fingerprint
from bot.service.roster import importing as roster_import
from bot.service.roster.importing import KEPT_MS, carry_out, keep, kept, report_on, waiting
from bot.service.roster.key import roster_key
from tests.dialogues.stage import Clock
from tests.service.rosters import ALL, ANI, BUDI, CITRA, listed, table
from tests.store.raw import execute


async def changed_at(app: App) -> dict[str, int]:
    sql = "SELECT name, changed_at FROM roster"
    return {row["name"]: row["changed_at"] for row in await execute(app.store.database, sql)}


def later(app: App, ms: int) -> None:
    assert isinstance(app.desk.clock, Clock)
    app.desk.clock.now += ms


async def test_a_file_with_one_wrong_row_changes_nothing(app: App) -> None:
    report = await report_on(app.desk, "DEMO", table(f"{ANI};Ani;DINKES", "1,98E+17;Budi;"))
    assert [fault.row for fault in report.faults] == [3]
    assert await app.store.roster.all("DEMO") == []


async def test_after_correction_only_what_differs_is_written(app: App) -> None:
    await listed(app)
    before = await changed_at(app)
    later(app, 1000)
    second = table(
        f"{ANI};Ani Wulandari;DISDIK", f"{BUDI};Budi Prasetyo;DISDIK", f"{CITRA};Citra K;"
    )
    report = await listed(app, second)
    assert (len(report.plan.changed), report.plan.same) == (1, 2)
    after = await changed_at(app)
    assert {name for name in after if after[name] != before[name]} == {"Ani Wulandari"}
    assert (await report_on(app.desk, "DEMO", second)).plan.empty


async def test_a_file_without_a_column_for_units_leaves_everybody_where_they_are(app: App) -> None:
    await listed(app)
    raw = f"NIP;Nama\n{ANI};Ani W\n{BUDI};Budi Prasetyo\n{CITRA};Citra K".encode()
    report = await listed(app, raw)
    assert (len(report.plan.changed), report.plan.same) == (1, 2)
    units = {entry.name: entry.unit for entry in await app.store.roster.all("DEMO")}
    assert units == {"Ani W": "DINKES", "Budi Prasetyo": "DISDIK", "Citra K": None}


async def test_the_trail_says_how_many_and_never_who(app: App) -> None:
    await listed(app)
    [line] = await app.store.trail.page("DEMO", 5)
    assert line.action == "roster.import"
    assert json.loads(line.detail) == {"rows": 3, "new": 3, "changed": 0, "ended": 0}


async def test_no_nip_is_stored_anywhere(app: App) -> None:
    report = await report_on(app.desk, "DEMO", ALL)
    await keep(app.desk, report, 7)
    await carry_out(app.desk, report, 7)
    for table_ in ("roster", "rosters", "roster_uploads", "trail", "secrets"):
        found = await execute(app.store.database, f"SELECT * FROM {table_}")
        said = " ".join(str(value) for row in found for value in row)
        assert not any(nip[:14] in said for nip in (ANI, BUDI, CITRA)), table_


async def test_what_is_kept_is_reported_as_things_stand_now(app: App) -> None:
    id_ = await keep(app.desk, await report_on(app.desk, "DEMO", ALL), 7)
    await listed(app, table(f"{ANI};Ani Wulandari;DINKES"))
    upload = await waiting(app.desk, 7, id_)
    assert upload is not None
    report = await kept(app.desk, upload)
    assert report is not None
    assert (len(report.plan.new), report.plan.same) == (2, 1)
    assert report.version != upload.version


async def test_an_old_version_is_refused_and_changes_nothing(app: App) -> None:
    stale = await report_on(app.desk, "DEMO", ALL)
    await listed(app, table(f"{ANI};Ani Wulandari;DINKES"))
    assert not await carry_out(app.desk, stale, 7)
    assert len(await app.store.roster.all("DEMO")) == 1


async def test_units_that_went_elsewhere_meanwhile_are_followed(app: App) -> None:
    id_ = await keep(app.desk, await report_on(app.desk, "DEMO", ALL), 7)
    await app.store.units.merge("DEMO", "DINKES", "DISDIK", 5)
    upload = await waiting(app.desk, 7, id_)
    assert upload is not None
    report = await kept(app.desk, upload)
    assert report is not None
    assert {line.unit for line in report.lines} == {"DISDIK", None}
    await app.store.units.close("DEMO", "DISDIK", app.desk.clock())
    assert await kept(app.desk, upload) is None


async def test_who_is_in_a_unit_that_was_closed_long_ago_may_stay_there(app: App) -> None:
    await listed(app)
    await app.store.units.close("DEMO", "DISDIK", 6)
    report = await report_on(app.desk, "DEMO", f"NIP;Nama\n{BUDI};Budi P".encode())
    upload = await waiting(app.desk, 7, await keep(app.desk, report, 7))
    assert upload is not None
    again = await kept(app.desk, upload)
    assert again is not None
    assert again.lines[0].unit == "DISDIK"


async def test_an_upload_is_forgotten_after_a_day(app: App) -> None:
    report = await report_on(app.desk, "DEMO", ALL)
    id_ = await keep(app.desk, report, 7)
    assert await waiting(app.desk, 8, id_) is None
    later(app, KEPT_MS)
    assert await waiting(app.desk, 7, id_) is None
    later(app, 1)
    await roster_import.forget_old(app.desk)
    assert await app.store.uploads.get(7, id_) is None


async def test_most_of_a_roster_missing_is_noticed(app: App) -> None:
    await listed(app)
    assert (await report_on(app.desk, "DEMO", table(f"{ANI};Ani Wulandari;DINKES"))).shrinks
    assert not (await report_on(app.desk, "DEMO", ALL)).shrinks
    assert not (await report_on(app.desk, "LAIN", table(f"{ANI};Ani;"))).shrinks


async def test_a_key_is_made_once_and_then_stays(app: App) -> None:
    assert await roster_key(app.desk) == await roster_key(app.desk)
    assert len(await roster_key(app.desk)) == 32


async def test_a_key_of_the_settings_is_not_stored_and_must_stay(app: App) -> None:
    with_key = replace(app.desk, roster_key=b"k" * 32)
    assert await roster_key(with_key) == b"k" * 32
    kept_ = await app.store.secrets.get("roster")
    assert kept_ == (fingerprint(b"k" * 32), None)
    with pytest.raises(SealError, match="not set"):
        await roster_key(app.desk)
    with pytest.raises(SealError, match="not the key"):
        await roster_key(replace(app.desk, roster_key=b"x" * 32))


async def test_files_are_read_one_at_a_time(app: App) -> None:
    rows = table(*(f"{ANI};Ani;" for _ in range(2000)))
    told = [0] * 3
    under_way: list[int] = []

    def reading(file: int) -> Callable[[int], None]:
        def tell(row: int) -> None:
            told[file] = row
            under_way.append(sum(0 < rows_ < 2001 for rows_ in told))

        return tell

    await asyncio.gather(*(report_on(app.desk, "DEMO", rows, reading(n)) for n in range(3)))
    assert max(under_way) == 1
