"""Many learners at once, each with dice of their own."""

from __future__ import annotations

import asyncio
from random import Random

from tests.fault.learner import Learner
from tests.fault.witness import Witness
from tests.loopback import LoopbackServer

FIRST_ID = 7_310_400_001
NAME = "Zubaidah"
"""No other word has it, so that a log that names somebody is found."""


class Crowd:
    """Same seed, same people: what each decides depends on their dice and their screens alone."""

    def __init__(
        self, server: LoopbackServer, witness: Witness, size: int, seed: int, patience: float
    ) -> None:
        self.learners = [
            Learner(
                server.person(
                    FIRST_ID + number,
                    f"{NAME} {number}",
                    language_code="en" if number % 7 == 3 else "id",
                ),
                witness,
                Random(f"{seed} learner {number}"),
                patience,
            )
            for number in range(size)
        ]

    @property
    def results(self) -> int:
        """How often anybody has seen a result."""
        return sum(learner.results for learner in self.learners)

    async def busy(self, stop: asyncio.Event) -> None:
        """All learn, until told to stop."""
        await asyncio.gather(*(learner.busy(stop) for learner in self.learners))

    async def finish(self, seconds: float) -> list[int]:
        """All go to a result; who did not get there in time."""
        ways = {
            asyncio.create_task(learner.finish()): learner.person.id for learner in self.learners
        }
        _, stuck = await asyncio.wait(ways, timeout=seconds)
        for way in stuck:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        return [ways[way] for way in stuck]
