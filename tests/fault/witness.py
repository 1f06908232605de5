"""Who remembers what happened: taps, what was shown, and what the bot acknowledged.

Times are seconds since 1970 by the machine's clock, which the bot's process has too; the
server's own clock is moved by outages.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from bot.service.buttons import Action, decode
from tests.loopback import LoopbackServer, Shown, Tap
from tests.loopback.journal import Journal
from tests.loopback.signals import Signal
from tests.loopback.updates import Pending


@dataclass(frozen=True, slots=True)
class Tapped:
    """A press. ``honest``: the button was once on this person's screen.

    ``intent`` is the same for both presses of a double tap.
    """

    person: int
    data: str
    honest: bool
    at: float
    intent: int
    tap: Tap

    @property
    def action(self) -> Action | None:
        """What the data mean to the bot."""
        return decode(self.data)


@dataclass(frozen=True, slots=True)
class Seen:
    """A screen that somebody saw."""

    at: float
    screen: Shown

    @property
    def person(self) -> int:
        """Who saw it."""
        return self.screen.chat_id


@dataclass(slots=True)
class Witness:
    """Filled while a run goes on, read by the auditor afterwards."""

    taps: list[Tapped] = field(default_factory=list)
    said: list[tuple[float, int, str]] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    acked: dict[int, float] = field(default_factory=dict)  # update id: the first time
    kinds: Counter[str] = field(default_factory=Counter)
    data: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    changed: Signal = field(default_factory=Signal)
    _intents: int = 0

    def watch(self, server: LoopbackServer) -> None:
        """Look over the shoulder of a server that nobody has used yet."""
        server.world.journal = _Watching(server, self)
        repeat = server.world.updates.should_repeat

        def acknowledged(update: Pending) -> bool:
            self.acked.setdefault(update.update_id, time.time())
            self.kinds[update.kind] += 1
            self.changed.notify()
            return repeat(update)

        server.world.updates.should_repeat = acknowledged

    def tapped(self, person: int, data: str, *taps: Tap, at: float, honest: bool) -> None:
        """One intention, pressed once or twice; ``at`` is from before the press."""
        self._intents += 1
        for tap in taps:
            self.taps.append(Tapped(person, data, honest, at, self._intents, tap))

    def acked_at(self, tapped: Tapped) -> float | None:
        """When the first of its updates was acknowledged."""
        times = [self.acked[one] for one in tapped.tap.update_ids if one in self.acked]
        return min(times, default=None)

    def show(self, screen: Shown) -> None:
        """The bot changed a screen."""
        self.seen.append(Seen(time.time(), screen))
        self.data[screen.chat_id] += [one.data for one in screen.buttons if one.data is not None]

    def trail(self, person: int) -> str:
        """All that one person did and saw, in order, for whoever looks into a finding."""
        mine_seen = [seen for seen in self.seen if seen.person == person]
        lines = [(one.at, f"saw    {one.screen.message_id}: {one.screen}") for one in mine_seen]
        lines += [(at, f"wrote  {text}") for at, who, text in self.said if who == person]
        for one in self.taps:
            if one.person == person:
                honest = "" if one.honest else " (forged)"
                lines.append((one.at, f"tapped {one.data}{honest} {one.tap.update_ids}"))
        mine = {n for one in self.taps if one.person == person for n in one.tap.update_ids}
        lines += [(at, f"acked  {number}") for number, at in self.acked.items() if number in mine]
        return "".join(f"{at:.3f} {what}\n" for at, what in sorted(lines))

    def lost(self) -> list[Tapped]:
        """Taps that the bot never acknowledged: they were too old when it came back."""
        return [tapped for tapped in self.taps if self.acked_at(tapped) is None]


class _Watching(Journal):
    def __init__(self, server: LoopbackServer, witness: Witness) -> None:
        super().__init__(server.clock)
        self._witness = witness

    def add(self, message: Shown) -> None:
        self._witness.show(message)
        super().add(message)
