"""The queue of updates: kept until acknowledged, or until they are too old."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from .clock import Clock

FIRST_UPDATE_ID = 700_000_001
LIFETIME = 86_400.0
TAP_LIFETIME = 150.0  # the official server forgets a tap much sooner than a message
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Pending:
    """One update, ready to be sent."""

    update_id: int
    kind: str
    body: bytes
    expires: float
    lane: tuple[str, int]  # order holds per person for taps, per chat for the rest


class UpdateQueue:
    """What the bot has not confirmed yet."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._next_id = FIRST_UPDATE_ID
        self.pending: dict[int, Pending] = {}
        self.again: list[Pending] = []  # acknowledged, yet to be delivered once more
        self.allowed: frozenset[str] | None = None
        self.on_push: Callable[[Pending], None] | None = None
        self.should_repeat: Callable[[Pending], bool] = lambda _update: False
        self.shuffle: random.Random | None = None

    def push(self, kind: str, content: dict[str, Any], lane: tuple[str, int]) -> int | None:
        """Queue an update and return its id, or None if the bot does not want its kind."""
        if kind not in self.allowed if self.allowed else kind in NOT_BY_DEFAULT:
            return None
        update_id = self._next_id
        self._next_id += 1
        lifetime = TAP_LIFETIME if kind == "callback_query" else LIFETIME
        body = json.dumps({"update_id": update_id, kind: content}).encode()
        update = Pending(update_id, kind, body, self._clock.now() + lifetime, lane)
        self.pending[update_id] = update
        if self.on_push is not None:
            self.on_push(update)
        return update_id

    def allow(self, kinds: list[str] | None) -> None:
        """Keep the setting if none is given; an empty list is the default set."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def acknowledge(self, below: int) -> None:
        """Drop for good what the bot has confirmed."""
        confirmed = list(takewhile(lambda update_id: update_id < below, self.pending))
        for update_id in confirmed:
            self.done(update_id)

    def done(self, update_id: int) -> None:
        """One update was confirmed."""
        update = self.pending.pop(update_id, None)
        if update is not None and self.should_repeat(update):
            self.again.append(update)

    def keep_last(self, count: int) -> None:
        """A negative offset forgets all but the newest."""
        for update_id in list(self.pending)[: max(0, len(self.pending) - count)]:
            del self.pending[update_id]

    def is_alive(self, update: Pending) -> bool:
        """Whether it is still to be delivered; a too old one is dropped here."""
        if update.update_id in self.pending and self._clock.now() > update.expires:
            del self.pending[update.update_id]
        return update.update_id in self.pending

    def take(self, limit: int) -> list[Pending]:
        """The oldest updates, still unconfirmed afterwards."""
        now = self._clock.now()
        batch, self.again = self.again[:limit], self.again[limit:]
        expired: list[int] = []
        for update in self.pending.values():
            if len(batch) >= limit:
                break
            if update.expires < now:
                expired.append(update.update_id)
            else:
                batch.append(update)
        for update_id in expired:
            del self.pending[update_id]
        if self.shuffle is not None:
            self.shuffle.shuffle(batch)
        return batch
