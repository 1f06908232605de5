"""No update is lost, none is acknowledged too early, and none is done twice."""

import asyncio
import json
import sys

import pytest

from bot.errors import StoreUnavailable
from bot.screens.incoming import Incoming
from tests.channels.telegram.stage import Service, until
from tests.channels.web.stage import Client, Worker, greeted, message, passes, tap
from tests.loopback import LoopbackServer


async def test_the_update_is_acknowledged_only_after_its_effect_is_committed(
    worker: Worker, by_hand: Client
) -> None:
    gate = asyncio.Event()

    async def wait(_incoming: Incoming) -> None:
        await gate.wait()

    worker.service.before = wait
    post = asyncio.create_task(by_hand.post(message(1)))
    await until(lambda: worker.service.begun)
    assert (await by_hand.get("/healthz"))[0] == 200
    assert not post.done()
    gate.set()
    assert await post == (200, "")
    assert worker.service.said() == ["halo"]


async def test_a_crash_before_the_acknowledgement_brings_the_update_again(
    server: LoopbackServer,
) -> None:
    first, second = Worker(server, Service()), Worker(server, Service())
    await first.ready()
    stuck = asyncio.Event()

    async def wait(_incoming: Incoming) -> None:
        await stuck.wait()

    first.service.before = wait
    ani = server.person(7001)
    await ani.send("halo")
    await until(lambda: first.service.begun)
    await die(first)
    await passes(server.clock, lambda: server.webhook.last_error)
    assert len(server.world.updates.pending) == 1
    await second.ready()
    await passes(server.clock, lambda: not server.world.updates.pending)
    assert (await ani.sees()).text == "Hitungan: 1"
    assert second.service.said() == ["halo"]
    await first.channel.close()
    await second.end()


async def die(worker: Worker) -> None:
    """As when the process is killed: its connections break, nothing is finished."""
    running = worker.webhook.server._uvicorn
    for listening in running.servers:
        listening.close()
    for connection in list(running.server_state.connections):
        connection.transport.abort()
    assert worker.webhook.server._task is not None
    assert worker.task is not None
    tasks = {worker.webhook.server._task, worker.task, *running.server_state.tasks}
    await worker.channel.intake.close()
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


async def test_while_the_database_is_away_telegram_is_asked_to_come_again(
    worker: Worker, by_hand: Client, caplog: pytest.LogCaptureFixture
) -> None:
    async def away(_incoming: Incoming) -> None:
        raise StoreUnavailable("database is locked")

    caplog.set_level("INFO")
    worker.service.before = away
    async with by_hand.session.post(
        worker.address, json=message(1), headers={"X-Telegram-Bot-Api-Secret-Token": worker.secret}
    ) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
    worker.service.before = None
    assert (await by_hand.post(message(1)))[0] == 200
    assert worker.service.said() == ["halo"]
    assert worker.channel.counts.updates["message", "postponed"] == 1
    assert "the database is back" in caplog.text


async def test_after_an_outage_everything_arrives_in_order(worker: Worker) -> None:
    down = True

    async def away(_incoming: Incoming) -> None:
        if down:
            raise StoreUnavailable("database is locked")

    worker.service.before = away
    ani, budi = worker.server.person(7001), worker.server.person(7002, "Budi")
    await ani.send("satu")
    await ani.send("dua")
    await budi.send("tiga")
    await passes(worker.server.clock, lambda: len(worker.service.begun) > 5)
    assert len(worker.server.world.updates.pending) == 3
    down = False
    await passes(worker.server.clock, lambda: not worker.server.world.updates.pending)
    assert worker.service.said(7001) == ["satu", "dua"]
    assert worker.service.said(7002) == ["tiga"]


async def test_a_bug_is_logged_once_shown_with_its_reference_and_acknowledged(
    worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    async def bug(_incoming: Incoming) -> None:
        raise ZeroDivisionError

    worker.service.before = bug
    ani = worker.server.person(7001)
    await ani.send("halo")
    assert (await ani.sees()).text == "Maaf, ada gangguan. Sebutkan ref-1."
    await until(lambda: not worker.server.world.updates.pending)
    [error] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert "ref-1" in error.getMessage()
    assert worker.channel.counts.updates["message", "bug"] == 1


async def test_what_cannot_be_read_is_acknowledged_as_it_would_only_come_again(
    worker: Worker, by_hand: Client
) -> None:
    assert (await by_hand.post({"update_id": 1, "message": {"no": "such"}}))[0] == 200
    assert (await by_hand.post({"update_id": 2, "purchased_paid_media": {}}))[0] == 200
    counts = worker.channel.counts.updates
    assert (counts["message", "unreadable"], counts["other", "ignored"]) == (1, 1)


async def test_an_update_that_comes_again_gets_the_same_answer_and_is_done_once(
    worker: Worker, by_hand: Client
) -> None:
    first = await by_hand.post(tap(1, 5))
    assert await by_hand.post(tap(1, 5)) == first
    assert json.loads(first[1])["method"] == "answerCallbackQuery"
    assert worker.service.count(7001) == 1


async def test_an_update_that_comes_again_while_in_hand_is_done_once(
    worker: Worker, by_hand: Client
) -> None:
    gate = asyncio.Event()

    async def wait(_incoming: Incoming) -> None:
        await gate.wait()

    worker.service.before = wait
    posts = [asyncio.create_task(by_hand.post(message(1))) for _ in range(3)]
    tasks = worker.webhook.server._uvicorn.server_state.tasks
    await until(lambda: len(tasks) == 3 and worker.service.begun)
    posts[0].cancel()  # its connection breaks; the others still wait
    await until(lambda: posts[0].done())
    gate.set()
    assert [await post for post in posts[1:]] == [(200, ""), (200, "")]
    assert worker.service.said() == ["halo"]


async def test_updates_that_were_done_are_delivered_again_by_telegram(worker: Worker) -> None:
    worker.server.faults.redeliver(times=3)
    await greeted(worker)
    ani = worker.server.person(7001)
    for number in range(2, 5):
        await ani.tap("Lagi")
        await passes(worker.server.clock, lambda n=number: ani.last.text == f"Hitungan: {n}")
    await until(lambda: not worker.server.world.updates.pending)
    assert worker.service.count(7001) == 4


async def test_only_so_many_answers_are_remembered(worker: Worker, by_hand: Client) -> None:
    worker.webhook.deliveries._remember = 3
    for number in range(1, 6):
        await by_hand.post(message(number))
    assert list(worker.webhook.deliveries._past) == [3, 4, 5]
    assert not worker.webhook.deliveries._open


async def test_ids_out_of_order_are_all_handled(worker: Worker, by_hand: Client) -> None:
    for number in (9, 3, 7, 1, sys.maxsize, -5):
        assert (await by_hand.post(message(number, f"nomor {number}")))[0] == 200
    assert len(worker.service.said()) == 6


async def test_one_persons_updates_are_handled_one_after_another(
    worker: Worker, by_hand: Client
) -> None:
    most = now = 0

    async def watch(_incoming: Incoming) -> None:
        nonlocal most, now
        now += 1
        most = max(most, now)
        await asyncio.sleep(0)
        now -= 1

    worker.service.before = watch
    await asyncio.gather(*(by_hand.post(message(n, f"{n}")) for n in range(20)))
    assert most == 1
    assert len(worker.service.said()) == 20
