"""People in a closed loop: each looks at the screen, taps, and waits for the next one.

They live in the server's process, so that the bot's core does nothing but the bot's work.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from random import Random

from tests.loopback import LoopbackServer, Person

REGISTER = ("✅ Saya setuju", "Bahasa Indonesia", "PNS", "Unit saya tidak ada di daftar")


def _person(server: LoopbackServer, number: int) -> Person:
    """The person of that number, who may have been here before."""
    id_ = 7_000_000 + number
    known = server.people.get(id_)
    return known or server.person(id_, first_name=f"Orang {number}")


@dataclass(slots=True)
class Record:
    """Tap-to-edit times in seconds, of taps in the measured time."""

    times: list[float] = field(default_factory=list)
    answers: int = 0
    measuring: bool = False

    def took(self, seconds: float, answered: bool) -> None:
        """One tap was shown its new screen."""
        if self.measuring:
            self.times.append(seconds)
            self.answers += answered

    def percentile(self, share: float) -> float:
        """In ms."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


class Crowd:
    """Learners who never stop: ``pace`` is seconds between taps of one, 0 as fast as it goes."""

    def __init__(
        self, server: LoopbackServer, count: int, *, ours: bool, seed: int, first: int = 0
    ) -> None:
        self._people = [_person(server, first + i) for i in range(count)]
        self._ours = ours
        self._dice = Random(seed)
        self.record = Record()
        self.pace = 0.0
        self._stop = False

    async def arrive(self) -> None:
        """Everybody opens the bot; with ours they register and begin a module."""
        for i in range(0, len(self._people), 10):
            await asyncio.gather(*(self._begin(person) for person in self._people[i : i + 10]))

    async def tap_for(self, seconds: float) -> None:
        """Everybody taps for so long."""
        self._stop = False
        loops = [asyncio.create_task(self._loop(person)) for person in self._people]
        await asyncio.sleep(seconds)
        self._stop = True
        await asyncio.gather(*loops)

    async def visit(self, taps_each: int) -> int:
        """Everybody comes, for the first time or again, and taps so often; how many in all."""
        await asyncio.gather(*(self._visit(person, taps_each) for person in self._people))
        return taps_each * len(self._people)

    async def _visit(self, person: Person, taps: int) -> None:
        if person.chat.messages:
            await person.send("/start")
            await person.sees(timeout=30)
        else:
            await self._begin(person)
        for _ in range(taps):
            await person.tap(self._choice(person)[0])
            await person.sees(timeout=30)

    async def _begin(self, person: Person) -> None:
        await person.send("/start demo" if self._ours else "/start")
        await person.sees(timeout=30)
        if self._ours:
            for label in REGISTER:
                await person.tap(label)
                await person.sees(timeout=30)
            await person.tap(0)
            await person.sees(timeout=30)

    async def _loop(self, person: Person) -> None:
        while not self._stop:
            if self.pace:
                await asyncio.sleep(self._dice.expovariate(1 / self.pace))
            place, answered = self._choice(person)
            began = time.perf_counter()
            await person.tap(place)
            await person.sees(timeout=30)
            self.record.took(time.perf_counter() - began, answered)

    def _choice(self, person: Person) -> tuple[int, bool]:
        """Which button; whether it is an answer (else it only goes on)."""
        labels = person.last.labels
        assert labels, f"a screen without buttons: {person.last.text}"
        if len(labels) == 1 or not self._ours:
            return 0, not self._ours
        for place, label in enumerate(labels):
            if label.startswith(("🔁", "▶️", "➡️", "🏁")):
                return place, False
        return self._dice.randrange(len(labels)), labels[-1] != "📨 Kirim"
