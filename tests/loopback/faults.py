"""Trouble on purpose: what networks, servers and Telegram itself do to a bot."""

import asyncio
import random
from dataclasses import dataclass, field
from enum import StrEnum

from .params import Params
from .updates import Pending, UpdateQueue


class Kind(StrEnum):
    """What goes wrong with a call."""

    TOO_MANY = "too_many"
    ERROR = "error"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    STALL = "stall"


@dataclass(slots=True)
class Fault:
    """One kind of trouble; `reached` is set when it strikes, `release` ends a stall."""

    kind: Kind | str
    method: str | None = None  # None strikes every method
    chat_id: int | None = None
    times: int | None = 1  # None strikes for ever
    chance: float = 1.0
    after: int = 0  # how many matching calls pass first
    retry_after: int = 1
    status: int = 500
    same_id: bool = False  # a doubled tap keeps its callback id
    seconds: float | None = None  # a stall without seconds lasts until released
    hits: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Let stalled calls go on, and stall no more."""
        self.times = 0
        self.released.set()

    def matches(self, method: str, params: Params | None) -> bool:
        """Whether this trouble is meant for such a call."""
        if self.method is not None and self.method.lower() != method.lower():
            return False
        return self.chat_id is None or (
            params is not None and params.integer("chat_id") == self.chat_id
        )

    def strikes(self, dice: random.Random) -> bool:
        """Whether it happens this time; counts down."""
        if self.times is not None and self.hits >= self.times:
            return False
        if self.after > 0:
            self.after -= 1
            return False
        if self.chance < 1.0 and dice.random() >= self.chance:
            return False
        self.hits += 1
        self.reached.set()
        return True


class Faults:
    """All trouble that is planned; the first that matches a call strikes it."""

    def __init__(self, updates: UpdateQueue, seed: int = 0) -> None:
        self.rules: list[Fault] = []
        self._dice = random.Random(seed)
        self._updates = updates
        self._double: Fault | None = None
        self._again: Fault | None = None
        updates.should_repeat = self._should_repeat

    def seed(self, seed: int) -> None:
        """Start the dice again: the same seed gives the same trouble."""
        self._dice.seed(seed)

    def add(self, fault: Fault) -> Fault:
        """Plan a fault and hand it back, to be watched or released."""
        fault.kind = Kind(fault.kind)
        self.rules.append(fault)
        return fault

    def sometimes(self, chance: float, *kinds: Kind, method: str | None = None) -> list[Fault]:
        """Each kind of trouble strikes so often, for ever."""
        return [self.add(Fault(kind, method, times=None, chance=chance)) for kind in kinds]

    def too_many(
        self, method: str | None = None, *, retry_after: int = 1, times: int | None = 1
    ) -> Fault:
        """Answer 429 without any effect."""
        return self.add(Fault(Kind.TOO_MANY, method, retry_after=retry_after, times=times))

    def error(
        self, method: str | None = None, *, status: int = 500, times: int | None = 1
    ) -> Fault:
        """Answer 500 or 502 without any effect."""
        return self.add(Fault(Kind.ERROR, method, status=status, times=times))

    def drop_before(self, method: str | None = None, *, times: int | None = 1) -> Fault:
        """Hang up before anything happened."""
        return self.add(Fault(Kind.DROP_BEFORE, method, times=times))

    def drop_after(self, method: str | None = None, *, times: int | None = 1) -> Fault:
        """Do it, then hang up: the bot cannot know that it was done."""
        return self.add(Fault(Kind.DROP_AFTER, method, times=times))

    def stall(
        self, method: str | None = None, *, seconds: float | None = None, times: int | None = 1
    ) -> Fault:
        """Hold the call for some time on the server's clock, or until released."""
        return self.add(Fault(Kind.STALL, method, seconds=seconds, times=times))

    def double_taps(
        self, *, times: int | None = 1, chance: float = 1.0, same_id: bool = False
    ) -> Fault:
        """Send a tap under two update ids, as an app does that lost its connection."""
        self._double = Fault("double_tap", times=times, chance=chance, same_id=same_id)
        return self._double

    def redeliver(
        self, kind: str | None = None, *, times: int | None = 1, chance: float = 1.0
    ) -> Fault:
        """Send updates once more although they were acknowledged."""
        self._again = Fault("redeliver", kind, times=times, chance=chance)
        return self._again

    def shuffle(self, *, on: bool = True) -> None:
        """Deliver what is waiting in any order."""
        self._updates.shuffle = self._dice if on else None

    def clear(self) -> None:
        """End all trouble and let stalled calls go."""
        for fault in self.rules:
            fault.release()
        self.rules.clear()
        self._double = self._again = None
        self._updates.shuffle = None

    def take(self, method: str, params: Params) -> Fault | None:
        """The trouble that strikes this call, if any."""
        for fault in self.rules:
            if fault.matches(method, params) and fault.strikes(self._dice):
                return fault
        return None

    def doubles_tap(self) -> Fault | None:
        """The fault that sends the next tap twice, if any."""
        double = self._double
        return double if double is not None and double.strikes(self._dice) else None

    def _should_repeat(self, update: Pending) -> bool:
        again = self._again
        return again is not None and again.matches(update.kind, None) and again.strikes(self._dice)
