"""From an update to its committed effect, and behind that its drawing.

Acknowledgement waits for ``handle`` alone. A reply that is slow to draw, because Telegram is or
because its chat must wait, holds up neither the acknowledgement nor anybody else.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeAlias

from bot import logs
from bot.channels.telegram.counts import Counts
from bot.channels.telegram.delivery import Delivery
from bot.channels.telegram.draw import Drawer, Failure
from bot.channels.telegram.incoming import Place, parse, place_of, read
from bot.channels.telegram.order import Lanes
from bot.channels.telegram.request import JsonObject
from bot.channels.telegram.timing import Timing
from bot.channels.telegram.trials import Pulse, Trial, Trials
from bot.channels.telegram.wire import Wire
from bot.errors import StoreUnavailable
from bot.screens.incoming import Incoming
from bot.screens.screen import Reply

Handle: TypeAlias = Callable[[Incoming], Awaitable[Reply]]
"""Commits the effect before it returns; raises for bugs and StoreUnavailable only."""

log = logging.getLogger(__name__)
_WAITING_REPLIES = 20  # per person: at one a second, older ones are of no use any more
_HUNG = 3  # times that a handler may not end: a database that hangs is likelier than a bug


class Intake:
    """Takes updates; tells the delivery of each when it may be acknowledged.

    ``patience`` is how many seconds a handler may take before it counts as hung. Then it is begun
    again, as after a crash: a database that stands still (a frozen machine, a network that is cut)
    looks like this before it says that it is away. A handler that hangs while the database answers
    others is a bug, which would hold back everybody's acknowledgement for ever. ``pulse`` tells one
    that the database refuses alone (:mod:`.trials`) from an outage.
    """

    def __init__(
        self,
        wire: Wire,
        handle: Handle,
        drawer: Drawer,
        timing: Timing,
        counts: Counts,
        *,
        failure: Failure,
        reference: Callable[[], str],
        patience: float = 60.0,
        pulse: Pulse | None = None,
    ) -> None:
        self._wire = wire
        self._handle = handle
        self._drawer = drawer
        self._timing = timing
        self._counts = counts
        self._failure = failure
        self._reference = reference
        self._patience = patience
        self._trials = Trials(timing, pulse)
        self._commits = Lanes()
        self._replies = Lanes(each=_WAITING_REPLIES)
        self._store_down = False

    def take(self, raw: JsonObject, delivery: Delivery) -> None:
        """Handle one update after the earlier ones of the same person."""
        update = parse(raw)
        number = self._counts.begin(update.kind)
        try:
            incoming = read(update, self._wire.username, self._wire.download)
            place = None if incoming is None else place_of(update)
        except Exception:  # coming back would not make it readable
            log.exception("an update cannot be read [%s]", self._reference())
            self._counts.end(number, "unreadable")
            return delivery.done()
        if incoming is None or place is None:
            self._counts.end(number, "ignored")
            return delivery.done()
        job = partial(self._commit, number, incoming, place, delivery)
        return self._commits.submit(incoming.sender.id, job)

    async def room(self) -> None:
        """Wait while too many replies wait to be drawn."""
        await self._replies.room()

    @property
    def waiting(self) -> int:
        """How many replies wait to be drawn."""
        return self._replies.waiting

    async def finish(self) -> None:
        """Wait until everything in hand is committed and drawn."""
        await self._commits.idle()
        await self._replies.idle()

    async def close(self) -> None:
        """Drop what is still in hand: the uncommitted comes back, the undrawn is in the store."""
        await self._commits.close()
        await self._replies.close()

    async def _commit(
        self, number: int, incoming: Incoming, place: Place, delivery: Delivery
    ) -> None:
        with self._trials.one() as trial:
            outcome, reply = await self._handled(incoming, delivery, trial)
        self._counts.end(number, outcome)
        if reply is None:
            return
        call = self._drawer.rider(place, reply) if delivery.carries else None
        if call is not None:
            self._counts.carried(call["method"])
        delivery.done(call)
        self._reply(place, reply, answered=call is not None)

    async def _handled(
        self, incoming: Incoming, delivery: Delivery, trial: Trial
    ) -> tuple[str, Reply | None]:
        """How it went, and what to show; None when the update comes again."""
        attempt = hung = 0
        while True:
            try:
                async with asyncio.timeout(self._patience) as patience:
                    reply = await self._handle(incoming)
            except StoreUnavailable as error:
                self._store_is_down(error)
                if delivery.postponed():
                    return "postponed", None
                if await trial.failed():
                    self._store_is_up()
                    return "bug", self._given_up(incoming, trial, error)
            except Exception as error:
                late = isinstance(error, TimeoutError) and patience.expired()
                hung += late
                if not late or (hung >= _HUNG and not self._store_down):
                    reference, who = self._reference(), logs.person(incoming.sender.id)
                    log.exception("a bug, met by %s [%s]", who, reference)
                    return "bug", self._failure(reference)
                log.warning("an update took too long and is begun again")
            else:
                self._store_is_up()
                self._trials.done += 1
                return "done", reply
            await self._timing.sleep(self._timing.backoff(attempt, first=0.5, most=15.0))
            attempt += 1

    def _given_up(self, incoming: Incoming, trial: Trial, error: StoreUnavailable) -> Reply:
        reference, who = self._reference(), logs.person(incoming.sender.id)
        log.error(
            "the database refuses one update alone, %s; it is given up, met by %s [%s]: %s",
            trial,
            who,
            reference,
            error,
        )
        return self._failure(reference)

    def _reply(self, place: Place, reply: Reply, *, answered: bool) -> None:
        """An answer to a tap does not queue: until it comes, the button shows a spinner."""
        if place.query is not None and not answered:
            self._replies.submit(place.query, partial(self._drawer.answer, place, reply))
        if reply.screen is None:
            return
        lane, topic = place.chat, place.message
        show = partial(self._drawer.show, place, reply)
        if topic is not None:
            show = partial(show, wanted=lambda: not self._replies.overtaken(lane, topic))
        self._replies.submit(lane, show, topic)

    def _store_is_down(self, error: StoreUnavailable) -> None:
        """Once for each outage, not for each update."""
        if not self._store_down:
            self._store_down = True
            log.error("updates wait for the database: %s", error)

    def _store_is_up(self) -> None:
        if self._store_down:
            self._store_down = False
            log.info("the database is back, updates go on")
