"""The sealer works beside the answering, takes turns, and heals what a crash left."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from bot.app import App
from bot.service.ledger.entering import BATCH
from bot.service.ledger.sealing import Sealer
from bot.store.store import Store, open_store
from tests.dialogues.stage import ServiceDoor, World
from tests.service.sealed import entries, faults, finished
from tests.store.cast import ANI, attempt, complete
from tests.store.raw import execute

WAY = (
    "/start lain",
    "[Saya setuju]",
    "[Bahasa Indonesia]",
    "[PNS]",
    "[Modul uji]",
    "[A. Sanksi",
    "[Lanjut]",
    "[Kirim]",
    "[Lanjut]",
    "[A. Boleh",
    "[Lanjut]",
)


def sealer_of(store: Store, every_s: float = 3600) -> Sealer:
    return Sealer(store, lambda: 5000, every_s=every_s)


async def test_what_a_crash_left_unsealed_is_sealed_at_the_next_start(store: Store) -> None:
    names = await finished(store, 3)
    await finished(store, 2, "LAIN")
    assert await entries(store) == []
    async with sealer_of(store).at_work():
        pass
    assert [one.subject for one in await entries(store)] == names
    assert len(await entries(store, "LAIN")) == 2


async def test_a_word_is_enough_and_all_that_was_told_is_done_at_the_end(store: Store) -> None:
    sealer = sealer_of(store)
    async with sealer.at_work():
        await finished(store, 2)
        sealer.wake("DEMO")
    assert len(await entries(store)) == 2
    assert await faults(store) == []


async def test_news_waits_for_more_and_is_done_at_the_end(store: Store) -> None:
    batches = count(1)

    def clock() -> int:
        next(batches)
        return 5000

    await finished(store, 1)
    sealer = Sealer(store, clock, every_s=3600, gather_s=3600)
    async with asyncio.timeout(10), sealer.at_work():
        while not await entries(store):  # noqa: ASYNC110
            await asyncio.sleep(0)
        for number in (1, 2, 3):
            await finished(store, 1, first=number)
            sealer.wake("DEMO")
        assert len(await entries(store)) == 1
    assert len(await entries(store)) == 4
    assert next(batches) == 3  # all three were in the second one


async def test_what_nobody_told_of_is_found_by_the_sweep(store: Store) -> None:
    begun = asyncio.Event()

    def clock() -> int:
        begun.set()
        return 5000

    async with Sealer(store, clock, every_s=0.001).at_work():
        await finished(store, 2)
        await begun.wait()
    assert await entries(store)
    assert await faults(store) == []


async def test_the_sweep_comes_however_much_news_there_is(store: Store) -> None:
    sealer = sealer_of(store, every_s=0.001)

    async def finish_all_the_time() -> None:
        while True:
            sealer.wake("DEMO")
            await asyncio.sleep(0)

    async with sealer.at_work():
        busy = asyncio.create_task(finish_all_the_time())
        try:
            await finished(store, 2, "LAIN")  # on a worker that ended before it was sealed
            async with asyncio.timeout(10):
                while len(await entries(store, "LAIN")) < 2:  # noqa: ASYNC110
                    await asyncio.sleep(0)
        finally:
            busy.cancel()


async def test_a_busy_agency_does_not_hold_up_another(store: Store) -> None:
    await finished(store, BATCH + 1)
    await finished(store, 1, "LAIN")
    turn = count(1)
    await Sealer(store, lambda: next(turn)).sweep()
    turns = [entry.at for entry in await entries(store)]
    assert [entry.at for entry in await entries(store, "LAIN")] == [2]
    assert turns == [1] * BATCH + [3]


async def test_one_agency_that_cannot_be_sealed_is_logged_and_harms_no_other(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    await complete(store, attempt(ANI, "not an id"))
    await finished(store, 1, "LAIN")
    await sealer_of(store).sweep()
    assert len(await entries(store, "LAIN")) == 1
    assert await entries(store) == []
    [record] = caplog.records
    assert record.getMessage() == "the ledger of DEMO cannot be continued"


async def test_a_database_that_is_away_is_told_and_tried_again(
    store: Store, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    await finished(store, 1)
    away = await open_store(url)
    await away.close()
    sealer = sealer_of(away)
    sealer.wake("DEMO")
    await sealer.sweep()
    assert [record.getMessage() for record in caplog.records] == [
        "the ledger is not swept now: the store is closed",
        "the ledger of DEMO waits: the store is closed",
    ]
    async with sealer_of(store).at_work():
        pass
    assert len(await entries(store)) == 1


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    async with World.make(tmp_path).app() as app:
        yield app


async def test_the_last_answer_asks_as_little_as_without_a_ledger(app: App) -> None:
    sealer = sealer_of(app.store)
    desk = replace(app.desk, finished=sealer.wake)
    door = ServiceDoor(replace(app, desk=desk))
    async with sealer.at_work():
        for line in WAY:
            await door.act("Ani", line)
        before = app.round_trips()
        await door.act("Ani", "[A]")
        assert app.round_trips() - before <= 3  # sealing alone asks three times more
    [entry] = await entries(app.store, "LAIN")
    assert '"module":"uji"' in entry.body


async def test_an_abandoned_attempt_gets_no_entry(app: App) -> None:
    door = ServiceDoor(app)
    for line in WAY[:6]:
        await door.act("Ani", line)
    [row] = await execute(app.store.database, "SELECT id, person FROM attempts")
    await app.store.attempts.abandon(row["id"], row["person"], 5000)
    await sealer_of(app.store).sweep()
    assert await entries(app.store, "LAIN") == []
