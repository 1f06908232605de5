"""The stage as fixtures: a server whose clock stands still, and the channel before it."""

import io
import logging
from collections.abc import AsyncIterator, Iterator

import pytest

from bot import logs
from tests.channels.telegram.stage import Stage
from tests.loopback import Clock, LoopbackServer


@pytest.fixture
async def server() -> AsyncIterator[LoopbackServer]:
    async with LoopbackServer(clock=Clock(1_760_000_000.0, frozen=True)) as server:
        yield server


@pytest.fixture
async def idle_stage(server: LoopbackServer) -> AsyncIterator[Stage]:
    """Not serving yet."""
    stage = Stage(server)
    try:
        yield stage
    finally:
        await stage.end()


@pytest.fixture
async def stage(idle_stage: Stage) -> Stage:
    """Serving."""
    idle_stage.start()
    return idle_stage


@pytest.fixture
def log_lines() -> Iterator[io.StringIO]:
    """What the program's own logging writes at DEBUG, with nothing silenced."""
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    levels = {name: logging.getLogger(name).level for name in logs._QUIET}
    stream = io.StringIO()
    logs.setup("DEBUG", stream)
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield stream
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
