"""One contender measured: first as fast as it goes, then at half of that."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bench.contenders import Contender, Running
from bench.crowd import Crowd, Record
from tests.loopback import LoopbackServer

PEOPLE = 100
WARM_UP = 3.0  # seconds


@dataclass(frozen=True, slots=True)
class Result:
    """Rates are per second of the clock, ``per_cpu`` per second of the bot's CPU; times in ms."""

    name: str
    taps: float
    answers: float
    per_cpu: float
    cpu_us: float
    p50: float
    p95: float
    p99: float
    half_p95: float
    half_p99: float
    memory: float


async def measure(contender: Contender, seconds: float, seed: int) -> Result:
    """Runs the contender before a server of its own."""
    async with stage(contender) as (server, running):
        crowd = await _crowd(server, contender, seed)
        await crowd.tap_for(WARM_UP)
        fast, cpu = await _timed(crowd, running, seconds)
        rate = len(fast.times) / seconds
        crowd.pace = PEOPLE / (rate / 2)
        half, _ = await _timed(crowd, running, seconds)
        return Result(
            name=contender.name,
            taps=rate,
            answers=fast.answers / seconds,
            per_cpu=len(fast.times) / cpu,
            cpu_us=1e6 * cpu / len(fast.times),
            p50=fast.percentile(0.50),
            p95=fast.percentile(0.95),
            p99=fast.percentile(0.99),
            half_p95=half.percentile(0.95),
            half_p99=half.percentile(0.99),
            memory=running.usage().memory,
        )


async def loaded(contender: Contender, seconds: float) -> None:
    """Keeps the contender busy for so long, and stops it."""
    async with stage(contender) as (server, _):
        crowd = await _crowd(server, contender, seed=0)
        await crowd.tap_for(seconds)


@asynccontextmanager
async def stage(
    contender: Contender, more: Mapping[str, str] | None = None
) -> AsyncIterator[tuple[LoopbackServer, Running]]:
    """The contender at work before a server, with ``more`` settings, until the end of the block."""
    with tempfile.TemporaryDirectory() as folder:
        async with LoopbackServer(lean=True) as server:
            settings = {
                **settings_for(server),
                "DATABASE_URL": f"sqlite:///{folder}/bench.db",
                **(more or {}),
            }
            await prepare(contender, settings)
            running = await Running.start(contender, settings)
            try:
                yield server, running
            finally:
                await running.end()


def settings_for(server: LoopbackServer) -> dict[str, str]:
    """What every bot before this server is set to."""
    return {
        "BOT_TOKEN": server.token,
        "BOT_API_URL": server.url,
        "CHAT_SECONDS": "0",
        "LOG_LEVEL": "ERROR",
    }


async def _crowd(server: LoopbackServer, contender: Contender, seed: int) -> Crowd:
    crowd = Crowd(server, PEOPLE, ours=contender.ours, seed=seed)
    await crowd.arrive()
    return crowd


async def _timed(crowd: Crowd, running: Running, seconds: float) -> tuple[Record, float]:
    crowd.record = Record(measuring=True)
    before = running.usage().cpu
    await crowd.tap_for(seconds)
    return crowd.record, running.usage().cpu - before


async def prepare(contender: Contender, settings: dict[str, str]) -> None:
    """The agency that the people's link names."""
    if not contender.ours:
        return
    from bot.app import DEMO, DEMO_UNITS
    from bot.store.store import open_store

    store = await open_store({**settings, **contender.settings}["DATABASE_URL"])
    await store.agencies.put([DEMO], DEMO_UNITS)
    await store.close()
