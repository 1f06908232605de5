"""``python -m bench.relay``: a worker of several, that has a core for itself.

One, two and four webhook workers on one PostgreSQL, as in :mod:`bench.workers`, but of several one
at a time serves everybody, and then the next one: people go from worker to worker, the others idle
beside them, and nobody takes the core away. What all of them use is counted. Where workers have a
core each, a tap costs this, and what they cost by working at the same moment.
"""

from __future__ import annotations

import argparse
import asyncio
import os
from contextlib import AsyncExitStack
from statistics import median

from bench import slices
from bench.contenders import SERVER_CORE
from bench.crowd import Record
from bench.lineup import postgres
from bench.measure import PEOPLE, WARM_UP
from bench.workers import Site, site

WORKERS = (1, 2, 4)


async def relay(one: Site, seconds: float) -> None:
    """Each worker serves for its share of the seconds; between two, nothing is under way."""
    hook = one.server.webhook
    for port in one.balancer.ports:
        one.balancer.only(port)
        await hook.set(hook.url, hook.secret, hook.connections)  # on new connections
        await one.crowd.tap_for(seconds / len(one.balancer.ports))


async def cost(one: Site, seconds: float) -> float:
    """CPU of all workers for each tap, in microseconds."""
    one.crowd.record = Record(measuring=True)
    before = sum(worker.usage().cpu for worker in one.workers)
    await relay(one, seconds)
    used = sum(worker.usage().cpu for worker in one.workers) - before
    return 1e6 * used / len(one.crowd.record.times)


async def run(seconds: float, rounds: int) -> list[list[float]]:
    """The costs of :data:`WORKERS`, by round."""
    slice_ms = slices.LONGEST_MS if slices.can_be_set() else 0.0
    with postgres() as server:
        async with AsyncExitStack() as stack:
            sites = [
                await site(stack, await server.fresh(), number, PEOPLE, slice_ms)
                for number in WORKERS
            ]
            for number, one in zip(WORKERS, sites, strict=True):
                await relay(one, WARM_UP * number)
            return [[await cost(one, seconds) for one in sites] for _ in range(rounds)]


def main() -> None:
    """Prints a table of medians; ratios are to one worker of the same round."""
    parser = argparse.ArgumentParser(prog="python -m bench.relay")
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--rounds", type=int, default=8)
    wanted = parser.parse_args()
    os.sched_setaffinity(0, {SERVER_CORE})
    found = asyncio.run(run(wanted.seconds, wanted.rounds))
    print("| workers, one at a time | µs CPU per tap | x one |\n| ---: | ---: | ---: |")
    for place, number in enumerate(WORKERS):
        ratio = median(costs[place] / costs[0] for costs in found)
        print(f"| {number} | {median(costs[place] for costs in found):.0f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
