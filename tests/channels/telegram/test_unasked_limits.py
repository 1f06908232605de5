"""Messages that nobody asked for: 25 a second, and people come first."""

import asyncio

from tests.channels.telegram.turns import Turns


async def _broadcast(turns: Turns, count: int) -> None:
    """Like the sender: one after the other."""
    for number in range(count):
        assert await turns.limits.room(60.0)
        turns.limits.take_room()
        turns.came.append((round(turns.clock.now() - 1000.0, 3), -number))


def _most(times: list[float]) -> int:
    """The most in any second."""
    return max(sum(1 for t in times if at <= t < at + 1.0) for at in times)


async def test_no_second_sees_more_than_twenty_five() -> None:
    turns = Turns()
    task = asyncio.ensure_future(_broadcast(turns, 100))
    while not task.done():
        await asyncio.sleep(0)
        if len(turns.clock._sleepers):
            turns.clock.advance(0.125)
    times = [at for at, _ in turns.came]
    assert _most(times) == 25
    assert max(times) == 3.0


async def test_people_are_answered_at_once_and_notices_wait_for_them() -> None:
    turns = Turns()
    task = asyncio.ensure_future(_broadcast(turns, 75))
    asked = {}
    for tenth in range(60):
        if tenth % 2 == 0:
            asked[tenth] = turns.ask(tenth)  # five people a second
        for _ in range(10):
            await asyncio.sleep(0)
        turns.clock.advance(0.1)
    await task
    answered = {chat: at for at, chat in turns.came if chat > 0}
    assert all(answered[tenth] == round(tenth / 10, 3) for tenth in asked if tenth)
    assert _most([at for at, _ in turns.came]) <= 30
    notices = [at for at, chat in turns.came if chat <= 0]
    assert 2.0 < max(notices) <= 4.0  # 20 a second are left for them


async def test_after_too_many_it_says_so_at_once() -> None:
    turns = Turns()
    turns.limits.unasked_flooded(7.0)
    assert not await turns.limits.room(2.0)
    turns.ask(1)
    await turns.run()
    assert turns.came == [(0.0, 1)], "people are answered meanwhile"
    turns.clock.advance(5.5)
    waiting = asyncio.ensure_future(turns.limits.room(2.0))
    await asyncio.sleep(0)
    turns.clock.advance(1.5)
    assert await waiting
