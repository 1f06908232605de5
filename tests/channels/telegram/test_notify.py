"""A message that nobody asked for is sent once; how that ended is known as well as can be."""

import asyncio
from collections.abc import Callable

import pytest

from bot.screens.outgoing import Outcome
from bot.screens.screen import Reply, Screen, say
from tests.channels.telegram.stage import Stage, counted, until
from tests.loopback import Fault, FloodLimits, Kind, Person


def always() -> bool:
    return True


async def ani_of(stage: Stage, *, start: bool = True) -> Person:
    await until(lambda: stage.channel.notifier.ready)
    return stage.server.person(7001, first_name="Ani", start=start)


async def notify(stage: Stage, person: int = 7001, wanted: Callable[[], bool] = always) -> Outcome:
    assert await stage.channel.notifier.room()
    return await stage.channel.notifier.send(person, counted(1), wanted)


def sent(stage: Stage) -> int:
    return len(stage.server.calls.of("sendMessage"))


async def test_it_arrives_with_its_buttons(stage: Stage) -> None:
    ani = await ani_of(stage)
    assert await notify(stage) == "sent"
    assert ani.last.text == "Hitungan: 1"
    assert ani.last.labels == ["Lagi", "Buka obrolan"]


async def test_who_blocked_the_bot_or_is_gone_is_reported(stage: Stage) -> None:
    ani = await ani_of(stage)
    await ani.block()
    assert await notify(stage) == "blocked"
    stage.server.person(7002, start=True).deactivate()
    assert await notify(stage, 7002) == "blocked"
    assert await notify(stage, 7003) == "blocked"  # nobody of that id ever wrote to the bot
    assert stage.gone == [7001, 7002, 7003]


@pytest.mark.parametrize(
    ("kind", "status", "outcome"),
    [
        (Kind.DROP_AFTER, 0, "uncertain"),
        (Kind.DROP_BEFORE, 0, "uncertain"),  # from here it looks the same
        (Kind.ERROR, 504, "uncertain"),
        (Kind.ERROR, 502, "later"),
        (Kind.ERROR, 500, "later"),
    ],
)
async def test_what_may_have_arrived_is_uncertain_and_nothing_is_repeated(
    stage: Stage, kind: Kind, status: int, outcome: str
) -> None:
    await ani_of(stage)
    stage.server.faults.add(Fault(kind, "sendMessage", status=status))
    assert await notify(stage) == outcome
    assert sent(stage) == 1


async def test_after_too_many_notices_wait_as_long_as_they_are_told_and_people_do_not(
    stage: Stage,
) -> None:
    ani = await ani_of(stage)
    stage.server.faults.too_many("sendMessage", retry_after=7)
    assert await notify(stage) == "later"
    assert not await stage.channel.notifier.room()
    budi = stage.server.person(7002)
    await budi.send("halo")
    assert (await budi.sees()).text == "Hitungan: 1"
    stage.clock.advance(7.0)
    assert await notify(stage) == "sent"
    assert ani.last.text == "Hitungan: 1"


async def test_a_chat_that_must_wait_for_long_gets_its_notice_later_and_holds_up_no_end(
    stage: Stage,
) -> None:
    ani = await ani_of(stage)
    stage.server.faults.too_many("sendMessage", retry_after=35_000)
    await ani.send("halo")
    await until(lambda: stage.channel.notifier._limits.paused(ani.id))
    assert await notify(stage) == "later"
    stage.server.person(7002, start=True)
    assert await notify(stage, 7002) == "sent"
    await stage.channel.notifier.finish()
    assert sent(stage) == 2


async def test_a_refused_text_has_failed(stage: Stage) -> None:
    await ani_of(stage)
    empty = Reply("id", Screen((say("empty"),)))
    assert await stage.channel.notifier.send(7001, empty, always) == "failed"
    nameless = Reply("id", Screen((say("no such text"),)))
    assert await stage.channel.notifier.send(7001, nameless, always) == "failed"


async def test_what_is_not_wanted_any_more_is_not_sent(stage: Stage) -> None:
    await ani_of(stage)
    assert await notify(stage, wanted=lambda: False) == "later"
    assert sent(stage) == 0


async def test_the_end_waits_for_what_is_under_way_and_lets_nothing_new_out(stage: Stage) -> None:
    await ani_of(stage)
    stalled = stage.server.faults.stall("sendMessage")
    task = stage.channel.notifier.send(7001, counted(1), always)
    await stalled.reached.wait()
    ending = asyncio.create_task(stage.channel.notifier.finish())
    await until(lambda: not stage.channel.notifier.ready)
    assert await stage.channel.notifier.send(7001, counted(2), always) == "later"
    stalled.release()
    await ending
    assert task.result() == "sent"


async def test_the_flood_limits_of_telegram_are_not_hit(stage: Stage) -> None:
    await until(lambda: stage.channel.notifier.ready)
    stage.server.world.flood = FloodLimits()
    people = [stage.server.person(7100 + n, start=True) for n in range(100)]

    async def broadcast() -> list[Outcome]:
        tasks = []
        for person in people:
            assert await stage.channel.notifier.room()
            tasks.append(stage.channel.notifier.send(person.id, counted(1), always))
        return await asyncio.gather(*tasks)

    task = asyncio.create_task(broadcast())
    took = await stage.passes(task.done)
    assert task.result() == ["sent"] * 100
    assert 3.0 <= took <= 4.0
