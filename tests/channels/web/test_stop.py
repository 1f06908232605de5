"""Ending in order: what is in hand is committed, drawn and acknowledged, or given back."""

import asyncio

import pytest

from bot.errors import SettingsError, StoreUnavailable
from bot.screens.incoming import Incoming
from tests.channels.telegram.stage import Service, until
from tests.channels.web.stage import Client, Worker, greeted, message, passes
from tests.loopback import LoopbackServer


async def test_what_is_in_hand_is_finished_and_acknowledged(worker: Worker) -> None:
    gate = asyncio.Event()

    async def wait(_incoming: Incoming) -> None:
        await gate.wait()

    worker.service.before = wait
    ani = worker.server.person(7001)
    await ani.send("halo")
    await until(lambda: worker.service.begun)
    worker.stop.set()
    await until(lambda: worker.webhook.server._uvicorn.should_exit)
    gate.set()
    assert (await ani.sees()).text == "Hitungan: 1"
    await until(lambda: not worker.server.world.updates.pending)
    assert worker.task is not None
    await worker.task


async def test_no_new_connection_is_taken(worker: Worker, by_hand: Client) -> None:
    worker.stop.set()
    assert worker.task is not None
    await worker.task
    with pytest.raises(OSError):
        await by_hand.post(message(1))


async def test_what_cannot_be_finished_in_time_is_given_back(
    worker: Worker, by_hand: Client
) -> None:
    stuck = asyncio.Event()

    async def wait(_incoming: Incoming) -> None:
        await stuck.wait()

    worker.service.before = wait
    post = asyncio.create_task(by_hand.post(message(1)))
    await until(lambda: worker.service.begun)
    worker.stop.set()
    assert worker.task is not None
    await passes(worker.server.clock, post.done)
    assert post.result()[0] == 503
    await worker.task
    assert not worker.service.done


async def test_a_reply_that_hangs_keeps_neither_the_stop_nor_the_acknowledgement(
    worker: Worker,
) -> None:
    stall = worker.server.faults.stall("sendMessage")
    await worker.server.person(7001).send("halo")
    await stall.reached.wait()
    await until(lambda: not worker.server.world.updates.pending)
    worker.stop.set()
    assert worker.task is not None
    await passes(worker.server.clock, worker.task.done)
    worker.task.result()


async def test_an_outage_of_the_database_does_not_keep_it_from_stopping(worker: Worker) -> None:
    async def away(_incoming: Incoming) -> None:
        raise StoreUnavailable("away")

    worker.service.before = away
    await worker.server.person(7001).send("halo")
    await until(lambda: worker.service.begun)
    worker.stop.set()
    assert worker.task is not None
    await worker.task
    assert len(worker.server.world.updates.pending) == 1


async def test_the_next_start_goes_on_where_this_one_stopped(
    worker: Worker, server: LoopbackServer
) -> None:
    await greeted(worker)
    await worker.end()
    ani = server.person(7001)
    await ani.tap("Lagi")
    again = Worker(server, worker.service)
    await again.ready()
    await passes(server.clock, lambda: ani.last.text == "Hitungan: 2")
    await again.end()


async def test_stopping_before_the_sign_in_works(idle: Worker) -> None:
    idle.server.faults.drop_before("getMe", times=None)
    task = idle.start()
    await until(lambda: idle.server.calls.of("getMe"))
    idle.stop.set()
    await task


async def test_a_refused_token_ends_it_with_one_line(server: LoopbackServer) -> None:
    worker = Worker(server, Service())
    server.token = "7000000001:ANOTHER-only-for-tests-0000000000"
    with pytest.raises(SettingsError, match="BOT_TOKEN is not accepted"):
        await worker.start()


async def test_the_line_that_says_ready_has_port_and_seconds(
    idle: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    began = idle.server.clock.now() - 1.25
    idle.task = asyncio.create_task(idle.webhook.serve(idle.stop, started=began))
    port = idle.url.rpartition(":")[2]
    wanted = f"ready: @NetralUjiBot, webhook on port {port}, 1.25 s after the start"
    await until(lambda: wanted in caplog.text)
