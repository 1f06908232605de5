"""What a worker tells of itself as one of several."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client.core import Metric

from bot.channels.web.families import gauge, info, labelled
from bot.service.notices.shift import Shift
from bot.service.own_clock import OwnClock
from bot.service.upkeep.following import Following
from bot.store.outbox import Backlog


def of_content(following: Following) -> Iterator[Metric]:
    """Which content is in use, and whether it is the one that is wanted."""
    about = "The content in use: its meaning (hash), and every byte of it (edition)."
    library = following.library
    said = {"hash": library.current.hash, "edition": library.edition}
    yield info("content_info", about, said)
    differs = int(following.differs)
    yield gauge("content_differs", "Whether another content is wanted than is in use.", differs)


def of_clock(own_clock: OwnClock) -> Iterator[Metric]:
    """How far it is from Telegram's, once that is known."""
    ahead = own_clock.ahead
    if ahead is not None:
        about = "By how much the clock of this machine is ahead of Telegram's."
        yield gauge("clock_ahead_seconds", about, ahead)


def of_notices(shift: Shift, unsent: Backlog | None) -> Iterator[Metric]:
    """What this worker sent unasked, whether it is its turn, and what waits, of all workers."""
    yield labelled("notices", "Notices that ended here.", ("kind", "end"), shift.ends)
    yield gauge("notices_sender", "Whether this worker sends them.", int(shift.sends))
    if unsent is not None:
        yield gauge("notices_waiting", "Notices planned and not sent yet.", unsent.waiting)
        yield gauge("notices_due", "Those of them that are due.", unsent.due)
        about = "For how long the first of those is due."
        yield gauge("notices_oldest_due_seconds", about, unsent.late_ms / 1000)
