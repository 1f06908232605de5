"""``make workers``: one to four webhook workers on one PostgreSQL; what each tap costs them.

All workers share one core, behind a balancer that passes bytes, and serve together half of what one
worker manages. A worker with less to do has less to do at once, so each tap costs it more, alone or
not; so each number of workers is compared with one that serves as many taps as each of them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from contextlib import AsyncExitStack
from dataclasses import dataclass
from random import Random

from bench.__main__ import OURS
from bench.contenders import SERVER_CORE, Contender, Running
from bench.crowd import Crowd, Record
from bench.measure import PEOPLE, WARM_UP, prepare
from tests.databases import PostgresServer
from tests.fault.balancer import Balancer
from tests.fault.fleet import free_port
from tests.loopback import LoopbackServer

LIMIT = 1.10  # of one worker's CPU per tap


@dataclass(frozen=True, slots=True)
class Cost:
    """``cpu_us`` of all workers together for each tap; ``memory`` of one in MB; ``p95`` in ms."""

    workers: int
    taps: float
    cpu_us: float
    p95: float
    memory: float


async def cost(workers: int, postgres: str, rate: float, seconds: float) -> Cost:
    """Measures so many workers at ``rate`` taps a second; 0: as fast as they go."""
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(LoopbackServer(lean=True))
        ports = [free_port() for _ in range(workers)]
        balancer = await stack.enter_async_context(Balancer(ports, Random(workers)))
        settings = {
            "BOT_TOKEN": server.token,
            "BOT_API_URL": server.url,
            "CHAT_SECONDS": "0",
            "LOG_LEVEL": "ERROR",
            "DATABASE_URL": postgres,
            "WEBHOOK_URL": f"http://127.0.0.1:{balancer.port}",
            "WEB_HOST": "127.0.0.1",
        }
        bots = [Contender("", (*OURS, "webhook"), {"PORT": str(port)}, True) for port in ports]
        await prepare(bots[0], settings)
        running = [await Running.start(bot, settings) for bot in bots]
        for one in running:
            stack.push_async_callback(one.end)
        crowd = Crowd(server, PEOPLE, ours=True, seed=workers)
        await crowd.arrive()
        await crowd.tap_for(WARM_UP)
        crowd.pace = PEOPLE / rate if rate else 0.0
        crowd.record = Record(measuring=True)
        before = sum(one.usage().cpu for one in running)
        await crowd.tap_for(seconds)
        used = sum(one.usage().cpu for one in running) - before
        taps = len(crowd.record.times)
        most = max(one.usage().memory for one in running)
        return Cost(workers, taps / seconds, 1e6 * used / taps, crowd.record.percentile(0.95), most)


async def run(seconds: float) -> list[tuple[Cost, Cost]]:
    """One, two and four workers at half of the rate that one reaches, each with one alone at its
    share of it."""
    os.sched_setaffinity(0, {SERVER_CORE})
    postgres = PostgresServer()
    try:
        rate = (await cost(1, await postgres.fresh(), 0.0, seconds)).taps / 2
        return [
            (
                await cost(n, await postgres.fresh(), rate, seconds),
                await cost(1, await postgres.fresh(), rate / n, seconds),
            )
            for n in (1, 2, 4)
        ]
    finally:
        postgres.stop()


def main() -> None:
    """Prints a table; ends with 1 when more workers cost more than they may."""
    parser = argparse.ArgumentParser(prog="python -m bench.workers")
    parser.add_argument("--seconds", type=float, default=15.0)
    costs = asyncio.run(run(parser.parse_args().seconds))
    print("| workers | taps/s | µs CPU per tap | one at its share | ratio | p95 ms | MB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for together, alone in costs:
        ratio = together.cpu_us / alone.cpu_us
        numbers = f"{together.taps:.0f} | {together.cpu_us:.0f} | {alone.cpu_us:.0f} | {ratio:.2f}"
        print(f"| {together.workers} | {numbers} | {together.p95:.1f} | {together.memory:.0f} |")
    if any(together.cpu_us > LIMIT * alone.cpu_us for together, alone in costs):
        sys.exit(f"more than {LIMIT:.2f} times the CPU of one worker with as much to do")


if __name__ == "__main__":
    main()
