"""Flood control: wait before Telegram says so, and obey when it does.

Telegram allows about one message a second in a chat, short bursts included, and about thirty
a second over all chats (platform fact P23). The second limit is about messages that notify
people. Edits and answers to taps are not counted there: each is asked for by a tap, they
notify nobody, and hundreds a second pass; counting them would make people wait for each other.
They count per chat, as a chat has one screen to change; an answer to a tap waits for pauses
only, because it changes no message and expires within seconds.

Messages that nobody asked for (notices) leave the last places of each second to people: they wait
while so many messages of any kind went in the second before.

The framework's ``AIORateLimiter`` is not used: any call that ends releases its pause for
everybody, it has no limit per chat, and it does not retry (platform fact P8).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from math import inf

from bot.channels.telegram.timing import Timing

_SWEEP = 1024  # forget idle chats when so many are known, then when twice as many are left


def _always() -> bool:
    return True


class Limits:
    """Whose turn it is. A chat that waits holds nothing that another chat needs."""

    def __init__(
        self,
        timing: Timing,
        *,
        chat_seconds: float = 1.0,
        chat_burst: int = 3,
        overall: int = 30,
        unasked: int = 25,
        several: int = 3,
    ) -> None:
        self._timing = timing
        self._interval = chat_seconds
        self._slack = chat_seconds * (chat_burst - 1)
        self._several = several
        self._due: dict[int, float] = {}  # when a chat will have used up its allowance
        self._paused: dict[int, float] = {}
        self._sent: deque[float] = deque(maxlen=overall)  # the last slots given out, in order
        self._unasked = unasked
        self._unasked_paused = 0.0
        self._floods: deque[tuple[float, float, int]] = deque()
        self._all_paused = 0.0
        self._sweep_at = _SWEEP

    async def turn(
        self,
        chat: int,
        *,
        new: bool,
        wanted: Callable[[], bool] = _always,
        longest: float = inf,
    ) -> bool:
        """Wait until the chat may get a message or an edit; False if it is unwanted by then, or
        at once when the next wait would take more than ``longest`` seconds."""
        while (wait := self._chat_wait(chat)) > 0:
            if wait > longest:
                return False
            await self._timing.sleep(wait)
            if not wanted():
                return False
        self._take(chat)
        if new and (wait := self._overall_wait()) > 0:
            await self._timing.sleep(wait)
        await self.pauses(chat)
        return wanted()

    async def room(self, longest: float) -> bool:
        """Wait until there is a place for a message that nobody asked for; one waits at a time.

        False, at once, when that would take more than ``longest`` seconds.
        """
        while (wait := self._unasked_wait()) > 0:
            if wait > longest:
                return False
            await self._timing.sleep(wait)
        return True

    def take_room(self) -> None:
        """Use the place that :meth:`room` waited for."""
        self._sent.append(self._timing.clock())

    async def pauses(self, chat: int, longest: float = inf) -> bool:
        """Wait only for what Telegram told us to wait; False, at once, when that is longer."""
        while (wait := self._pause_wait(chat)) > 0:
            if wait > longest:
                return False
            await self._timing.sleep(wait)
        return True

    def paused(self, chat: int) -> bool:
        """Whether Telegram told us to wait with calls for this chat."""
        return self._pause_wait(chat) > 0

    def flooded(self, chat: int, seconds: float) -> None:
        """Telegram refused a call for this chat: all its calls wait.

        When several chats are refused within one second, the limit over all chats is hit. Then
        everything waits, for the shortest of their times: each of them waits its own anyhow.
        """
        now = self._timing.clock()
        self._paused[chat] = max(self._paused.get(chat, 0.0), now + seconds)
        self._floods.append((now, now + seconds, chat))
        while self._floods[0][0] < now - 1.0:
            self._floods.popleft()
        if len({flood[2] for flood in self._floods}) >= self._several:
            until = min(flood[1] for flood in self._floods)
            self._all_paused = max(self._all_paused, until)

    def unasked_flooded(self, seconds: float) -> None:
        """Telegram refused a message that nobody asked for. Its chat had no other, so that there
        are too many over all: no more of those until then."""
        self._unasked_paused = max(self._unasked_paused, self._timing.clock() + seconds)

    @property
    def known_chats(self) -> int:
        """How many chats are remembered; bounded by how many were active lately."""
        return len(self._due) + len(self._paused)

    def _pause_wait(self, chat: int) -> float:
        if not self._paused and not self._all_paused:  # nearly always
            return 0.0
        return max(self._paused.get(chat, 0.0), self._all_paused) - self._timing.clock()

    def _chat_wait(self, chat: int) -> float:
        allowance = self._due.get(chat, 0.0) - self._slack - self._timing.clock()
        return max(allowance, self._pause_wait(chat))

    def _take(self, chat: int) -> None:
        now = self._timing.clock()
        if len(self._due) + len(self._paused) >= self._sweep_at:
            self._sweep(now)
        self._due[chat] = max(self._due.get(chat, 0.0), now) + self._interval

    def _unasked_wait(self) -> float:
        now = self._timing.clock()
        full = len(self._sent) >= self._unasked
        slot = self._sent[-self._unasked] + 1.0 if full else now
        return max(slot, self._unasked_paused, self._all_paused) - now

    def _overall_wait(self) -> float:
        """First come, first served: the slot is one second after the thirtieth before it."""
        now = self._timing.clock()
        full = len(self._sent) == self._sent.maxlen
        slot = max(now, self._sent[0] + 1.0) if full else now
        self._sent.append(slot)
        return slot - now

    def _sweep(self, now: float) -> None:
        self._due = {chat: due for chat, due in self._due.items() if due > now}
        self._paused = {chat: until for chat, until in self._paused.items() if until > now}
        self._sweep_at = max(_SWEEP, 2 * self.known_chats)
