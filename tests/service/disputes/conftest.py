"""An hour after noon, so that what was reported at noon is in the past."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.app import App
from tests.dialogues.stage import NOON, World


@pytest.fixture
async def app(world: World) -> AsyncIterator[App]:
    async with world.app() as app:
        world.clock.now = NOON + 3_600_000
        yield app
