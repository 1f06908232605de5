"""One update on its way: how the door that it came by hears what became of it."""

from __future__ import annotations

from typing import Protocol

from bot.channels.telegram.request import JsonObject


class Delivery(Protocol):
    """What a door hands over with an update. Exactly one of its methods ends it."""

    @property
    def carries(self) -> bool:
        """Whether a call to Telegram can travel with the acknowledgement."""
        ...

    def done(self, call: JsonObject | None = None) -> None:
        """The effect is committed, so the update may be acknowledged; with a call to carry."""
        ...

    def postponed(self) -> bool:
        """The database is away. True: Telegram delivers again later; False: it waits here."""
        ...
