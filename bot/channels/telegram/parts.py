"""The parts of the channel, put together once for all ways in which updates arrive."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from telegram.error import InvalidToken, TelegramError

from bot.channels.telegram.counts import Counts
from bot.channels.telegram.draw import Drawer, Failure, Unreachable
from bot.channels.telegram.intake import Handle, Intake
from bot.channels.telegram.limits import Limits
from bot.channels.telegram.notify import Notifier
from bot.channels.telegram.poll import Health
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.retry import Retry
from bot.channels.telegram.their_clock import TheirClock
from bot.channels.telegram.timing import REAL, Timing
from bot.channels.telegram.trials import Pulse
from bot.channels.telegram.wire import Wire, connect
from bot.errors import SettingsError
from bot.screens.wording import Wording

TELEGRAM = "https://api.telegram.org"

log = logging.getLogger(__name__)
_LAST_NOTICES = 1.0  # seconds; of those that take longer, nobody knows whether they arrived


def _nobody(_told: object) -> None:
    """Nobody wants to know."""


def new_reference() -> str:
    """A short id that a person can read out and that finds the line in the log."""
    return secrets.token_hex(4)


@dataclass(frozen=True, slots=True)
class Options:
    """What an operator may want to change; times are in seconds.

    ``chat_seconds`` and ``chat_burst`` are what one chat may get; 0 seconds leaves it to
    Telegram to say when it is too much, as a load test needs it.
    """

    api_url: str = TELEGRAM
    connections: int = 64
    poll_seconds: int = 30
    poll_limit: float = 60.0
    rebuild_after: float = 180.0
    stop_after: float = 900.0
    patience: float = 60.0
    chat_seconds: float = 1.0
    chat_burst: int = 3
    notices_per_second: int = 25


DEFAULTS = Options()


@dataclass(frozen=True, slots=True)
class Behind:
    """The bot behind the channel. ``named`` is told what it is called, once it has signed in;
    ``compared`` how far its clock is ahead (:class:`TheirClock`). ``pulse`` writes something small;
    without it no update is given up because the database refuses it alone."""

    handle: Handle
    failure: Failure
    unreachable: Unreachable
    named: Callable[[str], None] = _nobody
    compared: Callable[[float | None], None] = _nobody
    pulse: Pulse | None = None


@dataclass(slots=True)
class Channel:
    """The parts that stay together: for polling, for a webhook, and for reminders.

    ``intake.take(update, delivery)`` takes an update from wherever it arrives and tells the
    delivery once it may be acknowledged; ``notifier`` sends what nobody asked for, in the same
    limits.
    """

    wire: Wire
    drawer: Drawer
    intake: Intake
    notifier: Notifier
    timing: Timing
    polling: AiohttpRequest
    counts: Counts
    options: Options = DEFAULTS
    health: Health = field(default_factory=Health)
    named: Callable[[str], None] = _nobody

    async def open(self, *, polling: bool = False) -> None:
        """Sign in, trying again for as long as the network does not answer.

        For ``polling`` a webhook is taken down: while one is set, getUpdates is refused.
        """
        attempt = 0
        while not await self._signed_in(polling):
            await self.timing.sleep(self.timing.backoff(attempt))
            attempt += 1
        self.health.started = self.timing.clock()
        self.named(self.wire.username)
        self.health.signed_in = self.notifier.ready = True

    async def close(self) -> None:
        """Drop what is in hand and close all connections; notices on their way still arrive."""
        await self.intake.close()
        await self.timing.within(_LAST_NOTICES, self.notifier.finish())
        await self.wire.shutdown()

    async def _signed_in(self, polling: bool) -> bool:
        try:
            await self.wire.initialize()
            if polling:
                await self.wire.delete_webhook()
        except InvalidToken:
            pass  # the framework's error quotes the token: not even as context may it go on
        except TelegramError as error:
            log.warning("cannot sign in to Telegram yet: %s", error)
            return False
        else:
            return True
        raise SettingsError(
            "BOT_TOKEN is not accepted: copy it again from @BotFather "
            "(with a server of your own, check BOT_API_URL too)"
        )


def build(
    token: str,
    behind: Behind,
    wording: Wording,
    *,
    options: Options = DEFAULTS,
    timing: Timing = REAL,
    reference: Callable[[], str] = new_reference,
) -> Channel:
    """All parts on one bot, nothing opened yet."""
    counts, their_clock = Counts(timing.clock), TheirClock(behind.compared, clock=timing.clock)
    polling = AiohttpRequest(2, counts=counts, their_clock=their_clock)
    calls = AiohttpRequest(options.connections, counts=counts, their_clock=their_clock)
    wire = connect(token, options.api_url, calls, polling)
    limits = _limits(options, timing)
    drawer = Drawer(
        wire,
        wording,
        limits,
        Retry(timing),
        failure=behind.failure,
        unreachable=behind.unreachable,
        reference=reference,
    )
    intake = Intake(
        wire,
        behind.handle,
        drawer,
        timing,
        counts,
        failure=behind.failure,
        reference=reference,
        patience=options.patience,
        pulse=behind.pulse,
    )
    notifier = Notifier(wire, drawer, limits, behind.unreachable)
    return Channel(
        wire, drawer, intake, notifier, timing, polling, counts, options, named=behind.named
    )


def _limits(options: Options, timing: Timing) -> Limits:
    unasked = options.notices_per_second
    return Limits(
        timing,
        chat_seconds=options.chat_seconds,
        chat_burst=options.chat_burst,
        overall=max(30, unasked + 5),
        unasked=unasked,
    )
