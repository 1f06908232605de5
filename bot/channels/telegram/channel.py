"""Serving Telegram by long polling, from sign-in to the last acknowledgement."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from bot.channels.telegram.commands import Profile, publish
from bot.channels.telegram.parts import Channel
from bot.channels.telegram.poll import Poller
from bot.channels.telegram.timing import Timing
from bot.channels.telegram.watchdog import Watchdog
from bot.channels.telegram.wire import Wire

log = logging.getLogger(__name__)
_FINISH = 5.0  # seconds for what is in hand; docs/operations.md has supervisors wait fifteen
_LAST_CALL = 3.0


async def serve_polling(
    channel: Channel,
    stop: asyncio.Event,
    *,
    profile: Profile | None = None,
    started: float | None = None,
) -> None:
    """Serve Telegram by long polling until ``stop`` is set.

    ``started`` is when the process began, by the channel's clock. Raises ``SettingsError`` for
    a refused token and ``TelegramSilent`` when Telegram does not answer for too long.
    """
    poller = Poller(
        channel.wire,
        channel.intake,
        channel.health,
        channel.timing,
        seconds=channel.options.poll_seconds,
    )
    work = asyncio.create_task(_work(channel, poller, profile, started))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({work, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await end(stopping, work)
        await _finish(channel, poller)
    if not work.cancelled():
        work.result()


async def _work(
    channel: Channel,
    poller: Poller,
    profile: Profile | None,
    started: float | None,
) -> None:
    await channel.open(polling=True)
    watchdog = Watchdog(
        poller,
        channel.polling,
        channel.health,
        channel.timing,
        poll_limit=channel.options.poll_limit,
        rebuild_after=channel.options.rebuild_after,
        stop_after=channel.options.stop_after,
    )
    menu = asyncio.create_task(introduce(channel.wire, profile))
    loops = {asyncio.create_task(poller.run()), asyncio.create_task(watchdog.run())}
    log.info("ready: @%s, polling%s", channel.wire.username, since(channel.timing, started))
    try:
        ended, _ = await asyncio.wait(loops, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await end(menu, *loops)
    for loop in ended:
        loop.result()


async def introduce(wire: Wire, profile: Profile | None) -> None:
    """Set the command menu and the descriptions, if there are any."""
    if profile is not None:
        await publish(wire, profile)


async def _finish(channel: Channel, poller: Poller) -> None:
    """What is in hand ends or is dropped; what is committed is acknowledged."""
    if not await channel.timing.within(_FINISH, channel.intake.finish()):
        log.warning("stopping with work in hand: uncommitted updates come again")
    await channel.intake.close()
    await channel.timing.within(_LAST_CALL, poller.acknowledge())
    await channel.close()


async def end(*tasks: asyncio.Task[Any]) -> None:
    """Cancel, and wait until they are over."""
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


def since(timing: Timing, started: float | None) -> str:
    """How long the start took, for the line that says that it is over."""
    return "" if started is None else f", {timing.clock() - started:.2f} s after the start"
