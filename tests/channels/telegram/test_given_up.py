"""One update that the database refuses alone stops nobody; in an outage none is given up."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

import pytest

from bot.channels.telegram.trials import LONG_S, OUTNUMBERED
from bot.errors import StoreUnavailable
from bot.screens.incoming import Incoming
from tests.channels.telegram.stage import Stage

ANI, BUDI, CITRA, DEWI = 7001, 7002, 7003, 7004
LONG = 4 * LONG_S


async def beats() -> None:
    """A small write is taken."""


def refuses(stage: Stage, people: Collection[int]) -> None:
    """From now on the database refuses what these people do."""

    async def store(incoming: Incoming) -> None:
        if incoming.sender.id in people:
            raise StoreUnavailable("report: PostgreSQL did not answer in time")

    stage.service.before = store


async def wait(stage: Stage, seconds: float = LONG) -> None:
    """Let that time pass."""
    end = stage.clock.now() + seconds
    await stage.passes(lambda: stage.clock.now() >= end, 5.0)


async def test_one_that_is_refused_alone_is_given_up_after_minutes_and_says_so(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.pulse = beats
    refuses(stage, {ANI})
    ani, budi = stage.server.person(ANI), stage.server.person(BUDI, "Budi")
    await ani.send("laporan")
    await stage.passes(lambda: stage.service.begun)
    await budi.send("halo")
    await stage.passes(lambda: stage.service.said(BUDI))
    assert (await budi.sees()).text == "Hitungan: 1"
    await wait(stage, LONG_S - 30)
    assert len(stage.unacknowledged) == 2
    assert await stage.passes(lambda: not stage.unacknowledged, 5.0) < 60
    assert (await ani.sees()).text == "Maaf, ada gangguan. Sebutkan ref-1."
    [said] = [one.getMessage() for one in caplog.records if "given up" in one.message]
    assert "ref-1" in said
    assert str(ANI) not in said
    refuses(stage, ())
    await ani.send("halo")
    await stage.passes(lambda: stage.service.said(ANI) == ["halo"])


async def test_while_the_database_is_away_none_is_given_up(stage: Stage) -> None:
    refuses(stage, {ANI})
    await stage.server.person(ANI).send("jawaban")
    await wait(stage)
    refuses(stage, ())
    await stage.passes(lambda: not stage.unacknowledged)
    assert stage.service.said() == ["jawaban"]


async def test_nor_while_it_answers_reading_and_stores_nothing(stage: Stage) -> None:
    refuses(stage, {ANI})
    ani, budi = stage.server.person(ANI), stage.server.person(BUDI, "Budi")
    await ani.send("jawaban")
    for number in range(OUTNUMBERED + 2):
        await budi.send(f"menu {number}")
    await wait(stage)
    assert len(stage.service.said(BUDI)) == OUTNUMBERED + 2
    refuses(stage, ())
    await stage.passes(lambda: stage.service.said(ANI) == ["jawaban"])


async def test_nor_while_it_is_slow_for_everybody(stage: Stage) -> None:
    async def slow() -> None:
        await stage.clock.sleep(30)

    stage.pulse = slow
    refuses(stage, {ANI})
    await stage.server.person(ANI).send("jawaban")
    await wait(stage)
    assert len(stage.unacknowledged) == 1
    refuses(stage, ())
    await stage.passes(lambda: stage.service.said(ANI) == ["jawaban"])


async def test_nor_while_several_fail_and_few_are_done(stage: Stage) -> None:
    """As when something holds a table that all of them need."""
    stage.pulse = beats
    refuses(stage, {ANI, BUDI, CITRA})
    for person in (ANI, BUDI, CITRA):
        await stage.server.person(person, str(person)).send("jawaban")
    await stage.server.person(DEWI, "Dewi").send("menu")
    await wait(stage)
    assert stage.service.said() == ["menu"]
    refuses(stage, ())
    await stage.passes(lambda: not stage.unacknowledged)
    assert stage.service.said(CITRA) == ["jawaban"]


async def test_two_among_many_are_given_up_both(stage: Stage) -> None:
    stage.pulse = beats
    refuses(stage, {ANI, BUDI})
    for person in (ANI, BUDI):
        await stage.server.person(person, str(person)).send("laporan")
    await stage.passes(lambda: len(stage.service.begun) > 1)
    dewi = stage.server.person(DEWI, "Dewi")
    for number in range(2 * OUTNUMBERED):
        await dewi.send(f"menu {number}")
    await stage.passes(lambda: not stage.unacknowledged, 5.0)
    assert stage.service.said(ANI) == stage.service.said(BUDI) == []


def goes_away(stage: Stage) -> asyncio.Event:
    """From now on the database stores nothing; set once that was met."""
    met = asyncio.Event()

    async def away() -> None:
        met.set()
        raise StoreUnavailable("away")

    stage.pulse = away
    return met


async def test_an_outage_in_between_has_it_begin_anew(stage: Stage) -> None:
    stage.pulse = beats
    refuses(stage, {ANI})
    await stage.server.person(ANI).send("laporan")
    await wait(stage, LONG_S - 60)
    await stage.passes(goes_away(stage).is_set, 5.0)
    stage.pulse = beats
    assert await stage.passes(lambda: not stage.unacknowledged, 5.0) >= LONG_S


async def test_what_another_update_met_of_it_counts_for_all(stage: Stage) -> None:
    stage.pulse = beats
    refuses(stage, {ANI})
    await stage.server.person(ANI).send("laporan")
    await wait(stage, LONG_S - 60)
    refuses(stage, {ANI, BUDI})
    await stage.server.person(BUDI, "Budi").send("halo")
    begun = len(stage.service.begun)
    met = goes_away(stage)
    await stage.passes(met.is_set)
    assert stage.service.begun[begun:][-1].sender.id == BUDI
    stage.pulse = beats
    refuses(stage, {ANI})
    assert await stage.passes(lambda: not stage.unacknowledged, 5.0) >= LONG_S
