"""Messages that nobody asked for, in no channel's terms: how they leave, and how that ended."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Literal, Protocol, TypeAlias

from bot.screens.screen import Reply

Outcome: TypeAlias = Literal["sent", "blocked", "failed", "uncertain", "later"]
"""``blocked``: the person does not want the bot, or is gone. ``failed``: refused for good.
``uncertain``: the answer was lost, so it may have been sent. ``later``: surely not sent, and the
same may be tried again."""


class Messenger(Protocol):
    """What a channel gives to whoever sends notices. One sender at a time uses it."""

    @property
    def ready(self) -> bool:
        """Whether the channel is open."""
        ...

    async def room(self) -> bool:
        """Wait for a place among the messages of this second. False when that would take long,
        because there were too many: then nothing should be kept waiting for it."""
        ...

    def send(self, person: int, reply: Reply, wanted: Callable[[], bool]) -> Awaitable[Outcome]:
        """Take the place and send, once and not again. ``wanted`` turns false when the message
        must not be sent any more; the outcome is ``later`` then."""
        ...
