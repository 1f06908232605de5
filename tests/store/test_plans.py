"""The statements that run often touch few rows: they search an index and scan no table.

SQLite names the plan exactly; the indexes are the same on PostgreSQL.
"""

from __future__ import annotations

import pytest

from bot.store import queries
from bot.store.store import Store
from tests.store.raw import execute

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)

SCANS_EVERYTHING = {"agencies_all", "tally_national", "agency_add", "dispute_told"}
"""About all agencies; for a new one, SQLite's plan lists the tables that refer to agencies, though
it looks into them only while a deferred foreign key is open, which there is none; and a ruling of
the operator, for all who reported the question."""

WAITING = {
    "disputes_open",
    "notices_claimed",
    "notices_uncertain",
    "notices_waiting",
    "remarks_waiting",
    "weak_cells_waiting",
}
"""Indexes that hold only what still waits: to read such a one is to read what has to be done."""

GROWING = {
    "people",
    "attempts",
    "answers",
    "units",
    "offices",
    "invitations",
    "ledger",
    "roster",
    "campaigns",
    "campaign_people",
    "tally_counts",
    "certificates",
    "consents",
    "disputes",
    "followups",
    "mutes",
    "notices",
    "pledges",
    "remarks",
    "trail",
    "weak_cells",
}
"""Not ``tally_changes``, which is emptied every few seconds."""


async def plan_of(store: Store, name: str) -> list[str]:
    query = queries.shipped()[name]
    sql = query.sql
    for parameter in sorted(query.names, key=len, reverse=True):
        sql = sql.replace(f":{parameter}", "'1'")
    return [row["detail"] for row in await execute(store.database, f"EXPLAIN QUERY PLAN {sql}")]


@pytest.mark.parametrize(
    "name", ["tally_of_agency", "tally_modules_of_agency", "tally_months_of_agency"]
)
async def test_one_agencys_tally_reads_its_counts_and_no_people(store: Store, name: str) -> None:
    plan = await plan_of(store, name)
    assert any("tally_counts USING INDEX" in line and "(agency=? AND" in line for line in plan)
    assert any("tally_changes USING INDEX tally_changes_by_agency" in line for line in plan)
    assert not any("people" in line or "attempts" in line or "SCAN t" in line for line in plan)


async def test_the_national_tally_reads_one_count_of_each_agency(store: Store) -> None:
    plan = await plan_of(store, "tally_national")
    assert any("counted USING INDEX" in line and "month=?" in line for line in plan)
    scanned = {line.split()[1] for line in plan if line.startswith("SCAN")}
    assert scanned <= {"agencies", "tally_changes", "changed"}


@pytest.mark.parametrize("name", ["tally_started", "tally_finished", "tally_registered"])
async def test_a_milestone_looks_at_that_persons_rows_only(store: Store, name: str) -> None:
    found = [line for line in await plan_of(store, name) if line.startswith("SEARCH")]
    assert found
    for line in found:
        assert "(person=?" in line or "people USING INDEX sqlite_autoindex_people_1" in line


def often() -> list[str]:
    """The statements that a tap or a command runs; an audit reads everything, on its own thread."""
    audits = {name for name in queries.shipped() if name.startswith("audit_")}
    return sorted(set(queries.shipped()) - SCANS_EVERYTHING - audits)


@pytest.mark.parametrize("name", often())
async def test_no_table_is_read_from_end_to_end(store: Store, name: str) -> None:
    plan = [line.split() for line in await plan_of(store, name)]
    scans = {words[1] for words in plan if words[0] == "SCAN" and not WAITING & set(words)}
    assert not scans & GROWING


async def test_the_state_of_a_person_is_found_by_keys_alone(store: Store) -> None:
    plan = await plan_of(store, "person_and_latest_attempt")
    searches = [line for line in plan if line.startswith("SEARCH")]
    assert len(searches) == 4
    assert all("(id=?)" in s or "(person=?" in s for s in searches)
