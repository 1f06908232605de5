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
    """What is claimed and not sent, with when it is to be due."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._held: dict[Key, tuple[Claim, int]] = {}
        self._giving: asyncio.Task[None] | None = None

    def hold(self, claims: Iterable[Claim]) -> None:
        """They are to be claimed: until they leave, they are due as before."""
        for one in claims:
            self._held[one.waiting.key] = one, one.waiting.notice.due_at

    def leaves(self, claim: Claim) -> None:
        """It is sent now, so that from here on nobody knows."""
        self._held.pop(claim.waiting.key, None)

    def back(self, claim: Claim, due_at: int) -> None:
        """It was not taken; it is to be due then."""
        self._held[claim.waiting.key] = claim, due_at
        self.give_back()

    def give_back(self) -> None:
        """Begin to put them back, and go on until that is stored."""
        if self._held and (self._giving is None or self._giving.done()):
            self._giving = asyncio.create_task(self._give_back(), name="notices given back")

    async def finish(self) -> None:
        """Wait until they are back, but not for long: the database may be away."""
        self.give_back()
        if self._giving is not None:
            await asyncio.wait((self._giving,), timeout=_PARTING_S)

    async def _give_back(self) -> None:
        aloud = True
        while held := dict(self._held):
            try:
                await self._outbox.give_back(list(held.values()))
            except StoreUnavailable as error:
                if aloud:
                    log.warning("%d notices are to be given back: %s", len(held), error)
                aloud = False
                await asyncio.sleep(AGAIN_S)
                continue
            except StoreError:
                log.exception("%d notices cannot be given back", len(held))
            for key, one in held.items():
                if self._held.get(key) == one:  # else it is claimed anew
                    del self._held[key]
