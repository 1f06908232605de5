"""Flood limits: so many messages per chat and overall, then 429 for a while."""

import math
from dataclasses import dataclass, field

from .clock import Clock
from .errors import too_many

LIMITED_METHODS = frozenset(
    {
        "sendMessage",
        "sendDocument",
        "sendPhoto",
        "editMessageText",
        "editMessageReplyMarkup",
    }
)


@dataclass(slots=True)
class FloodLimits:
    """The limits Telegram speaks of; the exact ones are nobody's knowledge."""

    per_chat: float = 1.0
    chat_burst: int = 5
    group_per_minute: float = 20.0
    overall: float = 30.0
    overall_burst: int = 30
    _due: dict[int, float] = field(default_factory=dict)

    def spend(self, chat_id: int, clock: Clock) -> None:
        """Count one message, or refuse it and say for how long."""
        now = clock.now()
        rate = self.group_per_minute / 60 if chat_id < 0 else self.per_chat
        lanes = ((chat_id, rate, self.chat_burst), (0, self.overall, self.overall_burst))
        wait = max(self._wait(key, rate, burst, now) for key, rate, burst in lanes)
        if wait > 0:
            raise too_many(max(1, math.ceil(wait)))
        for key, rate, _burst in lanes:
            self._due[key] = max(self._due.get(key, now), now) + 1 / rate

    def _wait(self, key: int, rate: float, burst: int, now: float) -> float:
        """Seconds until there is room again; not positive if there is."""
        return self._due.get(key, now) - now - (burst - 1) / rate - 1e-9
