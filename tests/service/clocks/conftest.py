"""The three zones on a fresh database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.dialogues.stage import ServiceDoor, World
from tests.service.clocks.stage import BALI, MALUKU, Scene


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """2024-10-01, 19:00 in Jakarta, 20:00 in Bali, 21:00 in Maluku."""
    world = World.make(tmp_path)
    async with world.app() as app:
        await app.store.agencies.put([MALUKU, BALI])
        yield Scene(world, app, ServiceDoor(app))
