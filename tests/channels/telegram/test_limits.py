"""Flood control: our own, and what Telegram says."""

import asyncio

from bot.channels.telegram.limits import Limits
from bot.channels.telegram.timing import Timing
from tests.channels.telegram.stage import Stage, until
from tests.channels.telegram.turns import Turns
from tests.loopback import Clock, FloodLimits


async def test_a_chat_gets_a_burst_of_three_and_then_one_a_second() -> None:
    turns = Turns()
    for _ in range(6):
        turns.ask(1)
    await turns.run()
    assert [at for at, _ in turns.came] == [0, 0, 0, 1, 2, 3]


async def test_the_limit_of_a_chat_can_be_lifted() -> None:
    clock = Clock(1000.0, frozen=True)
    limits = Limits(Timing(clock.now, clock.sleep, lambda: 0.0), chat_seconds=0)
    for _ in range(100):
        assert await asyncio.wait_for(limits.turn(1, new=False), 5)


async def test_edits_count_for_their_chat() -> None:
    turns = Turns()
    for _ in range(5):
        turns.ask(1, new=False)
    await turns.run()
    assert [at for at, _ in turns.came] == [0, 0, 0, 1, 2]


async def test_no_second_sees_more_than_thirty_new_messages() -> None:
    turns = Turns()
    for chat in range(100):
        turns.ask(chat)
    await turns.run()
    times = [at for at, _ in turns.came]
    assert len(times) == 100
    assert all(sum(1 for t in times if at <= t < at + 1.0) <= 30 for at in times)
    assert max(times) == 3.0
    assert [chat for _, chat in turns.came] == list(range(100)), "first come, first served"


async def test_edits_are_not_counted_over_all_chats() -> None:
    turns = Turns()
    for chat in range(500):
        turns.ask(chat, new=False)
    await turns.run()
    assert {at for at, _ in turns.came} == {0.0}


async def test_one_waiting_chat_never_delays_another() -> None:
    turns = Turns()
    for _ in range(10):
        turns.ask(1)
    turns.limits.flooded(1, 60)
    turns.ask(2)
    await asyncio.wait_for(turns.tasks[-1], 5)
    assert turns.came[-1] == (0, 2)
    for task in turns.tasks:
        task.cancel()


async def test_a_refused_chat_waits_as_long_as_telegram_says() -> None:
    turns = Turns()
    turns.limits.flooded(1, 7)
    turns.ask(1)
    turns.ask(2)
    await turns.run()
    assert turns.came == [(0, 2), (7, 1)]


async def test_when_several_chats_are_refused_within_a_second_everybody_waits() -> None:
    turns = Turns()
    for chat, seconds in ((1, 5), (2, 4), (3, 9)):
        turns.limits.flooded(chat, seconds)
    turns.ask(9)
    turns.ask(3)
    await turns.run()
    assert turns.came == [(4, 9), (9, 3)]


async def test_refusals_spread_over_time_concern_their_chats_alone() -> None:
    turns = Turns()
    for chat in (1, 2, 3):
        turns.limits.flooded(chat, 50)
        turns.clock.advance(2)
    turns.ask(9)
    await turns.run()
    assert turns.came == [(6, 9)]


async def test_a_refusal_that_comes_while_a_chat_waits_for_its_slot_is_obeyed() -> None:
    turns = Turns()
    for chat in range(31):
        turns.ask(chat)
    await until(lambda: len(turns.came) == 30)
    turns.limits.flooded(30, 20)
    await turns.run()
    assert turns.came[-1] == (20, 30)


async def test_an_edit_that_waits_for_its_turn_gives_way_to_a_newer_one(stage: Stage) -> None:
    ani = stage.server.person(7001)
    for _ in range(3):
        await ani.send("halo")
        screen = await ani.sees()
    first = await ani.tap("Lagi", message=screen)
    await first.answer()
    await until(lambda: stage.service.count(7001) == 4)
    second = await ani.tap("Lagi", message=screen)
    await second.answer()
    await stage.passes(lambda: stage.server.calls.of("editMessageText"))
    await ani.sees(containing="5")
    assert len(stage.server.calls.of("editMessageText")) == 1


async def test_idle_chats_are_forgotten() -> None:
    turns = Turns()
    for chat in range(20_000):
        await turns.limits.turn(chat, new=False)
        turns.limits.flooded(chat, 1) if chat % 10 == 0 else None
        turns.clock.advance(2)
    assert turns.limits.known_chats < 1100


async def test_a_429_for_a_message_is_waited_for_and_the_message_sent_once(stage: Stage) -> None:
    ani, budi = stage.server.person(7001), stage.server.person(7002, "Budi")
    stage.server.faults.too_many("sendMessage", retry_after=17)
    await ani.send("halo")
    await until(lambda: stage.server.calls.of("sendMessage"))
    await budi.send("halo")
    await budi.sees()
    began = stage.clock.now()
    await stage.passes(lambda: list(ani.chat.by_bot()), 1.0)
    assert stage.clock.now() - began >= 17
    assert len(list(ani.chat.by_bot())) == 1


async def test_a_429_for_many_chats_stops_everything_for_its_time(stage: Stage) -> None:
    people = [stage.server.person(7000 + n) for n in range(4)]
    stage.server.faults.too_many("sendMessage", retry_after=8, times=3)
    for person in people[:3]:
        await person.send("halo")
    await until(lambda: stage.server.calls.statuses[429] == 3)
    began = stage.clock.now()
    await people[3].send("halo")
    await stage.passes(lambda: all(list(person.chat.by_bot()) for person in people), 1.0)
    assert min(call.at for call in stage.server.calls.of("sendMessage")[3:]) >= began + 8


async def test_taps_during_a_pause_of_hours_leave_nothing_that_waits(stage: Stage) -> None:
    ani = stage.server.person(7001)
    await ani.send("halo")
    screen = await ani.sees()
    stage.server.faults.too_many("editMessageText", retry_after=35_000)
    for number in range(50):
        await ani.tap("Lagi", message=screen)
        await until(lambda: stage.service.count(7001) == number + 2)  # noqa: B023
        await until(lambda: stage.channel.drawer._limits.paused(7001))
    replies = stage.channel.intake._replies
    await until(lambda: replies.busy == 1)
    assert replies.waiting <= 1


async def test_a_strict_server_never_has_to_refuse(stage: Stage) -> None:
    stage.server.world.flood = FloodLimits(chat_burst=3, overall_burst=30)
    people = [stage.server.person(7000 + n) for n in range(40)]
    for _ in range(3):
        for person in people:
            await person.send("halo")
    await stage.passes(lambda: len(stage.server.calls.of("sendMessage")) == 120)
    await until(lambda: stage.server.calls.statuses[200] >= 120)
    assert stage.server.calls.statuses[429] == 0


async def test_of_many_quick_taps_only_the_newest_screen_is_drawn(stage: Stage) -> None:
    ani = stage.server.person(7001)
    await ani.send("halo")
    screen = await ani.sees()
    stall = stage.server.faults.stall("editMessageText")
    taps = [await ani.tap("Lagi", message=screen)]
    await stall.reached.wait()
    taps += [await ani.tap("Lagi", message=screen) for _ in range(9)]
    for tap in taps:
        await tap.answer()
    await until(lambda: stage.service.count(7001) == 11 and not stage.unacknowledged)
    stall.release()
    await ani.sees(containing="11")
    assert len(stage.server.calls.of("editMessageText")) == 2


async def test_a_tap_is_answered_while_its_chat_waits_for_its_turn(stage: Stage) -> None:
    ani = stage.server.person(7001)
    for _ in range(3):
        await ani.send("halo")
        await ani.sees()
    tap = await ani.tap("Lagi")
    await tap.answer()
    assert not stage.server.calls.of("editMessageText")
    await stage.passes(lambda: stage.server.calls.of("editMessageText"))
    await ani.sees(containing="4")
