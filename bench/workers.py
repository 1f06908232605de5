"""``make workers``: one, two and four webhook workers on one PostgreSQL; what a tap costs them.

All share one core and serve 100 people in a closed loop, behind balancers that pass bytes. Beside
them stand as many bots that have nothing in common but the core: each its own database, address
and people. What those cost more than one worker is the price of the core. What workers cost more
than those is the price of working together: it is judged. All are there from the beginning and are
tapped in turns of a few seconds, as how fast the machine is changes by the minute; the others idle
meanwhile, and what they use is not counted.

Workers with a core each throw nothing out of each other's caches; long turns on the core
(:mod:`bench.slices`) come nearer to that. The kernel's own short turns are told beside it, for
those who put more workers on a machine than it has cores.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from random import Random
from statistics import median

import aiohttp

from bench import slices
from bench.contenders import SERVER_CORE, Contender, Running
from bench.crowd import Crowd, Record
from bench.lineup import OURS, postgres
from bench.measure import PEOPLE, WARM_UP, prepare, settings_for
from tests.databases import PostgresServer
from tests.fault.balancer import Balancer
from tests.loopback import LoopbackServer
from tests.ports import free_ports

LIMIT = 1.10  # of the CPU per tap of as many bots that have nothing in common
_PATIENCE_S = 20.0
_HEADINGS = (
    "| workers | taps/s | µs CPU per tap | x one | as many apart: µs | x one | together / apart"
    " | MB |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


@dataclass(frozen=True, slots=True)
class Cost:
    """``cpu_us`` of all workers for each tap of anybody; ``memory`` of the largest, in MB."""

    taps: float
    cpu_us: float
    memory: float


@dataclass(frozen=True, slots=True)
class Site:
    """One bot, its workers and its people."""

    server: LoopbackServer
    balancer: Balancer
    workers: list[Running]
    crowd: Crowd


@dataclass(frozen=True, slots=True)
class Stand:
    """What is measured together: one bot, or several that have nothing in common."""

    sites: list[Site]

    async def cost(self, seconds: float) -> Cost:
        """What taps cost while people tap for so long."""
        for site in self.sites:
            site.crowd.record = Record(measuring=True)
        running = [worker for site in self.sites for worker in site.workers]
        before = sum(worker.usage().cpu for worker in running)
        await self.tapped(seconds)
        used = sum(worker.usage().cpu for worker in running) - before
        taps = sum(len(site.crowd.record.times) for site in self.sites)
        most = max(worker.usage().memory for worker in running)
        return Cost(taps / seconds, 1e6 * used / taps, most)

    async def tapped(self, seconds: float) -> None:
        """Their people tap for so long."""
        await asyncio.gather(*(site.crowd.tap_for(seconds) for site in self.sites))


async def _stand(
    stack: AsyncExitStack, server: PostgresServer, workers: int, slice_ms: float, *, apart: bool
) -> Stand:
    """So many workers of one bot, or as many bots of one. They are warm when this returns."""
    bots, each = (workers, 1) if apart else (1, workers)
    sites = [
        await site(stack, await server.fresh(), each, PEOPLE // bots, slice_ms) for _ in range(bots)
    ]
    stand = Stand(sites)
    await stand.tapped(WARM_UP * workers)
    return stand


async def site(
    stack: AsyncExitStack, database: str, workers: int, people: int, slice_ms: float
) -> Site:
    """Workers that are ready, and people who have registered."""
    server = await stack.enter_async_context(LoopbackServer(lean=True))
    ports = free_ports(workers)
    balancer = await stack.enter_async_context(Balancer(ports, Random(workers)))
    settings = {
        **settings_for(server),
        "DATABASE_URL": database,
        "WEBHOOK_URL": f"http://127.0.0.1:{balancer.port}",
        "WEB_HOST": "127.0.0.1",
    }
    bots = [Contender("", (*OURS, "webhook"), {"PORT": str(port)}, True) for port in ports]
    await prepare(bots[0], settings)
    running = [await Running.start(bot, settings, slice_ms=slice_ms) for bot in bots]
    for one in running:
        stack.push_async_callback(one.end)
    async with asyncio.timeout(_PATIENCE_S), aiohttp.ClientSession() as client:
        for port in ports:
            await _ready(client, port)
    crowd = Crowd(server, people, ours=True, seed=workers)
    await crowd.arrive()
    return Site(server, balancer, running, crowd)


async def _ready(client: aiohttp.ClientSession, port: int) -> None:
    while True:
        try:
            async with client.get(f"http://127.0.0.1:{port}/readyz") as answer:
                if answer.ok:
                    return
        except aiohttp.ClientError:
            pass  # it does not listen yet
        await asyncio.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Row:
    """Ratios are to one worker, or of ``together`` to ``apart``, of the same round: medians, as
    all here but the memory."""

    workers: int
    together: Cost
    ratio: float
    apart: float
    apart_ratio: float
    price: float

    def __str__(self) -> str:
        apart = f"{self.apart:.0f} | {self.apart_ratio:.2f} | {self.price:.2f}"
        one = self.together
        numbers = f"{one.taps:.0f} | {one.cpu_us:.0f} | {self.ratio:.2f}"
        beside = apart if self.workers > 1 else "| |"
        return f"| {self.workers} | {numbers} | {beside} | {one.memory:.0f} |"


def _ratio(some: Sequence[Cost], others: Sequence[Cost]) -> float:
    return median(a.cpu_us / b.cpu_us for a, b in zip(some, others, strict=True))


async def run(slice_ms: float, seconds: float, rounds: int) -> list[Row]:
    """The rows of one table."""
    with postgres() as server:
        async with AsyncExitStack() as stack:
            stands = [
                await _stand(stack, server, number, slice_ms, apart=apart)
                for number, apart in ((1, False), (2, False), (2, True), (4, False), (4, True))
            ]
            found = [[await stand.cost(seconds) for stand in stands] for _ in range(rounds)]
    one, two, two_apart, four, four_apart = (list(each) for each in zip(*found, strict=True))
    return [_row(1, one, one, one), _row(2, one, two, two_apart), _row(4, one, four, four_apart)]


def _row(number: int, one: Sequence[Cost], together: Sequence[Cost], apart: Sequence[Cost]) -> Row:
    whole = Cost(
        median(each.taps for each in together),
        median(each.cpu_us for each in together),
        max(each.memory for each in together),
    )
    return Row(
        number,
        whole,
        _ratio(together, one),
        median(each.cpu_us for each in apart),
        _ratio(apart, one),
        _ratio(together, apart),
    )


def main() -> None:
    """Prints both tables; ends with 1 when working together costs more than it may."""
    parser = argparse.ArgumentParser(prog="python -m bench.workers")
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--rounds", type=int, default=10)
    wanted = parser.parse_args()
    os.sched_setaffinity(0, {SERVER_CORE})
    rows = asyncio.run(run(0.0, wanted.seconds, wanted.rounds))
    print("The kernel's own turns on the core:", _HEADINGS, *rows, "", sep="\n", flush=True)
    if not slices.can_be_set():
        sys.exit("this kernel gives no longer turns: the limit cannot be judged on one core")
    rows = asyncio.run(run(slices.LONGEST_MS, wanted.seconds, wanted.rounds))
    print(f"Turns of {slices.LONGEST_MS:.0f} ms:", _HEADINGS, *rows, sep="\n")
    if any(row.price > LIMIT for row in rows):
        sys.exit(f"working together costs more than {LIMIT:.2f} times the CPU of working apart")


if __name__ == "__main__":
    main()
