"""Notices that were claimed and surely not sent: they wait again as soon as that can be written.

Only the worker that claimed them knows it. What it does not give back, the next one can only call
uncertain, and nobody would ever be told. So it goes on trying for as long as it lives.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from typing import Final

from bot.errors import StoreError, StoreUnavailable
from bot.store.outbox import Claim, Key, Outbox

log = logging.getLogger(__name__)

AGAIN_S: Final = 1.0
"""Seconds between two tries."""

_PARTING_S: Final = 4.0  # that a sender waits for it before it goes on, or ends


class Unsent:
    """What is in hand, claimed and about to leave, and what is to go back, with when it is due.

    The two are kept apart: the answer to one message comes while others of its batch are in hand,
    and what goes back before it leaves would be sent twice.
    """

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._in_hand: dict[Key, Claim] = {}
        self._back: dict[Key, tuple[Claim, int]] = {}
        self._giving: asyncio.Task[None] | None = None

    def hold(self, claims: Iterable[Claim]) -> None:
        """They are to be claimed, and leave one after another."""
        self._in_hand.update((one.waiting.key, one) for one in claims)

    def leaves(self, claim: Claim) -> None:
        """It is sent now, so that from here on nobody knows."""
        self._in_hand.pop(claim.waiting.key, None)

    def back(self, claim: Claim, due_at: int) -> None:
        """It was not taken; it is to be due then."""
        self._back[claim.waiting.key] = claim, due_at
        self._begin()

    def give_back(self) -> None:
        """No more of them leave: what is still in hand goes back, due as before."""
        for key, one in self._in_hand.items():
            self._back[key] = one, one.waiting.notice.due_at
        self._in_hand.clear()
        self._begin()

    def _begin(self) -> None:
        """Begin to put them back, and go on until that is stored."""
        if self._back and (self._giving is None or self._giving.done()):
            self._giving = asyncio.create_task(self._give_back(), name="notices given back")

    async def finish(self) -> None:
        """Wait until they are back, but not for long: the database may be away."""
        self.give_back()
        if self._giving is not None:
            await asyncio.wait((self._giving,), timeout=_PARTING_S)

    async def _give_back(self) -> None:
        aloud = True
        while going := dict(self._back):
            try:
                await self._outbox.give_back(list(going.values()))
            except StoreUnavailable as error:
                if aloud:
                    log.warning("%d notices are to be given back: %s", len(going), error)
                aloud = False
                await asyncio.sleep(AGAIN_S)
                continue
            except StoreError:
                log.exception("%d notices cannot be given back", len(going))
            for key, one in going.items():
                if self._back.get(key) == one:  # else it was claimed anew, and goes back again
                    del self._back[key]
