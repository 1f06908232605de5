"""The audit recounts every campaign by the rules, and names grants to nobody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.agencies.campaign import Campaign
from bot.service.upkeep.audit import audit
from bot.service.upkeep.audit_campaigns import campaigns
from bot.store import queries
from bot.store.campaign_rows import Member
from bot.store.snapshot import open_snapshot
from bot.store.store import Store
from bot.store.trail import Trace
from tests.service.broken import damage, faults
from tests.store.copies import trained

SPRING = Campaign("DEMO", "c1", "uji", 50, 90_000_000, 0, 12, 3, 30, 50)


def trace(name: str) -> Trace:
    return Trace("DEMO", 60, name, 0, "campaign.create", "{}")


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    store = await trained(url, 8)
    assert await store.campaigns.create(SPRING, trace("t1"))
    assert await store.campaigns.create(replace(SPRING, id="c2", units=("KEU",)), trace("t2"))
    somebody = Member(None, 1, "", None, "excused", 0, None)
    assert await store.campaigns.excuse(SPRING, somebody, "cuti", trace("t3"))
    assert await store.campaigns.extend(SPRING, "KEU", 95_000_000, "cuti", trace("t4"))
    yield store
    await store.close()


async def test_campaigns_in_order_are_not_spoken_of(store: Store, url: str) -> None:
    assert await faults(url) == []


async def test_counts_that_forget_who_is_late_differ_from_a_recount(store: Store, url: str) -> None:
    right = queries.shipped()["campaign_counts"]
    wrong = replace(
        right,
        sql=right.sql.replace("THEN 1\n            ELSE 0", "THEN 0\n            ELSE 0"),
        numbered=right.numbered.replace("THEN 1\n            ELSE 0", "THEN 0\n            ELSE 0"),
    )
    assert wrong != right
    async with open_snapshot(url) as snapshot:
        vars_of = snapshot._queries  # type: ignore[attr-defined]
        snapshot._queries = {**vars_of, right.name: wrong}  # type: ignore[attr-defined]
        told = [str(fault) async for fault in audit(snapshot, checks=[campaigns])]
    assert "campaigns: campaign c1 of DEMO: its counts differ from a recount" in told


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("UPDATE campaign_people SET person = 99", "person 99"),
        ("UPDATE campaign_people SET entry = 'e9', person = 0", "entry e9 on the roster"),
        ("UPDATE campaign_extensions SET unit = 'TIADA'", "unit TIADA"),
    ],
)
async def test_what_was_granted_to_nobody_is_named(
    store: Store, url: str, statement: str, missing: str
) -> None:
    await damage(url, statement)
    assert await faults(url) == [f"campaigns: campaign c1 of DEMO: there is no {missing}"]
