"""An upgrade counts what is there as the writes would have counted it."""

from __future__ import annotations

from bench.scale import Size, fill
from bench.scale_filling import filling
from bot.service.upkeep.audit import audit, tallies
from bot.store.snapshot import open_snapshot
from bot.store.store import open_store


async def test_a_recount_finds_what_the_upgrade_counted(url: str) -> None:
    await (await open_store(url)).close()
    async with filling(url) as into:
        await fill(into, Size(agencies=4, units=40, people=600))
        assert await into.rows("answers") > 1000
    async with open_snapshot(url) as snapshot:
        assert [str(fault) async for fault in audit(snapshot, checks=[tallies])] == []
    store = await open_store(url)
    [first, *_] = await store.tallies.national()
    await store.close()
    assert first.registered > 100
    assert 0 < first.passed < first.completed < first.started
