"""One person's updates in order, different people's side by side."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import pytest

from bot.channels.telegram.order import Lanes
from bot.screens.incoming import Incoming
from tests.channels.telegram.stage import Stage, until


def job(done: list[str], name: str, gate: asyncio.Event) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        await gate.wait()
        done.append(name)

    return run


async def test_the_updates_of_one_person_are_handled_in_order(stage: Stage) -> None:
    ani = stage.server.person(7001)
    for number in range(20):
        await ani.send(str(number))
    await until(lambda: len(stage.service.done) == 20)
    assert stage.service.said() == [str(number) for number in range(20)]


async def test_one_person_is_never_handled_twice_at_once(stage: Stage) -> None:
    ani, gate = stage.server.person(7001), asyncio.Event()

    async def wait(_incoming: Incoming) -> None:
        await gate.wait()

    stage.service.before = wait
    await ani.send("satu")
    await ani.send("dua")
    await until(lambda: stage.service.begun)
    await stage.passes(lambda: len(stage.server.calls.of("getUpdates")) > 3)
    assert len(stage.service.begun) == 1
    gate.set()
    await until(lambda: len(stage.service.done) == 2)


async def test_different_people_are_handled_side_by_side(stage: Stage) -> None:
    people = [stage.server.person(7000 + n) for n in range(5)]
    gate = asyncio.Event()

    async def wait(_incoming: Incoming) -> None:
        await gate.wait()

    stage.service.before = wait
    for person in people:
        await person.send("halo")
    await stage.passes(lambda: len(stage.service.begun) == 5)
    assert not stage.service.done
    gate.set()
    await until(lambda: len(stage.service.done) == 5)


async def test_a_stalled_reply_delays_neither_acknowledgement_nor_anybody(stage: Stage) -> None:
    ani, budi = stage.server.person(7001), stage.server.person(7002, "Budi")
    stall = stage.server.faults.stall("sendMessage")
    await ani.send("satu")
    await stall.reached.wait()
    await until(lambda: not stage.unacknowledged)
    await ani.send("dua")
    await budi.send("tiga")
    await budi.sees()
    await until(lambda: stage.service.said(7001) == ["satu", "dua"] and not stage.unacknowledged)
    assert not list(ani.chat.by_bot()), "the second reply may not pass the first"
    stall.release()
    assert (await ani.sees(containing="1")).text == "Hitungan: 1"
    assert (await ani.sees(containing="2")).text == "Hitungan: 2"


async def test_an_idle_person_costs_nothing() -> None:
    lanes, gate = Lanes(), asyncio.Event()
    done: list[str] = []
    for key in range(1000):
        lanes.submit(key, job(done, str(key), gate))
    assert lanes.busy == 1000
    gate.set()
    await lanes.idle()
    assert (lanes.busy, lanes.waiting, len(done)) == (0, 0, 1000)


async def test_of_too_many_waiting_replies_the_oldest_are_dropped() -> None:
    lanes, gate = Lanes(each=3), asyncio.Event()
    done: list[str] = []
    lanes.submit("ani", job(done, "running", gate))
    await until(lambda: lanes.waiting == 0)
    for number in range(10):
        lanes.submit("ani", job(done, str(number), gate))
    assert lanes.waiting == 3
    gate.set()
    await lanes.idle()
    assert done == ["running", "7", "8", "9"]


async def test_a_newer_job_of_the_same_topic_replaces_the_waiting_one() -> None:
    lanes, gate = Lanes(), asyncio.Event()
    done: list[str] = []
    lanes.submit("ani", job(done, "running", gate), topic=11)
    await until(lambda: lanes.waiting == 0)
    assert not lanes.overtaken("ani", 11)
    lanes.submit("ani", job(done, "old", gate), topic=11)
    lanes.submit("ani", job(done, "other", gate), topic=12)
    lanes.submit("ani", job(done, "new", gate), topic=11)
    assert lanes.overtaken("ani", 11)
    assert not lanes.overtaken("budi", 11)
    gate.set()
    await lanes.idle()
    assert done == ["running", "other", "new"]


async def test_a_full_house_makes_the_producer_wait() -> None:
    lanes, gate = Lanes(total=2), asyncio.Event()
    done: list[str] = []
    for name in ("running", "a", "b"):
        lanes.submit("ani", job(done, name, gate))
    room = asyncio.ensure_future(lanes.room())
    await until(lambda: lanes.waiting == 2)
    assert not room.done()
    gate.set()
    await room
    await lanes.idle()


async def test_a_job_that_fails_does_not_stop_the_next(caplog: pytest.LogCaptureFixture) -> None:
    lanes, gate = Lanes(), asyncio.Event()
    gate.set()
    done: list[str] = []

    async def broken() -> None:
        raise RuntimeError

    lanes.submit("ani", broken)
    lanes.submit("ani", job(done, "next", gate))
    await lanes.idle()
    assert done == ["next"]
    assert len(caplog.records) == 1


async def test_closing_cancels_what_runs_and_forgets_what_waits() -> None:
    lanes, gate = Lanes(), asyncio.Event()
    done: list[str] = []
    for name in ("running", "waiting"):
        lanes.submit("ani", job(done, name, gate))
    await until(lambda: lanes.waiting == 1)
    await lanes.close()
    lanes.submit("ani", job(done, "late", gate))
    gate.set()
    await lanes.idle()
    assert (done, lanes.busy, lanes.waiting) == ([], 0, 0)


async def test_closing_ends_also_what_took_its_cancellation_for_a_broken_connection() -> None:
    lanes, begun = Lanes(), asyncio.Event()

    async def tries_again() -> None:
        for _ in range(3):
            begun.set()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.Event().wait()

    lanes.submit("ani", tries_again)
    await begun.wait()
    async with asyncio.timeout(10):
        await lanes.close()
    assert lanes.busy == 0
