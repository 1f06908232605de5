"""Whole conversations, each played straight to the use cases on both databases, and over
Telegram."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.dialogues.script import Turn, turns
from tests.dialogues.stage import HERE, Clock, Door, ServiceDoor, TelegramDoor, World, polling
from tests.loopback import LoopbackServer

LATER = re.compile(r"\((\d+) minutes later\)")
SCRIPTS = sorted((HERE / "scripts").glob("*.txt"))


def acts(path: Path) -> list[list[Turn]]:
    """The turns between restarts."""
    parts: list[list[Turn]] = [[]]
    for turn in turns(path):
        if turn.line == "(restart)":
            parts.append([])
        else:
            parts[-1].append(turn)
    return parts


async def play(part: list[Turn], door: Door, clock: Clock) -> None:
    for turn in part:
        if turn.who:
            turn.check(await door.act(turn.who, turn.line))
        else:
            later = LATER.fullmatch(turn.line)
            assert later, f"unknown direction {turn.line}"
            clock.now += int(later[1]) * 60_000


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
