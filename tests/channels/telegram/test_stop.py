"""Ending in order: finish what is in hand, acknowledge it, close."""

import asyncio

import pytest

from bot.channels.telegram.poll import Poller
from bot.errors import StoreUnavailable
from tests.channels.telegram.stage import Stage, until


async def stopped(stage: Stage) -> None:
    assert stage.task is not None
    await until(stage.task.done)
    stage.task.result()


async def test_what_is_in_hand_is_finished_and_acknowledged(stage: Stage) -> None:
    ani, gate = stage.server.person(7001), asyncio.Event()

    async def wait(_incoming: object) -> None:
        await gate.wait()

    stage.service.before = wait
    await ani.send("halo")
    await until(lambda: stage.service.begun)
    stage.stop.set()
    await until(lambda: stage.task is not None and not stage.server.world.polling._waiting)
    gate.set()
    await stopped(stage)
    assert ani.last.text == "Hitungan: 1"
    assert not stage.unacknowledged
    last = stage.server.calls.of("getUpdates")[-1].params
    assert (last["timeout"], last["limit"]) == (0, 1)


async def test_an_idle_bot_stops_at_once_without_a_needless_call(stage: Stage) -> None:
    await until(lambda: stage.server.world.polling._waiting)
    polls = len(stage.server.calls.of("getUpdates"))
    stage.stop.set()
    await stopped(stage)
    assert len(stage.server.calls.of("getUpdates")) == polls


async def test_the_last_call_takes_nothing_that_it_does_not_handle(stage: Stage) -> None:
    ani, gate = stage.server.person(7001), asyncio.Event()

    async def wait(_incoming: object) -> None:
        await gate.wait()

    stage.service.before = wait
    await ani.send("satu")
    await until(lambda: stage.service.begun)
    stage.stop.set()
    await until(lambda: stage.server.world.polling._waiting is None)
    await ani.send("dua")
    gate.set()
    await stopped(stage)
    assert len(stage.unacknowledged) == 1
    assert stage.service.said() == ["satu"]


async def test_after_five_seconds_the_uncommitted_is_left_for_the_next_start(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    ani, budi = stage.server.person(7001), stage.server.person(7002, "Budi")

    async def away(incoming: object) -> None:
        if getattr(incoming, "sender").id == 7001:  # noqa: B009
            raise StoreUnavailable("away")

    await budi.send("halo")
    await budi.sees()
    stage.service.before = away
    await ani.send("halo")
    await until(lambda: len(stage.service.begun) == 2)
    stage.stop.set()
    assert stage.task is not None
    passed = await stage.passes(stage.task.done)
    assert 4.9 <= passed <= 6
    assert len(stage.unacknowledged) == 1
    assert any("come again" in record.message for record in caplog.records)


async def test_a_reply_that_hangs_does_not_keep_its_update_from_being_acknowledged(
    stage: Stage,
) -> None:
    stall = stage.server.faults.stall("sendMessage")
    await stage.server.person(7001).send("halo")
    await stall.reached.wait()
    stage.stop.set()
    assert stage.task is not None
    assert await stage.passes(stage.task.done) <= 6
    assert not stage.unacknowledged


async def test_a_network_that_is_away_does_not_keep_the_bot_from_stopping(stage: Stage) -> None:
    ani = stage.server.person(7001)
    stage.server.faults.drop_before("getUpdates", times=None).after = 1
    await ani.send("halo")
    await ani.sees()
    stage.stop.set()
    assert stage.task is not None
    await stage.passes(stage.task.done)
    stage.task.result()


async def test_stopping_before_the_sign_in_works(idle_stage: Stage) -> None:
    idle_stage.server.faults.drop_before("getMe", times=None)
    task = idle_stage.start()
    await until(lambda: idle_stage.server.calls.of("getMe"))
    idle_stage.stop.set()
    await until(task.done)
    task.result()


async def test_the_sessions_are_closed(stage: Stage) -> None:
    await until(lambda: stage.server.world.polling._waiting)
    stage.stop.set()
    await stopped(stage)
    sessions = [request._session for request in stage.channel.wire._request]  # type: ignore[attr-defined]
    assert [session.closed for session in sessions] == [True, True]


async def test_the_channel_says_when_it_is_ready(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    await until(lambda: any(r.message == "ready: @NetralUjiBot, polling" for r in caplog.records))


async def test_a_stop_in_the_moment_in_which_a_poll_is_given_up_is_a_stop(stage: Stage) -> None:
    stall = stage.server.faults.stall("getUpdates")
    poller = Poller(
        stage.channel.wire, stage.channel.intake, stage.channel.health, stage.channel.timing
    )
    await until(lambda: stage.channel.health.signed_in)
    polling = asyncio.create_task(poller.run())
    await stall.reached.wait()
    await until(lambda: poller.began is not None)
    poller.abort()
    polling.cancel()
    await until(polling.done)
    assert polling.cancelled()
