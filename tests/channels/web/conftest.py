"""The stage as fixtures: a server whose clock stands still, a worker, and a client by hand."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.channels.telegram.conftest import idle_stage, log_lines, stage
from tests.channels.telegram.stage import Service
from tests.channels.web.stage import Client, Worker, client
from tests.cli.run import Shell
from tests.loopback import TEST_TOKEN, Clock, LoopbackServer
from tests.ports import free_port

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


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Settings of a process that serves by webhook."""
    shell = Shell(tmp_path)
    port = free_port()
    shell.settings |= {
        "BOT_TOKEN": TEST_TOKEN,
        "WEB_HOST": "127.0.0.1",
        "PORT": str(port),
        "WEBHOOK_URL": f"http://127.0.0.1:{port}",
    }
    return shell
