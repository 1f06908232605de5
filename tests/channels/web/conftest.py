"""The stage as fixtures: a server whose clock stands still, a worker, and a client by hand."""

from collections.abc import AsyncIterator

import pytest

from tests.channels.telegram.conftest import idle_stage, log_lines, stage
from tests.channels.telegram.stage import Service
from tests.channels.web.stage import Client, Worker, client
from tests.loopback import Clock, LoopbackServer

__all__ = ["idle_stage", "log_lines", "stage"]


@pytest.fixture
async def server() -> AsyncIterator[LoopbackServer]:
    async with LoopbackServer(clock=Clock(1_760_000_000.0, frozen=True)) as server:
        yield server


@pytest.fixture
async def idle(server: LoopbackServer) -> AsyncIterator[Worker]:
    """Not serving yet."""
    worker = Worker(server, Service())
    try:
        yield worker
    finally:
        server.faults.clear()
        worker.service.before = None
        await worker.end()


@pytest.fixture
async def worker(idle: Worker) -> Worker:
    """Serving."""
    await idle.ready()
    return idle


@pytest.fixture
async def by_hand(idle: Worker) -> AsyncIterator[Client]:
    async with client(idle.url, idle.address) as one:
        yield one
