"""The sender of notices: each is claimed before it is sent, and sent once at most.

A claim is committed before anything leaves. So a crash leaves few notices of which nobody knows
whether they arrived: they are recorded as uncertain and never sent again. Whoever plans the next
reminders puts the people they were for first. What did not leave is given back by who claimed it.

Who calls this holds the lease of the sender, so that one worker sends at a time; if two ever do,
the claims still keep them apart. Between a screen's making and its sending lies about a second, as
no more are claimed than are sent in that time.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.agencies.reminding import Calendar
from bot.errors import StoreError, StoreUnavailable
from bot.screens.outgoing import Messenger, Outcome
from bot.screens.screen import Reply
from bot.screens.wording import FIRST_LANGUAGE
from bot.service.desk import Desk
from bot.service.notices.calendars import Calendars
from bot.service.notices.kinds import NEWS, TELL, TOLD_ANYWAY, Tell
from bot.service.notices.unsent import AGAIN_S, Unsent
from bot.store.outbox import Claim, Closed, End, Waiting

log = logging.getLogger(__name__)

BATCH: Final = 25
"""Notices that are claimed together: what goes in one second."""

UNDER_WAY: Final = 50
"""Messages of which the end is not known yet, at most."""

RETRY_MS: Final = 60_000
"""So long a notice waits that Telegram did not take."""

_STOPPED_MS: Final = 86_400_000  # to look again whether somebody may be written to after all
_TRIES: Final = 10  # to write down how a sending ended, while the database is away
_NEVER_MS: Final = 30 * 86_400_000  # to look again at an agency where every day is a day off


@dataclass(frozen=True, slots=True)
class Ready:
    """A notice that is worth sending now, as it was worded a moment ago."""

    waiting: Waiting
    reply: Reply
    calendar: Calendar

    def day(self, now: int, news: frozenset[str]) -> int | None:
        """The day of which this is the person's one notice; None for news."""
        return None if self.waiting.notice.kind in news else self.calendar.day(now).toordinal()


Judged: TypeAlias = Ready | Closed | int
"""To be sent, or closed without, or put off until then (ms since 1970 UTC)."""


class Sender:
    """``messenger`` is the channel's way out, ``tell`` has the screen of each kind of notice; of
    the kinds of ``news`` a person may get more than one a day."""

    def __init__(
        self,
        desk: Desk,
        messenger: Messenger,
        tell: Mapping[str, Tell] = TELL,
        news: frozenset[str] = NEWS,
    ) -> None:
        self._desk = desk
        self._tell = tell
        self._news = news
        self._outbox = desk.store.outbox
        self._messenger = messenger
        self._calendars = Calendars(desk)
        self._under_way: set[asyncio.Task[None]] = set()
        self._unsent = Unsent(desk.store.outbox)
        self.ends: Counter[tuple[str, str]] = Counter()
        """How many notices of which kind ended in which way; what ends ``later`` is tried again."""
        self.trouble = False
        """Whether a message was not taken, or its answer lost, since this was last set."""

    async def recover(self) -> None:
        """What was claimed and not settled is uncertain from now on."""
        await self.finish()
        if found := await self._outbox.recover(self._desk.clock()):
            self.ends.update({(kind, "uncertain"): number for kind, number in found.items()})
            log.warning(
                "%d notices are uncertain: a sender stopped while it sent them", found.total()
            )

    async def finish(self) -> None:
        """Wait until it is known how everything that was sent ended."""
        while self._under_way:
            await asyncio.wait(self._under_way)
        await self._unsent.finish()

    async def batch(self) -> int:
        """Begin to send what has been due longest; gives how many notices were dealt with.

        Raises StoreError; what is claimed by then and did not leave is given back.
        """
        waiting = await self._outbox.due(self._desk.clock(), BATCH)
        judged = [(one, await self._judged(one)) for one in waiting]
        closed = [what for _, what in judged if isinstance(what, Closed)]
        await self._outbox.close(closed, self._desk.clock())
        self.ends.update((what.waiting.notice.kind, what.end) for what in closed)
        await self._outbox.put_off([(one, at) for one, at in judged if isinstance(at, int)])
        try:
            await self._send([one for _, one in judged if isinstance(one, Ready)])
        finally:
            self._unsent.give_back()
        return len(waiting)

    async def _judged(self, one: Waiting) -> Judged:
        calendar = await self._calendars.of(one.agency, one.unit)
        now = self._desk.clock()
        if not calendar.open(now):
            return calendar.next_open(now) or now + _NEVER_MS
        if not one.reachable:
            return Closed(one, "blocked")
        if one.stopped and one.notice.kind not in TOLD_ANYWAY:
            return now + _STOPPED_MS
        try:
            screen = await self._tell[one.notice.kind](self._desk, one.notice)
        except StoreError:
            raise
        except Exception:
            log.exception("a notice of the kind %s cannot be shown", one.notice.kind)
            return Closed(one, "failed")
        if screen is None:
            return Closed(one, "dropped")
        return Ready(one, Reply(one.language or FIRST_LANGUAGE, screen), calendar)

    async def _send(self, ready: Sequence[Ready]) -> None:
        for one, claim in await self._claimed(ready):
            if len(self._under_way) >= UNDER_WAY:
                await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
            if not await self._messenger.room():
                self.trouble = True
                await self._unsent.finish()
                return
            self._begin(one, claim)

    async def _claimed(self, ready: Sequence[Ready]) -> list[tuple[Ready, Claim]]:
        """Those that are ours to send; whoever had something today gets theirs on another day."""
        now = self._desk.clock()
        claims = [Claim.of(one.waiting, one.day(now, self._news), now) for one in ready]
        self._unsent.hold(claims)  # before: an answer that is lost tells nothing
        ours = await self._outbox.claim(claims)
        pairs = list(zip(ready, claims, strict=True))
        refused = [(one, claim) for one, claim in pairs if one.waiting.key not in ours]
        for _, claim in refused:
            self._unsent.leaves(claim)
        await self._outbox.put_off(
            [(one.waiting, one.calendar.tomorrow(now) or now + _NEVER_MS) for one, _ in refused]
        )
        return [(one, claim) for one, claim in pairs if one.waiting.key in ours]

    def _begin(self, one: Ready, claim: Claim) -> None:
        person, calendar = one.waiting.notice.person, one.calendar
        sending = self._messenger.send(person, one.reply, lambda: calendar.open(self._desk.clock()))
        self._unsent.leaves(claim)
        task = asyncio.create_task(self._settled(claim, sending))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _settled(self, claim: Claim, sending: Awaitable[Outcome]) -> None:
        outcome = await sending
        self.ends[claim.waiting.notice.kind, outcome] += 1
        self.trouble |= outcome in ("later", "uncertain")
        if outcome == "later":
            self._unsent.back(claim, self._desk.clock() + RETRY_MS)
        else:
            await self._write_down(claim, outcome)

    async def _write_down(self, claim: Claim, end: End) -> None:
        for _ in range(_TRIES):
            try:
                await self._outbox.settle(claim, end, self._desk.clock())
            except StoreUnavailable as error:
                log.warning("a notice was sent, but that is not written down yet: %s", error)
                await asyncio.sleep(AGAIN_S)
            except StoreError:
                log.exception("a notice was sent, and that cannot be written down")
                return
            else:
                return
