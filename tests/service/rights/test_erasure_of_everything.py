"""A person with something in every table that names people: all of it is shown, none is left."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.screens.incoming import Command, Incoming, Sender
from bot.service.rights import erasing
from bot.service.rights.erasure import DAYS
from bot.store.personal import HELD
from tests.service.scenes import ANI, BUDI, HAPUS, Scene, everywhere
from tests.store.raw import execute

WORD = "Rahasia-4711"
"""Stands in every text of hers that is not the agency's own."""

ROWS: dict[str, list[dict[str, Any]]] = {
    "pledges": [
        {"person": ANI, "attempt": "t1", "agency": "DEMO", "content": "c", "version": "v"}
        | {"typed": WORD, "name": WORD, "signed_at": 5}
    ],
    "certificates": [
        {"person": ANI, "serial": "AAAABBBBCCCC", "attempt": "t1", "revision": 1, "agency": "DEMO"}
        | {"module": "uji", "content": "c", "code": WORD, "issued_at": 6, "valid_until": 9}
        | {"reason": WORD, "ended": "revoked", "ended_at": 7}
    ],
    "offices": [
        {"person": BUDI, "agency": "LAIN", "role": "pengamat", "granted_at": 5, "granted_by": ANI}
    ],
    "roster": [
        {"agency": "DEMO", "entry": "e", "last_four": "1234", "name": "Menurut instansi"}
        | {"person": ANI, "claimed_at": 5, "added_at": 1, "changed_at": 1}
    ],
    "roster_uploads": [
        {"person": ANI, "id": "u", "agency": "DEMO", "version": 1, "body": b"x", "at": 5}
    ],
    "roster_tries": [{"person": ANI, "day": 20000, "tries": 2}],
    "campaigns": [
        {"agency": "DEMO", "id": "k", "module": "uji", "starts_at": 1, "due_at": 9}
        | {"counts_from": 1, "months": 12, "late_days": 30, "renew_days": 30, "created_at": 1}
    ],
    "campaign_people": [
        {"agency": "DEMO", "campaign": "k", "entry": "", "person": ANI, "due_at": 9}
        | {"due_reason": WORD},
        {"agency": "DEMO", "campaign": "k", "entry": "e", "person": 0, "excused_at": 9}
        | {"excused_reason": "cuti"},
    ],
    "campaign_drafts": [{"person": ANI, "agency": "DEMO", "body": WORD, "at": 5}],
    "mutes": [{"person": ANI, "kind": "reminder", "at": 5}],
    "notices": [
        {"person": ANI, "id": "n", "kind": "k", "subject": "s", "body": WORD, "due_at": 5}
        | {"state": "waiting", "agency": "DEMO"}
    ],
    "disputes": [
        {"person": ANI, "scenario": "s", "version": 1, "content": "c", "reason": "key"}
        | {"words": WORD, "at": 5}
    ],
    "rulings": [
        {"scenario": "s", "version": 1, "round": 1, "outcome": "rejected", "answer": "x"}
        | {"actor": ANI, "at": 5}
    ],
    "remarks": [
        {"person": ANI, "attempt": "t1", "scenario": "s", "version": 1, "planned_at": 5}
        | {"done_at": 6}
    ],
    "followups": [
        {"person": ANI, "id": "n", "module": "uji", "content": "c", "item": "[]", "asked_at": 5}
    ],
    "followup_stops": [{"person": ANI, "at": 5}],
    "withdrawals": [
        {"scenario": "s", "version": 1, "at": 5, "person": ANI, "attempt": "t1", "done_at": 6}
    ],
    "followup_plans": [{"name": "day-3", "finished_at": 5, "person": ANI, "attempt": "t1"}],
}


def literal(value: object) -> str:
    if isinstance(value, bytes):
        return f"CAST('{value.decode()}' AS BYTEA)"
    return str(value) if isinstance(value, int) else f"'{value}'"


async def fill(scene: Scene) -> None:
    for table, rows in ROWS.items():
        for row in rows:
            values = ", ".join(literal(value) for value in row.values())
            sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values})"
            await execute(scene.store.database, sql)


async def test_every_table_is_shown_and_nothing_is_left(scene: Scene) -> None:
    await fill(scene)
    await scene.does("Ani", *HAPUS)
    reply = await scene.app.handle(Incoming(Sender(ANI, "Ani"), Command("dataku")))
    assert reply.screen is not None
    told = json.loads(reply.screen.files[1].body)["tables"]
    assert sorted(table for table, rows in told.items() if rows) == sorted(
        one.table for one in HELD
    ), "a new table: give her a row in it above"
    scene.later(DAYS)
    await erasing.carry_out(scene.app.desk)
    left = await everywhere(scene.store)
    hers = [row for row in left if str(ANI) in row or "'Ani'" in row or WORD in row]
    assert hers == []
    assert any("Menurut instansi" in row for row in left), "the agency's own list is the agency's"
    assert any("cuti" in row for row in left)


async def test_the_certificate_is_shown_as_withdrawn(scene: Scene) -> None:
    await fill(scene)
    await execute(scene.store.database, "UPDATE certificates SET ended = NULL, ended_at = NULL")
    await scene.does("Ani", *HAPUS)
    scene.later(DAYS)
    await erasing.carry_out(scene.app.desk)
    [row] = await execute(scene.store.database, "SELECT * FROM certificates")
    assert (row["ended"], row["code"], row["reason"]) == ("withdrawn", None, None)
    assert row["person"] < 0


@pytest.mark.parametrize("table", ["pledges", "certificates", "attempts"])
async def test_what_stays_is_in_the_name_of_nobody(scene: Scene, table: str) -> None:
    await fill(scene)
    await scene.does("Ani", *HAPUS)
    scene.later(DAYS)
    await erasing.carry_out(scene.app.desk)
    [nobody] = await execute(scene.store.database, "SELECT * FROM people WHERE id < 0")
    assert (nobody["name"], nobody["agency"], nobody["reachable"]) == ("", None, 0)
    rows = await execute(scene.store.database, f"SELECT person FROM {table} WHERE person < 0")
    assert {row["person"] for row in rows} == {nobody["id"]}
