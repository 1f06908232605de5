"""Trouble in a seeded order: to the process, to the network, to updates, to the database."""

from __future__ import annotations

import asyncio
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from random import Random

from tests.fault.databases import Database
from tests.fault.databases import Trouble as DatabaseTrouble
from tests.fault.fleet import Fleet
from tests.loopback import Fault, Kind, LoopbackServer
from tests.loopback.updates import Pending

SHARE = 0.05
"""How often each kind of outgoing fault strikes a call."""
AGAIN = 0.1
"""How many updates are delivered once more after they were acknowledged."""
OUTAGE = 151.0
"""Seconds after which Telegram has thrown waiting taps away."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long and how hard: seconds between two blows, and how long calls stall.

    ``rounds``: how often all blows come, besides the kills. After them it goes on with kills,
    and now and then another blow, until ``seconds`` and ``kills`` are reached.
    """

    between: tuple[float, float]
    stall: float
    kills: int
    seconds: float
    rounds: int = 1
    polite: bool = True  # with stops, and kills at start, which only take time


class Trouble:
    """All that goes wrong in one run; ``count`` says how often."""

    def __init__(
        self, server: LoopbackServer, fleet: Fleet, database: Database, pace: Pace, dice: Random
    ) -> None:
        self.count: Counter[str] = Counter()
        self._server = server
        self._fleet = fleet
        self._pace = pace
        self._dice = dice
        self._blows: dict[str, Callable[[], Awaitable[None]]] = {
            "kill": self._kill,
            "outage": self._outage,
        }
        if pace.polite:
            self._blows |= {"kill at start": self._kill_at_start, "stop": self._stop}
        for name, trouble in database.troubles.items():
            self._blows[name] = partial(self._to_database, trouble)
        self._faults: list[Fault] = []
        self._raging = True

    def begin(self) -> None:
        """From now on the network is bad and updates come twice and in any order."""
        faults = self._server.faults
        faults.seed(self._dice.randrange(1 << 30))
        self._faults = faults.sometimes(
            SHARE, Kind.TOO_MANY, Kind.DROP_BEFORE, Kind.DROP_AFTER, Kind.STALL
        )
        self._faults[-1].seconds = self._pace.stall
        self._faults.append(
            faults.add(Fault(Kind.ERROR, times=None, chance=SHARE, status=502)),
        )
        self._faults.append(faults.redeliver(times=None, chance=AGAIN))
        faults.shuffle()
        self._post_twice()

    def _post_twice(self) -> None:
        """Telegram posts again what is not answered in time: two workers have it at once."""
        webhook, dice = self._server.webhook, self._dice
        post = webhook._post

        async def sometimes_twice(update: Pending) -> float | None:
            if not self._raging or dice.random() >= AGAIN:
                return await post(update)
            self.count["posted twice at once"] += 1
            first, _ = await asyncio.gather(post(update), post(update))
            return first

        webhook._post = sometimes_twice  # type: ignore[method-assign]

    async def rage(self) -> None:
        """Blow after blow, each while the bot serves."""
        ends = time.monotonic() + self._pace.seconds
        planned = list(self._blows) * self._pace.rounds
        self._dice.shuffle(planned)
        while planned or self._fleet.kills < self._pace.kills or time.monotonic() < ends:
            name = planned.pop() if planned else self._next()
            await self._fleet.until_ready()
            await asyncio.sleep(self._dice.uniform(*self._pace.between))
            await self._blows[name]()
            self.count[name] += 1

    def end(self) -> None:
        """The network is good again."""
        self.count.update({str(fault.kind): fault.hits for fault in self._faults})
        self._server.faults.clear()
        self._raging = False

    def _next(self) -> str:
        return "kill" if self._dice.random() < 0.75 else self._dice.choice(list(self._blows))

    async def _to_database(self, trouble: DatabaseTrouble) -> None:
        await trouble(self._fleet.any(), self._dice)

    async def _kill(self) -> None:
        await self._fleet.any().kill()

    async def _kill_at_start(self) -> None:
        bot = self._fleet.any()
        await bot.kill()
        await asyncio.sleep(self._dice.uniform(0.1, 1.5))  # anywhere from import to sign-in
        await bot.kill()

    async def _stop(self) -> None:
        await self._fleet.any().kill(signal.SIGTERM)

    async def _outage(self) -> None:
        """Nobody serves; what learners tap meanwhile, Telegram throws away."""
        for bot in self._fleet.bots:
            await bot.kill(hold=True)
        await asyncio.sleep(self._dice.uniform(*self._pace.between))
        self._server.clock.advance(OUTAGE)
        for bot in self._fleet.bots:
            await bot.go_on()
