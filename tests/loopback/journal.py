"""For load drivers: every change of any chat in one stream, and how long it took to come."""

from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .clock import Clock
from .signals import Signal

if TYPE_CHECKING:
    from .chats import Shown

KEPT = 100_000


class Journal:
    """A bounded record over all chats; reading it late loses the oldest."""

    def __init__(self, clock: Clock) -> None:
        self.changed = Signal()
        self.version = 0
        self.screen_waits: deque[float] = deque(maxlen=KEPT)
        self._changes: deque[Shown] = deque(maxlen=KEPT)
        self._acted: dict[int, float] = {}
        self._clock = clock

    def acted(self, chat_id: int) -> None:
        """Somebody wrote or pressed: from now on they wait for the screen to change."""
        self._acted[chat_id] = self._clock.now()

    def add(self, message: "Shown") -> None:
        """The bot changed a screen."""
        self._changes.append(message)
        self.version += 1
        since = self._acted.pop(message.chat_id, None)
        if since is not None:
            self.screen_waits.append(self._clock.now() - since)
        self.changed.notify()

    def after(self, version: int, limit: int) -> tuple[int, "list[Shown]"]:
        """Changes later than a version, and the version to ask with next."""
        first = self.version - len(self._changes)
        start = max(version, first)
        end = min(start + limit, self.version)
        return end, [self._changes[index - first] for index in range(start, end)]

    def clear_waits(self) -> None:
        """Begin a new measurement."""
        self.screen_waits.clear()


def spread(waits: Iterable[float]) -> dict[str, float]:
    """Count and percentiles in milliseconds."""
    ordered = sorted(waits)
    if not ordered:
        return {"count": 0}
    last = len(ordered) - 1
    marks = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    found = {name: round(ordered[int(last * mark)] * 1000, 2) for name, mark in marks.items()}
    return {"count": len(ordered), **found}
