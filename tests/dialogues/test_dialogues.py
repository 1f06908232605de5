"""Whole conversations, each played straight to the use cases on both databases, and over
Telegram."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogues.script import Turn, turns
from tests.dialogues.stage import HERE, Door, ServiceDoor, TelegramDoor, World, polling
from tests.loopback import LoopbackServer

SCRIPTS = sorted((HERE / "scripts").glob("*.txt"))


def acts(path: Path) -> list[list[Turn]]:
    """The turns between restarts."""
    parts: list[list[Turn]] = [[]]
    for turn in turns(path):
        if turn.who:
            parts[-1].append(turn)
        else:
            assert turn.line == "(restart)", f"unknown direction {turn.line}"
            parts.append([])
    return parts


async def play(part: list[Turn], door: Door) -> None:
    for turn in part:
        turn.check(await door.act(turn.who, turn.line))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
async def test_straight_to_the_use_cases(path: Path, tmp_path: Path, url: str) -> None:
    world = World.make(tmp_path, url)
    labels: dict[str, list[object]] = {}
    for part in acts(path):
        async with world.app() as app:
            door = ServiceDoor(app)
            door.labels = labels  # type: ignore[assignment]  # people keep their screens
            await play(part, door)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
async def test_over_telegram(path: Path, tmp_path: Path) -> None:
    world = World.make(tmp_path)
    async with LoopbackServer() as server:
        door = TelegramDoor(server)
        for part in acts(path):
            async with world.app() as app, polling(app, server):
                await play(part, door)
