"""Whole conversations, each played straight to the use cases on both databases, and over
Telegram."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogues.play import SCRIPTS, acts, play
from tests.dialogues.stage import ServiceDoor, TelegramDoor, World, polling
from tests.loopback import LoopbackServer


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
async def test_straight_to_the_use_cases(path: Path, tmp_path: Path, url: str) -> None:
    world = World.make(tmp_path, url)
    labels: dict[str, list[object]] = {}
    for part in acts(path):
        async with world.app() as app:
            door = ServiceDoor(app)
            door.labels = labels  # type: ignore[assignment]  # people keep their screens
            await play(part, door, world.clock)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
async def test_over_telegram(path: Path, tmp_path: Path) -> None:
    world = World.make(tmp_path)
    async with LoopbackServer() as server:
        door = TelegramDoor(server)
        for part in acts(path):
            async with world.app() as app, polling(app, server):
                await play(part, door, world.clock)
